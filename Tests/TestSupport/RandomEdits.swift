import Foundation
public import YAMLSyntax

/// Edits as people and programs make them: words typed letter by letter, pasted lines, deletions, indentation, names
/// changed, and what was done taken back. Borders lie anywhere: inside a character, between CR and LF, in the middle of
/// a surrogate pair.
///
/// Each edit must be applied to the text before the next one is asked for.
public struct RandomEdits {
  private var random: SplitMix
  /// What takes the last edits back.
  private var undo: [SourceEdit] = []
  /// A word that is being typed, and where its next letter goes.
  private var typing: (offset: Int, rest: Substring)?
  /// Where the last edit was.
  private var place = 0

  /// The sequence that belongs to a seed.
  public init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// How many edits a property test makes: `count`, or times what the environment's `PROPERTY_TESTS` says.
  public static func count(_ count: Int) -> Int {
    count * (ProcessInfo.processInfo.environment["PROPERTY_TESTS"].flatMap { Int($0) } ?? 1)
  }

  /// To be called when the text is replaced by another one.
  public mutating func forget() {
    undo = []
    typing = nil
  }

  /// The next edit of a text.
  public mutating func next(in text: SourceText) -> SourceEdit {
    if !undo.isEmpty, chance(5) {
      typing = nil
      return undo.removeLast()
    }
    let edit = fresh(text)
    let low = Self.scalarStart(edit.range.lowerBound, text)
    let high = Self.scalarStart(edit.range.upperBound, text)
    undo.append(
      SourceEdit(range: low..<low + edit.replacement.utf8.count, replacement: text.string(in: low..<high)))
    if undo.count > 30 { undo.removeFirst() }
    place = low
    return edit
  }

  private mutating func fresh(_ text: SourceText) -> SourceEdit {
    if let (offset, rest) = typing, let letter = rest.first {
      typing = rest.count > 1 ? (offset + letter.utf8.count, rest.dropFirst()) : nil
      return SourceEdit(range: offset..<offset, replacement: String(letter))
    }
    let at = offset(text)
    switch Int.random(in: 0..<100, using: &random) {
    case ..<30: return SourceEdit(range: at..<at, replacement: pick(Self.keys))
    case ..<35:
      typing = (Self.scalarStart(at, text), pick(Self.phrases)[...])
      return fresh(text)
    case ..<45:
      return SourceEdit(range: at..<min(at + pick([1, 1, 1, 2, 5]), text.utf8Count), replacement: "")
    case ..<50:
      let end = min(at + Int.random(in: 0...300, using: &random), text.utf8Count)
      return SourceEdit(range: at..<end, replacement: pick(Self.keys))
    case ..<55:
      let end = min(at + Int.random(in: 1...8, using: &random), text.utf8Count)
      return SourceEdit(range: at..<end, replacement: pick(Self.keys))
    case ..<72: return lineEdit(text, at)
    case ..<84: return wordEdit(text, at)
    case ..<90: return indentation(text, at)
    default:
      // Some lines, or a part of them, to another place or the same one.
      let from = text.lineStart(text.line(at: offset(text)))
      let end = text.lineStart(text.line(at: from) + Int.random(in: 1...12, using: &random))
      let isWhole = chance(2)
      let to = isWhole ? text.lineStart(text.line(at: at)) : at
      let part = from..<(isWhole ? end : Self.scalarStart((from + end) / 2, text))
      return SourceEdit(range: to..<to, replacement: text.string(in: part))
    }
  }

  /// One whole line taken out, doubled, commented out, or its end changed.
  private mutating func lineEdit(_ text: SourceText, _ at: Int) -> SourceEdit {
    let number = text.line(at: at)
    let (start, next) = (text.lineStart(number), text.lineStart(number + 1))
    let end = text.lineRange(number).upperBound
    switch Int.random(in: 0..<7, using: &random) {
    case 0: return SourceEdit(range: start..<next, replacement: "")
    case 1: return SourceEdit(range: next..<next, replacement: text.string(in: start..<next))
    case 2: return SourceEdit(range: start..<start, replacement: pick(["# ", "- ", "  ", " ", "\t"]))
    case 3: return SourceEdit(range: end..<next, replacement: pick(["\n", "\r\n", "\r", "", "\n\n"]))
    case 4: return SourceEdit(range: end..<end, replacement: pick(Self.keys))
    case 5:
      let indent = text.string(in: start..<end).prefix { $0 == " " }
      return SourceEdit(range: end..<end, replacement: "\n" + indent + pick(Self.keys))
    default:
      let half = Self.scalarStart((start + end) / 2, text)
      return SourceEdit(range: half..<end, replacement: "")
    }
  }

  private mutating func wordEdit(_ text: SourceText, _ at: Int) -> SourceEdit {
    guard let range = Self.word(text, from: at) else { return SourceEdit(range: at..<at, replacement: "\n") }
    if chance(3), let other = Self.word(text, from: offset(text)) {
      return SourceEdit(range: range, replacement: text.string(in: other))
    }
    return SourceEdit(range: range, replacement: pick(Self.words))
  }

  /// A few lines moved to the right or to the left.
  private mutating func indentation(_ text: SourceText, _ at: Int) -> SourceEdit {
    let first = text.line(at: at)
    let range = text.lineStart(first)..<text.lineStart(first + pick([1, 1, 2, 3, 8]))
    let width = pick([1, 2, 2, 4])
    let isDeeper = chance(2)
    let lines = text.string(in: range).split(separator: "\n", omittingEmptySubsequences: false)
    let moved = lines.map { line -> String in
      if line.isEmpty { return "" }
      return isDeeper
        ? String(repeating: " ", count: width) + line
        : String(line.dropFirst(min(width, line.prefix { $0 == " " }.count)))
    }
    return SourceEdit(range: range, replacement: moved.joined(separator: "\n"))
  }

  private static let keys = [
    "a", "B", "1", " ", "  ", "\n", "\n  ", "\n    ", "\n      ", ":", ": ", "-", "- ", "\n- ", "!", "!Ref ",
    "!Sub ",
    "!Sub '${", "!GetAtt ", "&a ", "*a", "<<: *a\n", "'", "\"", "{", "}", "[", "]", ",", "},\n", "\"k\": {\n",
    "#", "|",
    ">", "${", "${Queue}", ".", "é", "😀", "\t", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{0}", "\\",
    "? ",
    "---\n", "Fn::If", "Fn::If: ", "Condition: ", "DependsOn: ", "Type: ", "Properties:\n", "Key: 'x",
    "key: value\n",
    "Ref", "AWS::", "?", "%", "@", "~", "null", "Queue", "Topic", "<<<<<<< ours\n", "=======\n",
    ">>>>>>> theirs\n",
  ]

  private static let phrases = [
    "Queue:\n    Type: AWS::SQS::Queue\n", "!Sub '${Queue.Arn}/é'", "!GetAtt Table.Arn", "- !Ref Topic\n",
    "\"Ref\": \"Queue\", ", "Condition: IsLive\n", "[a, {b: 😀}, \"c\"]", "# a comment\n",
    "Events: {A: {Type: Api}}",
    "'it''s'", "|\n      text\n", "DependsOn:\r\n  - Queue\r\n",
  ]

  private static let words = [
    "Queue", "Topic", "Function", "Table", "Bucket", "Stage", "IsLive", "Type", "Properties", "Resources",
    "Outputs",
    "Parameters", "Conditions", "Mappings", "Globals", "Ref", "Events", "Api", "First", "Second", "Name",
    "AWS::Serverless::Function", "AWS::SQS::Queue", "AWS::SNS::Topic", "Role", "Condition", "DependsOn",
    "Transform",
    "AutoPublishAlias", "Fn::ForEach::A", "Fn::Transform", "'quoted'",
  ]

  private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  /// Any place: often one near the last edit, at times given in UTF-16 units, as editors do.
  private mutating func offset(_ text: SourceText) -> Int {
    let count = text.utf8Count
    if chance(3) { return min(max(place + Int.random(in: -30...30, using: &random), 0), count) }
    let at = Int.random(in: 0...count, using: &random)
    if !chance(3) { return at }
    let line = text.line(at: at)
    let units = text.utf16Count(in: text.lineRange(line))
    return text.offset(utf16Units: Int.random(in: 0...units + 1, using: &random), from: text.lineStart(line))
  }

  private static func scalarStart(_ offset: Int, _ text: SourceText) -> Int {
    var offset = min(max(offset, 0), text.utf8Count)
    while offset > 0, offset < text.utf8Count, text.byte(at: offset) & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  /// The next word of letters, digits and colons on the line of an offset or the one after.
  private static func word(_ text: SourceText, from offset: Int) -> Range<Int>? {
    func isLetter(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x3A
    }
    let window = offset..<min(text.lineStart(text.line(at: offset) + 2), offset + 400)
    return text.withUTF8(in: window) { bytes in
      guard let start = bytes.firstIndex(where: isLetter) else { return nil }
      let end = bytes[start...].firstIndex { !isLetter($0) } ?? bytes.count
      return offset + start..<offset + end
    }
  }
}

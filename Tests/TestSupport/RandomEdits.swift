import Foundation

/// Edits as people and programs make them: typing, deleting, pasting lines, renaming, indenting, commenting out.
public struct RandomEdits {
  private var random: SplitMix

  /// The sequence that belongs to a seed.
  public init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// How many edits a property test makes: `count`, or times what the environment's `PROPERTY_TESTS` says.
  public static func count(_ count: Int) -> Int {
    count * (ProcessInfo.processInfo.environment["PROPERTY_TESTS"].flatMap { Int($0) } ?? 1)
  }

  /// An edit of a text: a range of UTF-8 bytes that is replaced.
  public mutating func next(in text: String) -> (range: Range<Int>, replacement: String) {
    let bytes = Array(text.utf8)
    switch Int.random(in: 0..<16, using: &random) {
    case 0...3:
      let offset = boundary(bytes)
      return (offset..<offset, Self.keys.randomElement(using: &random) ?? "")
    case 4...5:
      let start = boundary(bytes)
      let end = boundary(bytes, near: start + Int.random(in: 1...4, using: &random))
      return (min(start, end)..<max(start, end), "")
    case 6:
      let start = boundary(bytes)
      let end = boundary(bytes, near: start + Int.random(in: 0...200, using: &random))
      return (min(start, end)..<max(start, end), Self.keys.randomElement(using: &random) ?? "")
    case 7:
      let line = line(bytes)
      return (line, "")
    case 8:
      let line = line(bytes)
      return (line.upperBound..<line.upperBound, text.utf8(line))
    case 9:
      let (from, to) = (line(bytes), line(bytes))
      return (to.lowerBound..<to.lowerBound, text.utf8(from))
    case 10:
      let line = line(bytes)
      return (line.lowerBound..<line.lowerBound, ["  ", "# ", "- ", " "].randomElement(using: &random) ?? "")
    case 11:
      let line = line(bytes)
      let spaces = bytes[line].prefix { $0 == 0x20 }.count
      return (line.lowerBound..<line.lowerBound + min(spaces, 2), "")
    case 12...13:
      return word(bytes).map { ($0, Self.words.randomElement(using: &random) ?? "") } ?? (0..<0, "\n")
    case 14:
      guard let from = word(bytes), let to = word(bytes) else { return (0..<0, "\n") }
      return (to, text.utf8(from))
    default:
      let (first, last) = (line(bytes), line(bytes))
      guard first.lowerBound < last.lowerBound else { return (first, text.utf8(first) + text.utf8(last)) }
      let between = first.lowerBound..<min(last.upperBound, first.lowerBound + 600)
      let end = boundary(bytes, near: between.upperBound)
      return (last.upperBound..<last.upperBound, text.utf8(between.lowerBound..<max(end, between.lowerBound)))
    }
  }

  private static let keys = [
    "a", "B", "1", " ", "  ", "\n", "\n  ", "\n    ", ":", ": ", "-", "- ", "!", "!Ref ", "!Sub ", "!GetAtt ",
    "&a ",
    "*a", "<<: *a\n", "'", "\"", "{", "}", "[", "]", ",", "#", "|", ">", "${", "}", "${Queue}", ".", "é", "😀",
    "\t",
    "\r\n", "Fn::If", "Condition: ", "DependsOn: ", "Ref", "AWS::", "?", "%", "@", "~", "null", "\\", "Queue",
    "Topic",
  ]

  private static let words = [
    "Queue", "Topic", "Function", "Table", "Bucket", "Stage", "IsLive", "Type", "Properties", "Resources",
    "Outputs",
    "Parameters", "Conditions", "Mappings", "Globals", "Ref", "Events", "Api", "First", "Second", "Name",
    "AWS::Serverless::Function", "AWS::SQS::Queue", "AWS::SNS::Topic", "Role", "Condition", "DependsOn",
    "Transform",
    "AutoPublishAlias", "Fn::ForEach::A", "Fn::Transform", "'quoted'",
  ]

  /// The start of a character.
  private mutating func boundary(_ bytes: [UInt8]) -> Int {
    boundary(bytes, near: Int.random(in: 0...bytes.count, using: &random))
  }

  private func boundary(_ bytes: [UInt8], near offset: Int) -> Int {
    var offset = min(max(offset, 0), bytes.count)
    while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  /// A line with its end.
  private mutating func line(_ bytes: [UInt8]) -> Range<Int> {
    let offset = Int.random(in: 0...bytes.count, using: &random)
    let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    return start..<max(start, end)
  }

  /// A word of letters, digits and colons.
  private mutating func word(_ bytes: [UInt8]) -> Range<Int>? {
    func isLetter(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x3A
    }
    guard let start = bytes[Int.random(in: 0...bytes.count, using: &random)...].firstIndex(where: isLetter)
    else {
      return nil
    }
    let end = bytes[start...].firstIndex { !isLetter($0) } ?? bytes.count
    return start..<end
  }
}

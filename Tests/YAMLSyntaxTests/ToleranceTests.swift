import Testing

@testable import YAMLSyntax

/// A template with one line damaged as half-typed text does it.
struct Damage: Sendable {
  let name: String
  /// Whether the tree itself has a problem (a duplicate key and a bare tag are sound YAML).
  let isBroken: Bool
  /// Changes the lines at an index; returns the line of the damage.
  let apply: @Sendable (inout [String], Int) -> Int

  static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }
  static func key(_ line: String) -> String { String(line.prefix { $0 != ":" }) }

  static func value(_ name: String, _ text: String, isBroken: Bool = true) -> Damage {
    Damage(name: name, isBroken: isBroken) { lines, i in
      lines[i] = key(lines[i]) + text
      return i
    }
  }

  static let all: [Damage] = [
    value("colon", "", isBroken: false), value("ref", ": !Ref", isBroken: false), value("sub", ": !Sub \"${"),
    value("quote", ": 'abc"),
    value("double", ": \"abc"), value("bracket", ": [abc, "), value("brace", ": {abc: "),
    value("star", ": *"),
    value("percent", ": %abc"),
    Damage(name: "dash", isBroken: false) { lines, i in
      lines.insert(String(repeating: " ", count: indent(lines[i])) + "-", at: i)
      return i
    },
    Damage(name: "tab", isBroken: true) { lines, i in
      lines[i] = "\t" + lines[i].drop { $0 == " " }
      return i
    },
    Damage(name: "in", isBroken: false) { lines, i in
      lines[i] = " " + lines[i]
      return i
    },
    Damage(name: "out", isBroken: false) { lines, i in
      lines[i].removeFirst()
      return i
    },
    Damage(name: "block", isBroken: false) { lines, i in
      let depth = indent(lines[i])
      var j = i
      while j < lines.count, j == i || lines[j].allSatisfy({ $0 == " " }) || indent(lines[j]) > depth {
        if lines[j].hasPrefix(" ") { lines[j].removeFirst() }
        j += 1
      }
      return i
    },
    Damage(name: "double key", isBroken: false) { lines, i in
      lines.insert(key(lines[i]) + ": text", at: i)
      return i + 1
    },
    Damage(name: "conflict", isBroken: true) { lines, i in
      lines.replaceSubrange(i...i, with: ["<<<<<<< ours", lines[i], "=======", lines[i], ">>>>>>> theirs"])
      return i
    },
    Damage(name: "letters", isBroken: true) { lines, i in
      lines.insert(String(repeating: " ", count: indent(lines[i])) + "Han", at: i)
      return i
    },
    Damage(name: "truncated", isBroken: false) { lines, i in
      let line = lines[i]
      lines.removeSubrange((i + 1)...)
      lines[i] = String(line.prefix(max(indent(line) + 1, line.count - 3)))
      return i
    },
  ]
}

/// The entries of a template's `Resources`, each with its content.
func resources(_ tree: SyntaxTree) -> [String: String] {
  guard let all = tree.root?.entries.first(where: { $0.key.valueEquals("Resources") })?.value else {
    return [:]
  }
  return Dictionary(all.entries.map { ($0.key.value, sketch($0.value)) }) { first, _ in first }
}

@Suite struct ToleranceTests {
  struct Score {
    var names = 0
    var kept = 0
    var damages = 0
    var said = 0
    var lost: [String] = []
    var silent: [String] = []
  }

  /// Damages every line of every resource in every way.
  static func damage(_ text: String, _ damage: Damage, into score: inout Score, every step: Int = 1) {
    let tree = SyntaxTree(SourceText(text))
    guard tree.problems.isEmpty,
      let all = tree.root?.entries.first(where: { $0.key.valueEquals("Resources") })?.value,
      all.style == .block, all.entries.count >= 3
    else { return }
    let before = resources(tree)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for entry in all.entries {
      let name = entry.key.value
      let first = tree.text.line(at: entry.key.range.lowerBound) + 1
      let column = entry.key.range.lowerBound - tree.text.lineStart(first - 1)
      let last = tree.text.line(at: entry.value.range.upperBound)
      for i in stride(from: first, through: max(first, last), by: step) where i < lines.count {
        let content = lines[i].drop { $0 == " " }
        let word = content.prefix { $0.isLetter || $0.isNumber }
        guard Damage.indent(lines[i]) > column, !word.isEmpty, content.dropFirst(word.count).hasPrefix(":"),
          content.count == word.count + 1 || content.dropFirst(word.count + 1).hasPrefix(" ")
        else { continue }
        var broken = lines
        let line = damage.apply(&broken, i)
        let damaged = SyntaxTree(SourceText(broken.joined(separator: "\n")))
        let after = resources(damaged)
        var names = before.keys.filter { $0 != name }
        if damage.name == "truncated" {
          let place = all.entries.firstIndex { $0.key.value == name } ?? 0
          names = all.entries.prefix(place).map(\.key.value)
        }
        score.names += names.count
        score.damages += 1
        let kept = names.count { after[$0] == before[$0] }
        score.kept += kept
        let said = damaged.problems.contains {
          let from = damaged.text.line(at: $0.range.lowerBound)
          let to = damaged.text.line(at: $0.range.upperBound)
          return abs(from - line) <= 1 || from <= line && line <= to && to - from <= 2
        }
        if said { score.said += 1 }
        if kept < names.count, score.lost.count < 3 {
          score.lost.append(
            "\(damage.name) line \(line + 1), lost \(names.filter { after[$0] != before[$0] }) of\n\(broken.joined(separator: "\n"))"
          )
        }
        if !said, score.silent.count < 5 {
          let lines = damaged.problems.map { damaged.text.line(at: $0.range.lowerBound) + 1 }
          score.silent.append(
            "\(damage.name) line \(line + 1), said at \(lines.prefix(5)) of\n\(broken.joined(separator: "\n"))"
          )
        }
      }
    }
  }

  @Test(arguments: Damage.all.indices) func damages(way: Int) {
    let damage = Damage.all[way]
    var score = Score()
    let template = EditingTests.template
    Self.damage(template, damage, into: &score)
    Self.damage(template.split(separator: "\n").joined(separator: "\n\n"), damage, into: &score)
    #expect(score.damages > 10)
    #expect(score.kept == score.names, "\(score.lost.first ?? "")")
    if damage.isBroken { #expect(score.said == score.damages, "\(score.silent.first ?? "")") }
  }

  /// The long form: the templates below YAML_CORPUS.
  @Test(.enabled(if: environment("YAML_CORPUS") != nil)) func corpus() {
    var total = Score()
    for damage in Damage.all {
      var score = Score()
      if let only = environment("YAML_DAMAGE"), only != damage.name { continue }
      for path in files(below: environment("YAML_CORPUS") ?? "") where path.hasSuffix(".yaml") {
        let bytes = contents(path)
        guard bytes.count < 30000, !bytes.contains(0x0D) else { continue }
        Self.damage(String(decoding: bytes, as: UTF8.self), damage, into: &score, every: 7)
      }
      let kept = Double(score.kept) * 100 / Double(max(score.names, 1))
      let said = Double(score.said) * 100 / Double(max(score.damages, 1))
      print("DAMAGE \(damage.name): \(score.damages) damages, kept \(kept), said \(said)")
      if environment("YAML_DAMAGE") == damage.name {
        for text in score.lost + score.silent { print("DAMAGED \(text)\n") }
      }
      #expect(kept >= 97)
      total.names += score.names
      total.kept += score.kept
      total.damages += score.damages
      total.said += score.said
    }
    print(
      "DAMAGE total: kept \(Double(total.kept) * 100 / Double(total.names)), said \(Double(total.said) * 100 / Double(total.damages))"
    )
  }
}

import Foundation

/// A template of `Tests/Fixtures` with what must be found in it.
public struct Fixture: Sendable, CustomStringConvertible {
  /// The path under `Tests/Fixtures`.
  public let name: String
  /// The file's content.
  public let text: String

  /// The name.
  public var description: String { name }

  /// Whether the template is one that must have no error.
  public var isGood: Bool { name.hasPrefix("good/") }

  /// The findings, as `line code` with a 1-based line, sorted. In YAML a comment at the end of a line names the codes
  /// of the findings that start there (`# expect: code, code`); beside JSON stands a file `.expected` of such lines.
  public let expected: [String]

  /// Every fixture, by name.
  public static let all: [Fixture] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures")
      .standardized
    return ["good", "bad"].flatMap { (folder: String) -> [Fixture] in
      let names: [String] =
        (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
      return names.sorted().filter { !$0.hasSuffix(".expected") }.compactMap { name in
        let url = root.appending(path: folder + "/" + name)
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        let beside = try? String(contentsOf: URL(filePath: url.path + ".expected"), encoding: .utf8)
        return Fixture(name: folder + "/" + name, text: text, beside: beside)
      }
    }
  }()

  private init(name: String, text: String, beside: String?) {
    self.name = name
    self.text = text
    var expected = (beside ?? "").split(separator: "\n").map(String.init)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let mark = line.range(of: "# expect: ") else { continue }
      for code in line[mark.upperBound...].split(separator: ", ") { expected.append("\(index + 1) \(code)") }
    }
    self.expected = expected.sorted()
  }
}

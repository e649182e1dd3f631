import Foundation
import TestSupport
import YAMLSyntax

// Random edits, the long form of what `swift test` does:
//   swift run -c release edit-soak [--edits COUNT] [--seed SEED] [FILE OR FOLDER]...
// After each edit the text with its line index, the tree with every range, and the findings that followed the edit are
// compared with those of the same text read from scratch. In one round of four the checks follow only every third edit,
// as in a server that is busy. Takes the templates of `Tests/Fixtures` and of the files and folders named, up to
// 60 KB each, in rounds of 40 edits; small ones more often. Ends with status 1 at the first difference and prints the
// text, the edit and what differs.

/// Templates of the files and folders named.
func texts(_ paths: [String]) -> [(name: String, text: String)] {
  var found = Fixture.all.map { (name: $0.name, text: $0.text) }
  for path in paths {
    var files = [path]
    if let below = FileManager.default.subpaths(atPath: path) {
      files += below.sorted().map { path + "/" + $0 }
    }
    for file in files where !file.hasSuffix(".jsonl") && !file.hasSuffix(".md") {
      guard let data = FileManager.default.contents(atPath: file), data.count < 60_000 else { continue }
      found.append((file, String(decoding: data, as: UTF8.self)))
    }
  }
  return found
}

/// One template and 40 edits; says what differs, and how many edits were made until then.
func round(_ text: String, seed: UInt64) -> (edits: Int, difference: String?) {
  var edits = RandomEdits(seed: seed)
  // Pieces of every size: small ones make a small template what a large one is.
  let leafSize = [nil, nil, 0, 256][Int(seed % 4)]
  var document = EditedDocument(text, leafSize: leafSize)
  for number in 1...40 {
    let before = document.text
    let edit = edits.next(in: document.tree.text)
    if let difference = document.apply(edit, checks: seed / 4 % 4 != 3 || number % 3 == 0) {
      return (
        number,
        "edit \(number), seed \(seed), leaf \(leafSize ?? -1), \(edit): \(difference)\n\(before.debugDescription)"
      )
    }
    if document.text.utf8.count > 2 * text.utf8.count + 20_000 { return (number, nil) }
  }
  return (40, nil)
}

func say(_ message: String) { FileHandle.standardError.write(Data((message + "\n").utf8)) }

func fail(_ message: String) -> Never {
  say(message)
  exit(1)
}

var wanted = 1_000_000
var seed: UInt64 = 1
var paths: [String] = []
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
  switch argument {
  case "--edits": wanted = arguments.popFirst().flatMap { Int($0) } ?? 0
  case "--seed": seed = arguments.popFirst().flatMap { UInt64($0) } ?? 1
  default: paths.append(argument)
  }
}
let templates = texts(paths)
guard !templates.isEmpty, wanted > 0 else {
  fail("usage: edit-soak [--edits COUNT] [--seed SEED] [FILE OR FOLDER]...")
}

var done = 0
var rounds = 0
var start = ContinuousClock.now
while done < wanted {
  for (index, template) in templates.enumerated() where done < wanted {
    // A template of 2 KB takes part in every pass, one of 60 KB in every thirtieth.
    guard (rounds + index) % (1 + template.text.utf8.count / 2000) == 0 else { continue }
    let (edits, difference) = round(
      template.text, seed: seed &* 1_000_003 &+ UInt64(rounds) &* 65_537 &+ UInt64(index))
    done += edits
    if let difference { fail("\(template.name): after \(done) edits: \(difference)") }
  }
  rounds += 1
  if start.duration(to: .now) > .seconds(60) {
    start = .now
    say("\(done) edits in \(rounds) passes over \(templates.count) templates")
  }
}
print("\(done) edits of \(templates.count) templates, no difference")

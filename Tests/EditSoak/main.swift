import Foundation
import TestSupport
import YAMLSyntax

// Random edits, the long form of what `swift test` does:
//   swift run -c release edit-soak [--edits COUNT] [--seed SEED] [--round SEED] [FILE OR FOLDER]...
// After each edit the text with its line index, the tree with every range, and the findings that followed the edit are
// compared with those of the same text read from scratch. In one round of four the checks follow only every third edit,
// as in a server that is busy. Takes the templates of `Tests/Fixtures` and of the files and folders named, up to
// 60 KB each, in rounds of 40 edits; small ones more often. Of each difference it prints what differs, and the text and
// the edits made as small as that lets them be; ends with status 1 then, at the tenth at once. `--round` repeats the
// round with that seed alone.

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
func round(_ text: String, seed: UInt64) -> (edits: Int, failure: Failure?) {
  var edits = RandomEdits(seed: seed)
  // Pieces of every size: small ones make a small template what a large one is.
  let leafSize = [nil, nil, 0, 256][Int(seed % 4)]
  var document = EditedDocument(text, leafSize: leafSize)
  var made: [SourceEdit] = []
  for number in 1...40 {
    let edit = edits.next(in: document.tree.text)
    made.append(edit)
    if let difference = document.apply(edit, checks: seed / 4 % 4 != 3 || number % 3 == 0) {
      return (number, Failure(text: text, edits: made, leafSize: leafSize, difference: difference))
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
var onlyRound: UInt64?
var paths: [String] = []
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
  switch argument {
  case "--edits": wanted = arguments.popFirst().flatMap { Int($0) } ?? 0
  case "--seed": seed = arguments.popFirst().flatMap { UInt64($0) } ?? 1
  case "--round": onlyRound = arguments.popFirst().flatMap { UInt64($0) }
  default: paths.append(argument)
  }
}
let templates = texts(paths)
guard !templates.isEmpty, wanted > 0 else {
  fail("usage: edit-soak [--edits COUNT] [--seed SEED] [--round SEED] [FILE OR FOLDER]...")
}

var failures = 0

/// Makes a round with a template; returns the number of its edits.
@MainActor func make(_ seed: UInt64, _ template: (name: String, text: String)) -> Int {
  let (edits, failure) = round(template.text, seed: seed)
  guard let failure else { return edits }
  say(
    "\(template.name): round \(seed), edit \(edits): \(failure.difference)\nSmaller: \(failure.smaller())\n")
  failures += 1
  return edits
}

if let onlyRound {
  for template in templates where paths.isEmpty || paths.contains(template.name) {
    _ = make(onlyRound, template)
  }
  exit(failures > 0 ? 1 : 0)
}

var done = 0
var rounds = 0
var start = ContinuousClock.now
while done < wanted, failures < 10 {
  for (index, template) in templates.enumerated() where done < wanted && failures < 10 {
    // A template of 2 KB takes part in every pass, one of 60 KB in every thirtieth.
    guard (rounds + index) % (1 + template.text.utf8.count / 2000) == 0 else { continue }
    done += make(seed &* 1_000_003 &+ UInt64(rounds) &* 65_537 &+ UInt64(index), template)
  }
  rounds += 1
  if start.duration(to: .now) > .seconds(60) {
    start = .now
    say("\(done) edits in \(rounds) passes over \(templates.count) templates")
  }
}
if failures > 0 {
  fail("\(done) edits of \(templates.count) templates, \(failures) rounds with a difference")
}
print("\(done) edits of \(templates.count) templates, no difference")

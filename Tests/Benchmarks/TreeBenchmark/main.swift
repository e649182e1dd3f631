import CLibYAML
import Glibc
import TestSupport
import YAMLSyntax

// Measures the tree against libyaml's bare event loop on the same bytes, in one run:
//   swift run -c release tree-benchmark [--hostile] [FILE]...
// Without files it writes its own templates of 1 KB to 10 MB, YAML and JSON, and prints a Markdown table. With --hostile
// it prints how long texts that are made to take long do, each in sizes that double: the time must double, too.

/// Milliseconds of the best and the median of some runs.
func measure(_ runs: Int, _ body: () -> Void) -> (best: Double, median: Double) {
  var times: [Double] = []
  for _ in 0..<runs {
    let start = now()
    body()
    times.append(now() - start)
  }
  times.sort()
  return (times[0], times[times.count / 2])
}

func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

func libyaml(_ bytes: [UInt8]) {
  var parser = yaml_parser_t()
  yaml_parser_initialize(&parser)
  bytes.withUnsafeBufferPointer { buffer in
    yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
    var event = yaml_event_t()
    while yaml_parser_parse(&parser, &event) != 0 {
      let isLast = event.type == YAML_STREAM_END_EVENT
      yaml_event_delete(&event)
      if isLast { break }
    }
  }
  yaml_parser_delete(&parser)
}

/// Resident bytes of this process.
func resident() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  guard fgets(&line, 256, file) != nil else { return 0 }
  let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
    separator: " ")
  return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
}

func template(_ size: Int, json: Bool) -> String {
  var text =
    json
    ? "{\n  \"Transform\": \"AWS::Serverless-2016-10-31\",\n  \"Resources\": {\n"
    : "Transform: AWS::Serverless-2016-10-31\nResources:\n"
  var number = 0
  while text.utf8.count < size {
    number += 1
    if json {
      text += number > 1 ? ",\n" : ""
      text += """
            "Queue\(number)": {
              "Type": "AWS::SQS::Queue",
              "Properties": {
                "VisibilityTimeout": 30,
                "QueueName": {"Fn::Sub": "${AWS::StackName}-queue-\(number)"},
                "Tags": [
                  {
                    "Key": "team",
                    "Value": "orders"
                  }
                ]
              }
            },
            "Worker\(number)": {
              "Type": "AWS::Serverless::Function",
              "Properties": {
                "Handler": "worker.handle",
                "CodeUri": "workers/\(number)/",
                "Environment": {
                  "Variables": {
                    "QUEUE": {
                      "Ref": "Queue\(number)"
                    }
                  }
                }
              }
            }
        """
    } else {
      text += """
          Queue\(number):
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: 30
              QueueName: !Sub "${AWS::StackName}-queue-\(number)"
              Tags:
                - Key: team
                  Value: orders
          Worker\(number):
            Type: AWS::Serverless::Function
            Properties:
              Handler: worker.handle
              CodeUri: workers/\(number)/
              Environment:
                Variables:
                  QUEUE: !Ref Queue\(number)
              Events:
                Queue:
                  Type: SQS
                  Properties:
                    Queue: !GetAtt Queue\(number).Arn

        """
    }
  }
  return json ? text + "\n  }\n}\n" : text
}

struct Generator: RandomNumberGenerator {
  var state: UInt64 = 42
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 11 ^ state << 31
  }
}

/// Microseconds that this thread has worked: other processes' work does not count.
func worked() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}

/// What is typed into a new line and taken back: the beginnings of keys and values, which are no sound text.
let halfTyped = ["Tim", "Name: 'ab", "\"Na", "\"Name\": {", "Name: [a, ", "- {a: ", "}", "Name: !Sub \"${"]

/// Microseconds of each edit's tree: letters typed into values and taken back, and half-typed lines.
func edits(_ tree: SyntaxTree, _ count: Int) -> [Double] {
  var tree = tree
  var random = Generator()
  var times: [Double] = []
  func apply(_ range: Range<Int>, _ text: String) {
    let edit = SourceEdit(range: range, replacement: text)
    let start = worked()
    tree = tree.applying(edit)
    times.append(worked() - start)
  }
  while times.count < count {
    let line = Int.random(in: 0..<tree.text.lineCount, using: &random)
    let range = tree.text.lineRange(line)
    let text = tree.text.string(in: range)
    guard text.contains(": "), let last = text.last, last != "{", last != "[" else { continue }
    let quoted = text.hasSuffix("\"") || text.hasSuffix("\",")
    let end = range.upperBound - (text.hasSuffix("\",") ? 2 : quoted || text.hasSuffix(",") ? 1 : 0)
    for (i, letter) in ["a", "b", "c"].enumerated() { apply(end + i..<end + i, letter) }
    for i in [2, 1, 0] { apply(end + i..<end + i + 1, "") }
    // In JSON before the comma or behind it: both are half-typed.
    let place = random.next() % 2 == 0 || !text.hasSuffix(",") ? end + (quoted ? 1 : 0) : range.upperBound
    let inserted = "\n" + text.prefix { $0 == " " }
    apply(place..<place, inserted)
    var at = place + inserted.utf8.count
    for letter in halfTyped[Int.random(in: 0..<halfTyped.count, using: &random)] {
      apply(at..<at, String(letter))
      at += 1
    }
    apply(place..<at, "")
  }
  return times.sorted()
}

func rounded(_ value: Double, _ digits: Int = 2) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let whole = Int((value * scale).rounded())
  if digits == 0 { return "\(whole)" }
  let fraction = String(whole % Int(scale))
  return "\(whole / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
}

func report(_ name: String, _ bytes: [UInt8]) {
  let runs = max(5, min(200, 20_000_000 / max(bytes.count, 1)))
  let bare = measure(runs) { libyaml(bytes) }
  let before = resident()
  let text = SourceText(decoding: bytes)
  let withText = resident()
  var tree = SyntaxTree(text)
  let after = resident()
  let parse = measure(runs) { tree = SyntaxTree(text) }
  let times = edits(tree, 2000)
  let row = [
    name, "\(bytes.count)", rounded(bare.best, 3), rounded(parse.best, 3), rounded(parse.best / bare.best),
    rounded(times[times.count / 2], 1), rounded(times[times.count * 99 / 100], 1),
    rounded(times[times.count / 2] / bare.best / 1000, 4), rounded(Double(withText - before) / 1e6, 1),
    rounded(Double(after - withText) / 1e6, 1),
  ]
  print("| " + row.joined(separator: " | ") + " |")
}

/// Milliseconds for hostile texts of sizes that double, and the factors between them.
func reportGrowth() {
  let sizes = [20_000, 40_000, 80_000, 160_000]
  print(
    "| text | " + sizes.map { "\($0 / 1000) KB ms" }.joined(separator: " | ") + " | last factor | ms per MB |"
  )
  print("|---|" + String(repeating: "---|", count: sizes.count + 2))
  for kind in HostileText.all {
    let times = sizes.map { size in
      let text = SourceText(kind.text(size))
      return measure(3) { _ = SyntaxTree(text) }.best
    }
    let (last, before) = (times[times.count - 1], times[times.count - 2])
    let row =
      [kind.name] + times.map { rounded($0) } + [
        rounded(last / before), rounded(last * 1e6 / Double(sizes[3]), 0),
      ]
    print("| " + row.joined(separator: " | ") + " |")
  }
}

if CommandLine.arguments.contains("--hostile") {
  reportGrowth()
  exit(0)
}
print(
  "| template | bytes | libyaml ms | tree ms | ratio | edit median µs | edit p99 µs | edit / libyaml | text MB | tree MB |"
)
print("|---|---|---|---|---|---|---|---|---|---|")
let paths = CommandLine.arguments.dropFirst()
if paths.isEmpty {
  for json in [false, true] {
    for size in [1_000, 10_000, 100_000, 1_000_000, 10_000_000] {
      report(json ? "JSON" : "YAML", Array(template(size, json: json).utf8))
    }
  }
}
for path in paths {
  guard let file = fopen(path, "rb") else {
    print("cannot read \(path)")
    continue
  }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
    bytes.append(contentsOf: buffer[..<count])
  }
  fclose(file)
  report(path.split(separator: "/").last.map(String.init) ?? path, bytes)
}

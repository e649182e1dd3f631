import SAMTemplate
import YAMLSyntax

extension Checker {
  /// The documents of other languages that a resource holds, or names as local files.
  func checkEmbeddedDocuments(_ entry: Entry, _ type: String) {
    guard let properties = entry.value["Properties"], properties.kind == .mapping,
      Value(properties).call() == nil
    else { return }
    switch type {
    case "AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine":
      checkDefinition(ofStateMachine: properties, isSAM: type == "AWS::Serverless::StateMachine")
    case "AWS::CloudFormation::Stack", "AWS::Serverless::Application": checkNestedStack(type, properties)
    case "AWS::Serverless::GraphQLApi": checkGraphQLSchema(properties)
    default: checkOpenAPIDocument(of: type, properties)
    }
  }

  /// The file that a property's value names, where it is plain text that names one and the file is there; nil where
  /// nothing can be said.
  func namedFile(_ node: Node) -> Diagnostic.NamedFile? {
    guard let text = Value(node).literal,
      node.style == .plain || node.style == .doubleQuoted || node.style == .singleQuoted,
      let path = LocalPath.path(text), let file = lookUpFile(path), file.kind == .file
    else { return nil }
    return Diagnostic.NamedFile(path: path, file: file)
  }

  /// Checks a document apart from the template, in another checker.
  func findings(
    in template: Template, domain: Domain, _ check: (Checker) -> Void
  ) -> [Finding] {
    let inner = Checker(CheckScope(template, within: scope), base: 0, path: [], domain: domain)
    check(inner)
    return inner.findings
  }

  /// What was found in a file is said where the template names it, with the place in the file beside it.
  func report(
    _ inner: [Finding], in file: Diagnostic.NamedFile, at node: Node, path steps: [Diagnostic.PathStep]
  ) {
    let limit = 20
    for finding in inner.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }).prefix(limit) {
      let line = file.file.text.line(at: finding.range.lowerBound) + 1
      adopt(
        finding, message: "'\(shortened(file.path))', line \(line): \(finding.message)", at: node.innerRange,
        path: steps,
        related: [(.file(file, finding.range), finding.message)])
    }
  }

  /// What was found in a text that the template holds is said at its place where the text stands as it is read, else
  /// at the whole text.
  func report(_ inner: [Finding], in embedded: EmbeddedText, path steps: [Diagnostic.PathStep]) {
    for finding in inner.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      let range = embedded.range(of: finding.range)
      let line = embedded.text.line(at: finding.range.lowerBound) + 1
      adopt(
        finding, message: range == nil ? "Line \(line) of the text: \(finding.message)" : finding.message,
        at: range ?? embedded.fallback, path: steps)
    }
  }
}

/// A document that stands in a template as the text of a scalar.
struct EmbeddedText {
  /// The text that the scalar stands for.
  let text: SourceText
  /// Where something is shown that has no place of its own: the scalar's first line.
  let fallback: Range<Int>
  private let node: Node
  private let outer: SourceText

  /// Nil where the node is no text.
  init?(_ node: Node, in outer: SourceText) {
    guard node.kind == .scalar else { return nil }
    self.node = node
    self.outer = outer
    text = SourceText(node.value)
    let range = node.contentRange
    let end = outer.lineRange(outer.line(at: range.lowerBound)).upperBound
    fallback = range.lowerBound..<max(range.lowerBound, min(range.upperBound, end))
  }

  /// The place in the template of a range of the text: a literal block keeps its lines, and so does what stands in one
  /// line without escapes. Nil where that is not so.
  func range(of inner: Range<Int>) -> Range<Int>? {
    let line = text.line(at: inner.lowerBound)
    let column = inner.lowerBound - text.lineStart(line)
    let start: Int
    switch node.style {
    case .literal:
      let first = outer.line(at: node.contentRange.lowerBound) + 1
      guard first + line < outer.lineCount else { return nil }
      let written = outer.lineRange(first + line)
      let read = text.lineRange(line)
      guard written.count >= read.count else { return nil }
      start = written.upperBound - read.count + column
    case .singleQuoted, .doubleQuoted, .plain: start = node.innerRange.lowerBound + inner.lowerBound
    default: return nil
    }
    let length = min(inner.count, text.lineRange(line).upperBound - inner.lowerBound)
    let range = start..<start + max(0, length)
    guard range.upperBound <= node.range.upperBound,
      outer.string(in: range) == text.string(in: inner.lowerBound..<inner.lowerBound + max(0, length))
    else { return nil }
    return range
  }
}

extension Value {
  /// Whether a scalar is replaced by something else before Step Functions sees it, or computed there, or is an ARN of
  /// another partition than the one that the schema's patterns speak of.
  var isStateMachinePlaceholder: Bool {
    guard node.kind == .scalar else { return false }
    return node.withValueUTF8 { bytes in
      if bytes.starts(with: "arn:aws-".utf8) { return true }
      var index = 0
      while index + 1 < bytes.count {
        let next = bytes[index + 1]
        if bytes[index] == UInt8(ascii: "$"), next == UInt8(ascii: "{") { return true }
        if bytes[index] == UInt8(ascii: "{"), next == UInt8(ascii: "%") { return true }
        index += 1
      }
      return false
    }
  }
}

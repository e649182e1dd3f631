import CLibYAML

@testable import YAMLSyntax

/// What libyaml says of a text, one line a node; nil where it refuses the text.
func libYAMLNodes(_ text: SourceText) -> [String]? {
  let bytes = text.withUTF8(in: 0..<text.utf8Count) { Array($0) }
  var body = bytes
  if body.starts(with: [0xEF, 0xBB, 0xBF]) { body.removeFirst(3) }
  let skipped = bytes.count - body.count
  var offsets: [Int] = []
  for (i, byte) in body.enumerated() where byte & 0xC0 != 0x80 { offsets.append(i + skipped) }
  offsets.append(bytes.count)
  var lines: [String] = []
  var parser = yaml_parser_t()
  yaml_parser_initialize(&parser)
  defer { yaml_parser_delete(&parser) }
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
  var depth = 0
  return body.withUnsafeBufferPointer { buffer -> [String]? in
    var empty: UInt8 = 0
    return withUnsafePointer(to: &empty) { fallback -> [String]? in
      yaml_parser_set_input_string(&parser, buffer.baseAddress ?? fallback, buffer.count)
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) != 0 else { return nil }
        defer { yaml_event_delete(&event) }
        func string(_ pointer: UnsafeMutablePointer<UInt8>?) -> String {
          pointer.map { String(cString: $0) } ?? ""
        }
        func place() -> String {
          "\(offsets[Int(event.start_mark.index)])..<\(offsets[Int(event.end_mark.index)])"
        }
        let pad = String(repeating: " ", count: depth)
        switch event.type {
        case YAML_STREAM_END_EVENT: return lines
        case YAML_DOCUMENT_START_EVENT: lines.append("document")
        case YAML_ALIAS_EVENT: lines.append("\(pad)alias \(string(event.data.alias.anchor)) \(place())")
        case YAML_SCALAR_EVENT:
          let data = event.data.scalar
          let value = String(
            decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
          let missing = data.length == 0 && data.style == YAML_PLAIN_SCALAR_STYLE
          let block = data.style == YAML_LITERAL_SCALAR_STYLE || data.style == YAML_FOLDED_SCALAR_STYLE
          let where_ = missing ? "" : block ? "\(offsets[Int(event.start_mark.index)])" : place()
          lines.append(
            "\(pad)scalar \(data.style.rawValue) <\(string(data.tag))> <\(string(data.anchor))> '\(value)' \(where_)"
          )
        case YAML_MAPPING_START_EVENT:
          let data = event.data.mapping_start
          lines.append(
            "\(pad)mapping \(data.style == YAML_FLOW_MAPPING_STYLE) <\(string(data.tag))> <\(string(data.anchor))> \(offsets[Int(event.start_mark.index)])"
          )
          depth += 1
        case YAML_SEQUENCE_START_EVENT:
          let data = event.data.sequence_start
          lines.append(
            "\(pad)sequence \(data.style == YAML_FLOW_SEQUENCE_STYLE) <\(string(data.tag))> <\(string(data.anchor))> \(offsets[Int(event.start_mark.index)])"
          )
          depth += 1
        case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: depth -= 1
        default: break
        }
      }
    }
  }
}

/// The same lines from a tree.
func treeNodes(_ tree: SyntaxTree) -> [String] {
  var lines: [String] = []
  func add(_ node: Node, _ depth: Int) {
    let pad = String(repeating: " ", count: depth)
    let tag = node.tag ?? ""
    let anchor = node.anchor ?? ""
    switch node.kind {
    case .alias: lines.append("\(pad)alias \(node.value) \(node.range)")
    case .scalar:
      let style =
        switch node.style {
        case .plain: 1
        case .singleQuoted: 2
        case .doubleQuoted: 3
        case .literal: 4
        default: 5
        }
      let place = node.isMissing ? "" : style > 3 ? "\(node.range.lowerBound)" : "\(node.range)"
      lines.append("\(pad)scalar \(style) <\(tag)> <\(anchor)> '\(node.value)' \(place)")
    case .mapping:
      lines.append("\(pad)mapping \(node.style == .flow) <\(tag)> <\(anchor)> \(node.range.lowerBound)")
      for entry in node.entries {
        add(entry.key, depth + 1)
        add(entry.value, depth + 1)
      }
    case .sequence:
      lines.append("\(pad)sequence \(node.style == .flow) <\(tag)> <\(anchor)> \(node.range.lowerBound)")
      for item in node.items { add(item, depth + 1) }
    }
  }
  for root in tree.roots {
    lines.append("document")
    if let root { add(root, 0) } else { lines.append("scalar 1 <> <> '' ") }
  }
  return lines
}

/// The first line in which a tree and libyaml differ; nil where they agree or libyaml refuses the text.
func difference(_ tree: SyntaxTree) -> String? {
  guard let expected = libYAMLNodes(tree.text) else { return nil }
  var found = treeNodes(tree)
  if expected.isEmpty, found == ["document", "scalar 1 <> <> '' "] { found = [] }
  if found == expected {
    let others = tree.problems.filter { $0.kind != .undefinedAlias && $0.kind != .severalDocuments }
    return others.isEmpty ? nil : "problem: \(others[0])"
  }
  let index =
    zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? min(found.count, expected.count)
  return
    "line \(index): tree \(index < found.count ? found[index] : "-") libyaml \(index < expected.count ? expected[index] : "-")"
}

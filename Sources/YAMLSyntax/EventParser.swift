import CLibYAML

/// A libyaml parser that is used for one piece of text after the other: its buffers are large against most pieces.
final class EventParser {
  let parser: UnsafeMutablePointer<yaml_parser_t>
  /// Whether the last text was read to its end, so that nothing of it is left in the parser.
  private var isClean = true

  init() {
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    _ = yaml_parser_initialize(parser)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// Makes the parser ready for a text, which must live until the last event is read.
  func start(_ text: UnsafeBufferPointer<UInt8>) {
    if isClean { reset() } else { renew() }
    isClean = false
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    if let base = text.baseAddress { yaml_parser_set_input_string(parser, base, text.count) }
  }

  /// To be called after the last event of a text.
  func finish() { isClean = true }

  private func renew() {
    yaml_parser_delete(parser)
    parser.pointee = yaml_parser_t()
    _ = yaml_parser_initialize(parser)
  }

  /// What `yaml_parser_initialize` sets, without giving the buffers back: libyaml has no call for that. After the end of
  /// a stream its queues and stacks hold nothing that was allocated.
  private func reset() {
    parser.pointee.error = YAML_NO_ERROR
    parser.pointee.read_handler = nil
    parser.pointee.eof = 0
    parser.pointee.buffer.pointer = parser.pointee.buffer.start
    parser.pointee.buffer.last = parser.pointee.buffer.start
    parser.pointee.unread = 0
    parser.pointee.raw_buffer.pointer = parser.pointee.raw_buffer.start
    parser.pointee.raw_buffer.last = parser.pointee.raw_buffer.start
    parser.pointee.encoding = YAML_ANY_ENCODING
    parser.pointee.offset = 0
    parser.pointee.mark = yaml_mark_t()
    parser.pointee.stream_start_produced = 0
    parser.pointee.stream_end_produced = 0
    parser.pointee.flow_level = 0
    parser.pointee.tokens.head = parser.pointee.tokens.start
    parser.pointee.tokens.tail = parser.pointee.tokens.start
    parser.pointee.tokens_parsed = 0
    parser.pointee.token_available = 0
    parser.pointee.indents.top = parser.pointee.indents.start
    parser.pointee.indent = 0
    parser.pointee.simple_key_allowed = 0
    parser.pointee.simple_keys.top = parser.pointee.simple_keys.start
    parser.pointee.states.top = parser.pointee.states.start
    parser.pointee.state = YAML_PARSE_STREAM_START_STATE
    parser.pointee.marks.top = parser.pointee.marks.start
    parser.pointee.tag_directives.top = parser.pointee.tag_directives.start
  }
}

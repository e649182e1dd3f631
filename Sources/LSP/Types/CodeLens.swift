package import JSON

/// Something that a client shows above a line; `command` is nil until it is resolved.
package struct CodeLens: Sendable, Hashable {
  package var range: PositionRange
  package var command: Command?
  /// Handed back when the lens is to be resolved.
  package var data: JSONValue?

  package init(range: PositionRange, command: Command? = nil, data: JSONValue? = nil) {
    self.range = range
    self.command = command
    self.data = data
  }
}

extension CodeLens: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("range", range)
      json.member("command", ifPresent: command)
      json.member("data", ifPresent: data)
    }
  }
}

extension CodeLens: Decodable {
  private enum CodingKeys: CodingKey {
    case range, data
  }

  /// Reads a lens that is not resolved.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      range: try values.decode(PositionRange.self, forKey: .range),
      data: try values.decodeIfPresent(JSONValue.self, forKey: .data))
  }
}

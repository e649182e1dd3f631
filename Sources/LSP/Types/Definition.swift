package import JSON

/// The answer to `textDocument/definition`: links where the client knows them.
package enum DefinitionResult: Sendable, Hashable, JSONWritable {
  case locations([Location])
  case links([LocationLink])

  package func write(to json: inout JSONWriter) {
    switch self {
    case .locations(let locations): locations.write(to: &json)
    case .links(let links): links.write(to: &json)
    }
  }
}

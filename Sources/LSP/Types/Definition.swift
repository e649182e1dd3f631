/// The answer to `textDocument/definition`: links where the client knows them.
package enum DefinitionResult: Sendable, Hashable, Encodable {
  case locations([Location])
  case links([LocationLink])

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .locations(let locations): try locations.encode(to: encoder)
    case .links(let links): try links.encode(to: encoder)
    }
  }
}

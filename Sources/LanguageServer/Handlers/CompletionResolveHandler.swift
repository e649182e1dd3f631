import JSON
import LSP
import SAMFeatures

/// `completionItem/resolve`: the item as the client sent it, with its documentation.
enum CompletionResolveHandler: RequestHandler {
  static let method = "completionItem/resolve"

  static func answer(_ item: JSONValue, in session: Session) throws(ResponseError) -> JSONValue {
    guard case .object(var members) = item else {
      throw ResponseError(.invalidParams, "an object is expected")
    }
    guard let key = item["data"]?.string, let text = Completion.documentation(for: key) else { return item }
    let content = Markup.content(text, markdown: session.client.completionMarkdown)
    members.removeAll { $0.name == "documentation" }
    members.append(
      .init("documentation", ["kind": .string(content.kind.rawValue), "value": .string(content.value)]))
    return .object(members)
  }
}

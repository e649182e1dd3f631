import JSON
import LSP
import SAMFeatures

/// `workspace/executeCommand`.
enum ExecuteCommandHandler: OutsideRequestHandler {
  typealias Params = ExecuteCommandParams
  typealias Answer = JSONValue

  /// Shows the CloudFormation template that the SAM transform makes of a document. Arguments: the document's URI, and
  /// the logical id of the resource to start at, if any. The answer has the `text` where the client can show no
  /// document by itself, and the 0-based `line` of the resource.
  static let expand = "sam-ls.expand"

  static let method = "workspace/executeCommand"

  struct Outcome: Sendable {
    let uri: DocumentURI
    let text: String
    let line: Int
    let refused: [String]
  }

  static func announce(in capabilities: inout ServerCapabilities, to client: ClientCapabilities) {
    capabilities.commands = [expand]
  }

  static func work(_ params: ExecuteCommandParams, in session: Session) throws(ResponseError)
    -> @Sendable () -> Outcome
  {
    guard params.command == expand else {
      throw ResponseError(.invalidParams, "no command \(params.command)")
    }
    let arguments = params.arguments ?? []
    guard let uri = arguments.first?.string ?? arguments.first?["uri"]?.string else {
      throw ResponseError(.invalidParams, "the first argument of \(expand) is a document's URI")
    }
    guard let expansion = session.expansion(of: uri) else {
      throw ResponseError(.invalidParams, "\(uri) is not open")
    }
    let resource = arguments.dropFirst().first?.string
    return {
      let expanded = expansion.value
      return Outcome(
        uri: uri, text: expanded.yaml, line: resource.flatMap(expanded.line) ?? 0, refused: expanded.refused)
    }
  }

  static func answer(_ params: ExecuteCommandParams, _ outcome: Outcome, in session: Session) -> JSONValue {
    var members: [JSONValue.Member] = [.init("line", .integer(outcome.line))]
    if !outcome.refused.isEmpty {
      members.append(.init("refused", .array(outcome.refused.map { .string($0) })))
    }
    if !session.show(outcome.text, of: outcome.uri, line: outcome.line) {
      members.append(.init("languageId", "yaml"))
      members.append(.init("text", .string(outcome.text)))
    }
    return .object(members)
  }
}

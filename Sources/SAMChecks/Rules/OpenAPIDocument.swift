import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Rule {
  static let openAPIDocument = Rule(
    "openapi-document", severity: .warning,
    summary: "The OpenAPI document of an API has a part that API Gateway cannot import, or does not look at.",
    documentation: """
      Paths start with a slash and are mappings of methods; a method is a mapping. Keys that start with \
      `x-amazon-apigateway-` are API Gateway's own: a misspelt one is passed over without a word.
      """)
}

extension Checker {
  /// The properties that hold an OpenAPI document, or name one as a local file, by type.
  private static let documents: [String: (inline: String, file: String)] = [
    "AWS::Serverless::Api": ("DefinitionBody", "DefinitionUri"),
    "AWS::Serverless::HttpApi": ("DefinitionBody", "DefinitionUri"),
    "AWS::ApiGateway::RestApi": ("Body", "BodyS3Location"),
    "AWS::ApiGatewayV2::Api": ("Body", "BodyS3Location"),
  ]

  /// The OpenAPI document of an API, wherever it stands.
  func checkOpenAPIDocument(of type: String, _ properties: Node) {
    guard let names = Self.documents[type] else { return }
    path.append(.key("Properties"))
    defer { path.removeLast() }
    if let body = properties.entry(named: names.inline) {
      descend(.key(names.inline)) { checkOpenAPI(body.value) }
      if let location = includedLocation(body.value) { checkOpenAPI(inFile: location) }
    }
    if let file = properties.entry(named: names.file) { checkOpenAPI(inFile: file.value) }
  }

  private func checkOpenAPI(inFile node: Node) {
    guard let named = namedFile(node) else { return }
    let inner = named.file.template
    let steps = steps(to: node.innerRange.lowerBound)
    guard inner.tree.problems.isEmpty else { return reportBroken(named, at: node, path: steps) }
    guard let root = inner.tree.root else { return }
    let found = findings(in: inner, domain: domain) { $0.checkOpenAPI(root) }
    report(found, in: named, at: node, path: steps)
  }

  /// The text that names the file which `AWS::Include` puts in a value's place.
  private func includedLocation(_ node: Node) -> Node? {
    guard let call = Value(node).call(), call.intrinsic == .transform,
      call.argument.node["Name"].flatMap({ Value($0).literal }) == "AWS::Include"
    else { return nil }
    return call.argument.node["Parameters"]?["Location"]
  }

  private func checkOpenAPI(_ document: Node) {
    guard document.kind == .mapping, Value(document).call() == nil else { return }
    checkExtensions(document)
    guard let paths = document.entry(named: "paths") else { return }
    descend(.key("paths")) {
      guard isMapping(paths, "'paths' must be a mapping") else { return }
      for item in paths.value.entries where item.key.kind == .scalar && !item.key.hasFunctionPrefix {
        descend(.key(item.key.value)) { checkPathItem(item) }
      }
    }
  }

  private func checkPathItem(_ item: Entry) {
    let name = item.key.value
    if name.hasPrefix("x-") || name == "<<" { return }
    if !name.hasPrefix("/"), name != "$default" {
      reportOpenAPI("The path '\(shortened(name))' must start with '/'", at: item.key)
    }
    guard isMapping(item, "The path '\(shortened(name))' must be a mapping of methods") else { return }
    checkExtensions(item.value)
    for operation in item.value.entries where operation.key.kind == .scalar {
      let method = operation.key.value
      if Self.itemFields.contains(method) || method.hasPrefix("x-") && method != SAMRoute.anyMethod
        || operation.key.hasFunctionPrefix || method == "<<"
      {
        continue
      }
      descend(.key(method)) {
        guard Self.methods.contains(method.lowercased()) || method == SAMRoute.anyMethod else {
          reportOpenAPI(
            "'\(shortened(method))' is no method of a path"
              + (SAMRoute(method: method, path: name).method == SAMRoute.anyMethod
                ? "; did you mean '\(SAMRoute.anyMethod)'?"
                : suggestion(for: method, among: Self.methods)),
            at: operation.key)
          return
        }
        guard isMapping(operation, "'\(method)' must be a mapping") else { return }
        checkExtensions(operation.value)
        checkIntegration(operation.value)
      }
    }
  }

  private func checkIntegration(_ operation: Node) {
    guard let integration = operation.entry(named: "x-amazon-apigateway-integration") else { return }
    descend(.key(integration.key.value)) {
      guard isMapping(integration, "'x-amazon-apigateway-integration' must be a mapping"),
        let type = integration.value["type"], let text = Value(type).literal, !type.isMissing,
        !text.contains("${")
      else { return }
      let known = integrationTypes
      if known.isEmpty || known.contains(text.uppercased()) { return }
      descend(.key("type")) {
        reportOpenAPI(
          "'\(shortened(text))' is no type of integration"
            + suggestion(for: text.lowercased(), among: known.map { $0.lowercased() }, orAll: true),
          at: type)
      }
    }
  }

  /// Whether an entry holds a mapping. A call, an alias and what is not written yet are let pass, and not looked at.
  private func isMapping(_ entry: Entry, _ message: String) -> Bool {
    let value = Value(entry.value)
    if value.call() != nil || entry.value.kind == .alias { return false }
    if entry.value.kind == .mapping { return true }
    if entry.value.kind == .scalar, value.scalarType == .null { return false }
    reportOpenAPI(
      "\(message), not \(describe(value))", at: entry.value.style == .block ? entry.key : entry.value)
    return false
  }

  /// A key that is all but one of API Gateway's own.
  private func checkExtensions(_ node: Node) {
    let known = packFacts.gatewayExtensions
    for entry in node.entries where entry.key.kind == .scalar {
      let name = entry.key.value
      guard name.hasPrefix("x-am"), !known.contains(name), let meant = nearest(to: name, among: known),
        // The names that are known are those that the transform works with: others differ in number.
        meant != name + "s", name != meant + "s",
        meant.utf8.count - 3...meant.utf8.count + 3 ~= name.utf8.count
      else { continue }
      descend(.key(name)) {
        reportOpenAPI(
          "'\(shortened(name))' is no key of API Gateway's; did you mean '\(meant)'?", at: entry.key,
          fixes: [
            Diagnostic.Fix(
              title: "Change to '\(meant)'",
              edits: [Diagnostic.Edit(range: entry.key.innerRange, replacement: meant)])
          ])
      }
    }
  }

  private func reportOpenAPI(_ message: String, at node: Node, fixes: [Diagnostic.Fix] = []) {
    let range = node.innerRange
    if isReported(range) { return }
    report(.openAPIDocument, message, at: range, fixes: fixes)
  }

  private var integrationTypes: [String] {
    packFacts.type(named: "AWS::ApiGateway::Method")?.type.schema.properties["Integration"]?.properties[
      "Type"]?
      .enumeration.strings ?? []
  }

  /// Methods of a path. Source: the OpenAPI specification, "Path Item Object".
  private static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
  /// What else a path may have. Source: the same.
  private static let itemFields: Set<String> = ["parameters", "summary", "description", "servers", "$ref"]
}

import SAMTemplate
import YAMLSyntax

extension Rule {
  static let unknownGraphQLField = Rule(
    "unknown-graphql-field", severity: .warning,
    summary: "A resolver of a GraphQL API is for a type or a field that the schema does not have.",
    documentation: """
      `Resolvers` name a type of the schema and one of its fields. The schema is read where it stands in the template \
      or in a local file.
      """)
}

extension Checker {
  /// The schema of a GraphQL API, and its resolvers' types and fields in it.
  func checkGraphQLSchema(_ properties: Node) {
    path.append(.key("Properties"))
    defer { path.removeLast() }
    guard let schema = graphQLSchema(properties), let resolvers = properties["Resolvers"],
      resolvers.kind == .mapping, Value(resolvers).call() == nil
    else { return }
    for type in resolvers.entries where isWrittenName(type.key) {
      let name = type.key.value
      guard let fields = schema.fields[name] else {
        reportUnknown(
          "The schema has no type '\(shortened(name))'", name, among: schema.fields.keys.sorted(),
          at: type.key,
          path: [.key("Resolvers"), .key(name)])
        continue
      }
      guard type.value.kind == .mapping, Value(type.value).call() == nil else { continue }
      for field in type.value.entries where isWrittenName(field.key) {
        // A resolver may have a name of its own and say its field.
        let named = field.value["FieldName"]
        if let named, Value(named).literal == nil { continue }
        let node = named ?? field.key
        guard !fields.contains(node.value) else { continue }
        reportUnknown(
          "The type '\(name)' of the schema has no field '\(shortened(node.value))'", node.value,
          among: fields.sorted(),
          at: node,
          path: [.key("Resolvers"), .key(name), .key(field.key.value)]
            + (named == nil ? [] : [.key("FieldName")]))
      }
    }
  }

  private func isWrittenName(_ key: Node) -> Bool {
    key.kind == .scalar && !key.hasFunctionPrefix && !key.valueEquals("<<")
  }

  private func reportUnknown(
    _ message: String, _ name: String, among names: [String], at node: Node, path: [Diagnostic.PathStep]
  ) {
    report(
      .unknownGraphQLField, message + suggestion(for: name, among: names), at: node.innerRange, path: path,
      fixes: replacementFixes(for: name, among: names, at: node.innerRange))
  }

  /// The schema, where it can be read to its end; what is broken in it is said.
  private func graphQLSchema(_ properties: Node) -> GraphQLSchema? {
    if let inline = properties.entry(named: "SchemaInline") {
      guard Value(inline.value).literal != nil, let embedded = EmbeddedText(inline.value, in: text) else {
        return nil
      }
      let schema = GraphQLSchema(embedded.text)
      guard let problem = schema.problem else { return schema }
      report([broken(problem)], in: embedded, path: path + [.key("SchemaInline")])
    } else if let uri = properties.entry(named: "SchemaUri") {
      guard let named = namedFile(uri.value) else { return nil }
      let schema = GraphQLSchema(named.file.text)
      guard let problem = schema.problem else { return schema }
      report([broken(problem)], in: named, at: uri.value, path: path + [.key("SchemaUri")])
    }
    return nil
  }

  private func broken(_ problem: (range: Range<Int>, message: String)) -> Finding {
    Finding(rule: .brokenDefinition, message: problem.message, range: problem.range, path: [])
  }
}

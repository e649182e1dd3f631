import Testing

@Suite struct GraphQLSchemaFieldsTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  private static func api(_ schema: String, _ resolvers: String) -> String {
    """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      G:
        Type: AWS::Serverless::GraphQLApi
        Properties:
          Auth: {Type: AWS_IAM}
          \(schema.replacing("\n", with: "\n      "))
          Functions:
            f: {Runtime: {Name: APPSYNC_JS, Version: 1.0.0}, DataSource: NONE, CodeUri: f.js}
          Resolvers:
            \(resolvers.replacing("\n", with: "\n        "))

    """
  }

  private static let schema = """
    # All there is { to ask
    type Query {
      "A text with } in it"
      user(id: ID!): User @aws_auth(cognito_groups: ["a"])
      users: [User!]!
    }
    extend type Query { more: Int }
    type User { name: String }

    """
  private static let resolver =
    "{Runtime: {Name: APPSYNC_JS, Version: 1.0.0}, Pipeline: [f]}"

  static let found = [
    Case(
      "types and fields of a file",
      api(
        "SchemaUri: schema.graphql",
        "Query:\n  user: \(resolver)\n  «userz»: \(resolver)\n«Mutation»:\n  add: \(resolver)"),
      .warning(
        "unknown-graphql-field", nil,
        "The type 'Query' of the schema has no field 'userz'; did you mean 'user'?",
        path: "Resources/G/Properties/Resolvers/Query/userz"),
      .warning(
        "unknown-graphql-field", nil, "The schema has no type 'Mutation'",
        path: "Resources/G/Properties/Resolvers/Mutation"),
      files: ["schema.graphql": schema]),
    Case(
      "in the template",
      api("SchemaInline: |\n  type Query { a: Int }", "Query:\n  «b»: \(resolver)"),
      .warning("unknown-graphql-field", nil, "The type 'Query' of the schema has no field 'b'")),
    Case(
      "a schema that is broken", api("SchemaUri: «s.graphql»", "Query:\n  b: \(resolver)"),
      .warning("broken-definition", nil, "'s.graphql', line 2: This '{' is never closed"),
      files: ["s.graphql": "scalar A\ntype Query { a: Int"]),
  ]

  static let quiet = [
    Case(
      "fields that are there",
      api("SchemaUri: s.graphql", "Query:\n  users: \(resolver)\n  more: \(resolver)"),
      files: ["s.graphql": schema]),
    Case(
      "a resolver of another name",
      api(
        "SchemaUri: s.graphql",
        "Query:\n  own: {FieldName: user, Runtime: {Name: APPSYNC_JS, Version: 1.0.0}, Pipeline: [f]}"),
      files: ["s.graphql": schema]),
    Case(
      "a file that is not there", api("SchemaUri: s.graphql", "Query:\n  a: \(resolver)"), files: ["x": ""]),
  ]
}

import Testing

@Suite struct OpenAPIDocumentTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  private static func api(_ properties: String) -> String {
    """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      A:
        Type: AWS::Serverless::Api
        Properties:
          StageName: v1
          \(properties.replacing("\n", with: "\n      "))

    """
  }

  static let found = [
    Case(
      "paths and methods",
      api(
        """
        DefinitionBody:
          swagger: '2.0'
          paths:
            «users»: {get: {}}
            /a: {«gte»: {}, «any»: {}}
            /b: {post: «[]»}
            /c: «text»
        """),
      .warning(
        "openapi-document", nil, "The path 'users' must start with '/'",
        path: "Resources/A/Properties/DefinitionBody/paths/users"),
      .warning("openapi-document", nil, "'gte' is no method of a path; did you mean 'get'?"),
      .warning(
        "openapi-document", nil,
        "'any' is no method of a path; did you mean 'x-amazon-apigateway-any-method'?"),
      .warning("openapi-document", nil, "'post' must be a mapping, not a list"),
      .warning("openapi-document", nil, "The path '/c' must be a mapping of methods, not the text 'text'")),
    Case(
      "keys of API Gateway's",
      api(
        """
        DefinitionBody:
          openapi: 3.0.1
          paths:
            /a:
              get:
                «x-amazon-apigateway-integraton»: {}
              put:
                x-amazon-apigateway-integration: {type: «aws-proxy», uri: x}
        """),
      .warning(
        "openapi-document", nil,
        "'x-amazon-apigateway-integraton' is no key of API Gateway's; did you mean 'x-amazon-apigateway-integration'?",
        fix: "Change to 'x-amazon-apigateway-integration'"),
      .warning("openapi-document", nil, "'aws-proxy' is no type of integration; did you mean 'aws_proxy'?")),
    Case(
      "in a file", api("DefinitionUri: «api.yaml»"),
      .warning(
        "openapi-document", nil, "'api.yaml', line 3: The path 'users' must start with '/'",
        path: "Resources/A/Properties/DefinitionUri",
        related: ["api.yaml users: The path 'users' must start with '/'"]),
      files: ["api.yaml": "openapi: 3.0.1\npaths:\n  users: {get: {}}\n"]),
    Case(
      "in a file that is included",
      api(
        """
        DefinitionBody:
          Fn::Transform: {Name: AWS::Include, Parameters: {Location: «api.yaml»}}
        """),
      .warning("openapi-document", nil, "'api.yaml', line 1: 'paths' must be a mapping, not a list"),
      files: ["api.yaml": "{openapi: 3.0.1, paths: []}"]),
    Case(
      "of CloudFormation's own type",
      Templates.resource(
        "AWS::ApiGateway::RestApi", "Name: a\nBody: {openapi: 3.0.1, paths: {«a»: {}}}"),
      .warning("openapi-document", nil, "The path 'a' must start with '/'")),
  ]

  static let quiet = [
    Case(
      "all that a path may have",
      api(
        """
        DefinitionBody:
          openapi: 3.0.1
          x-amazon-apigateway-documentation: {}
          x-amazon-apigateway-importexport-version: '1.0'
          x-amazon-apigateway-integrations: {}
          paths:
            /a:
              summary: a
              parameters: []
              x-own: true
              x-amazon-apigateway-any-method: {x-amazon-apigateway-integration: {type: HTTP_PROXY}}
            /b: {$ref: '#/x'}
        """)),
    Case(
      "what is only known later",
      api(
        """
        DefinitionBody:
          openapi: 3.0.1
          paths:
            /a: !If [C, {get: {}}, !Ref AWS::NoValue]
            Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}
        """) + "Conditions: {C: !Equals [!Ref AWS::Region, a]}\n"),
    Case("a file that is not there", api("DefinitionUri: build/api.yaml"), files: ["other": ""]),
  ]
}

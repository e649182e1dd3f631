import Testing

@Suite struct UnroutedEventTests {
  @Test(arguments: found) func findings(_ c: Case) { c.check() }
  @Test(arguments: quiet) func nothing(_ c: Case) { c.check() }

  private static func api(
    _ event: String, _ definition: String, http: Bool = false
  ) -> String {
    """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      F:
        Type: AWS::Serverless::Function
        Properties:
          Handler: a.b
          Runtime: python3.13
          CodeUri: .
          Events:
            E:
              Type: \(http ? "HttpApi" : "Api")
              Properties: {\(http ? "ApiId" : "RestApiId"): !Ref A, \(event)}
      A:
        Type: AWS::Serverless::\(http ? "HttpApi" : "Api")
        Properties:
          \(http ? "FailOnWarnings: true" : "StageName: v1")
          \(definition)

    """
  }

  private static let body =
    "DefinitionBody: {openapi: 3.0.1, paths: {'/users/{id}/': {get: {}}, /all: {x-amazon-apigateway-any-method: {}}}}"

  static let found = [
    Case(
      "a path that is not there", api("Path: «/orders», Method: get", body),
      .warning(
        "unrouted-event", nil,
        "The definition of 'A' has no GET of the path '/orders', so the event never happens",
        path: "Resources/F/Properties/Events/E/Properties/Path")),
    Case(
      "a method that is not there", api("Path: «'/users/{id}'», Method: POST", body),
      .warning(
        "unrouted-event", nil,
        "The definition of 'A' has no POST of the path '/users/{id}', so the event never happens")),
    Case(
      "in a file", api("Path: «/orders», Method: any", "DefinitionUri: api.yaml"),
      .warning(
        "unrouted-event", nil,
        "The definition of 'A' has no any method of the path '/orders', so the event never happens"),
      files: ["api.yaml": "{openapi: 3.0.1, paths: {/users: {get: {}}}}"]),
    Case(
      "of an HTTP API in a file", api("Path: «/orders», Method: get", "DefinitionUri: api.yaml", http: true),
      .warning(
        "unrouted-event", nil,
        "The definition of 'A' has no GET of the path '/orders', so the event never happens"),
      files: ["api.yaml": "{openapi: 3.0.1, paths: {/users: {get: {}}}}"]),
  ]

  static let quiet = [
    Case("a parameter of another name", api("Path: '/users/{user}', Method: get", body)),
    Case("any method", api("Path: /all, Method: post", body)),
    Case(
      "events that are merged",
      api("Path: /orders, Method: get", body + "\n      MergeDefinitions: true")),
    Case("events that are added", api("Path: /orders, Method: get", body, http: true)),
    Case(
      "a path for all",
      api("Path: /orders, Method: get", "DefinitionBody: {openapi: 3.0.1, paths: {'/{proxy+}': {get: {}}}}")),
    Case(
      "a file that is not there", api("Path: /orders, Method: get", "DefinitionUri: api.yaml"),
      files: ["other": ""]),
    Case("no definition", api("Path: /orders, Method: get", "Name: a")),
  ]
}

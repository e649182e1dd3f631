import Testing

@Suite struct InvalidGraphQLAPITests {
  @Test func `No schema`() {
    let expected = [
      "5:5 invalid-graphql-api: The API needs 'SchemaInline' or 'SchemaUri'"
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        G:
          Type: AWS::Serverless::GraphQLApi
          Properties:
            Auth: {Type: AWS_IAM}
      """#
    #expect(samFindings(template) == expected)
  }

  @Test func `Functions and resolvers`() {
    let expected = [
      "10:23 invalid-graphql-api: 'Tabel' is none of the 'DataSources'; did you mean 'Table'?",
      "13:9 invalid-graphql-api: 'Two' needs 'Runtime'",
      "22:24 invalid-graphql-api: 'Oen' is no function of this API; did you mean 'One'?",
      "23:11 invalid-graphql-api: The resolver 'b' needs 'Pipeline': SAM makes pipelines only",
    ]
    let template = #"""
      Transform: AWS::Serverless-2016-10-31
      Resources:
        G:
          Type: AWS::Serverless::GraphQLApi
          Properties:
            Auth: {Type: AWS_IAM}
            SchemaInline: "type Query { a: String b: String }"
            Functions:
              One:
                DataSource: Tabel
                InlineCode: x
                Runtime: {Name: APPSYNC_JS, Version: 1.0.0}
              Two:
                DataSource: NONE
                InlineCode: x
            DataSources:
              DynamoDb:
                Table: {TableName: t}
            Resolvers:
              Query:
                a:
                  Pipeline: [Oen]
                b: {}
      """#
    #expect(samFindings(template) == expected)
  }
}

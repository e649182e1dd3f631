import ResourceSchema
import Testing

@testable import schema_compiler

/// A schema node of a pack that is not the embedded one.
private struct Node {
  let reader: PackReader
  let offset: Int

  /// The word of a keyword; nil where it is absent.
  subscript(keyword: Schema.Keyword) -> Int? {
    let bits = reader.wide(offset)
    let bit: UInt64 = 1 << UInt64(keyword.rawValue)
    guard bits & bit != 0 else { return nil }
    return Int(reader.word(offset + 2 + (bits & (bit - 1)).nonzeroBitCount))
  }

  func node(_ keyword: Schema.Keyword) -> Node? { self[keyword].map { Node(reader: reader, offset: $0) } }

  func property(_ name: String) -> Node? {
    guard let map = self[.properties] else { return nil }
    return Array(name.utf8).withUnsafeBufferPointer { reader.lookup($0, inMapAt: map) }
      .map { Node(reader: reader, offset: Int($0)) }
  }

  func value(_ keyword: Schema.Keyword) -> ResourceSchema.JSONValue? {
    self[keyword].map { PackedValue(reader: reader, handle: UInt32($0)).decoded() }
  }
}

@Suite struct PackCompilerTests {
  private func compile(_ text: String) throws -> [UInt8] {
    var compiler = PackCompiler(input: try UpstreamValue.facts(Array(text.utf8)))
    return try compiler.compile()
  }

  /// The schema of the first type of an input with these properties and definitions.
  private func withType<Result>(
    _ properties: String, definitions: String = "{}", _ body: (Node) throws -> Result
  ) throws -> Result {
    let bytes = try compile(
      """
      {"regions": ["a", "b"], "types": {"T": {"variants": [{"regions": ["a"], "schema": {
        "typeName": "T", "properties": \(properties), "definitions": \(definitions)}}]}}}
      """)
    return try bytes.withUnsafeBytes { buffer in
      let reader = PackReader(buffer)
      let record = reader.header(.types) + 2
      let schema = Int(reader.word(record + PackFormat.TypeField.schema.rawValue))
      return try body(Node(reader: reader, offset: schema))
    }
  }

  @Test func `Gives the same bytes for the same facts in any order`() throws {
    let first = """
      {"regions": ["b", "a"], "facts": {"x": 1, "y": [1.5, "z", null, true]},
       "types": {"A": {"variants": [{"regions": ["a"], "schema": {"properties": {"P": {"type": "string"}}}}]},
                 "B": {"variants": [{"regions": ["b"], "schema": {"properties": {"Q": {"minLength": 1}}}}]}}}
      """
    let second = """
      {"types": {"B": {"variants": [{"schema": {"properties": {"Q": {"minLength": 1}}}, "regions": ["b"]}]},
                 "A": {"variants": [{"schema": {"properties": {"P": {"type": "string"}}}, "regions": ["a"]}]}},
       "facts": {"y": [1.5, "z", null, true], "x": 1}, "regions": ["a", "b"]}
      """
    #expect(try compile(first) == compile(first))
    #expect(try compile(first) == compile(second))
  }

  @Test func `Follows references and shares equal schemas`() throws {
    try withType(
      """
      {"A": {"$ref": "#/definitions/X"}, "B": {"$ref": "#/definitions/X", "description": "prose"},
       "C": {"type": "string", "minLength": 1, "title": "prose"}, "D": {"allOf": [{"$ref": "#/definitions/X"}]}}
      """, definitions: #"{"X": {"type": "string", "minLength": 1}}"#
    ) { schema in
      let first = try #require(schema.property("A"))
      #expect(first.value(.minLength) == .integer(1))
      for name in ["B", "C", "D"] { #expect(schema.property(name)?.offset == first.offset, "\(name)") }
    }
  }

  @Test func `Merges constraints beside a reference where they do not interact`() throws {
    try withType(
      """
      {"A": {"$ref": "#/definitions/X", "maxLength": 9},
       "B": {"$ref": "#/definitions/X", "additionalProperties": false}}
      """, definitions: #"{"X": {"type": "string", "minLength": 1}}"#
    ) { schema in
      let merged = try #require(schema.property("A"))
      #expect(merged.value(.minLength) == .integer(1))
      #expect(merged.value(.maxLength) == .integer(9))
      let both = try #require(schema.property("B"))
      #expect(both[.minLength] == nil)
      #expect(both[.allOf] != nil)
      #expect(both.node(.additionalProperties)?[.never] != nil)
    }
  }

  @Test func `Keeps cycles`() throws {
    try withType(
      ##"{"A": {"$ref": "#/definitions/X"}, "B": {"$ref": "#/definitions/Y"}}"##,
      definitions: """
        {"X": {"type": "object", "properties": {"Inner": {"$ref": "#/definitions/Y"}}},
         "Y": {"type": "array", "items": {"$ref": "#/definitions/X"}}}
        """
    ) { schema in
      let object = try #require(schema.property("A"))
      let list = try #require(object.property("Inner"))
      #expect(list.node(.items)?.offset == object.offset)
      #expect(schema.property("B")?.offset == list.offset)
    }
  }

  @Test func `Splits dependencies and tuples into today's keywords`() throws {
    try withType(
      """
      {"A": {"dependencies": {"P": ["Q"], "R": {"required": ["S"]}}}, "B": {"items": [{"type": "string"}]}}
      """
    ) { schema in
      #expect(schema.property("A")?[.dependentRequired] != nil)
      #expect(schema.property("A")?[.dependentSchemas] != nil)
      #expect(schema.property("B")?[.prefixItems] != nil)
      #expect(schema.property("B")?[.items] == nil)
    }
  }

  @Test func `Keeps numbers of any size`() throws {
    try withType(
      #"{"A": {"minimum": -1, "maximum": 9007199254740993, "multipleOf": 0.5, "minLength": 268435456}}"#
    ) { schema in
      let property = try #require(schema.property("A"))
      #expect(property.value(.minimum) == .integer(-1))
      #expect(property.value(.maximum) == .integer(9_007_199_254_740_993))
      #expect(property.value(.multipleOf) == .number(0.5))
      #expect(property.value(.minLength) == .integer(268_435_456))
    }
  }

  @Test(arguments: [
    (#"{"A": {"frobnicate": 1}}"#, "T: unknown keyword frobnicate"),
    (##"{"A": {"$ref": "#/definitions/None"}}"##, "T: dangling $ref #/definitions/None"),
    (#"{"A": {"$ref": "other#/x"}}"#, "T: unknown document in $ref other#/x"),
  ])
  func `Stops at what it does not know`(properties: String, message: String) {
    let error = #expect(throws: SchemaError.self) { try withType(properties) { _ in } }
    #expect(error?.description == message)
  }
}

import Testing

@testable import SAMTemplate

@Suite struct PythonTextTests {
  @Test func `JSON as Python dumps it for hashes`() {
    let value: TransformValue = [
      "b": [1, true, TransformValue(.null)],
      "a": ["text": "é \"quoted\"", "number": TransformValue(.number(0.5))],
      "empty": [:],
    ]
    #expect(
      value.json(.compact)
        == #"{"a":{"number":0.5,"text":"\u00e9 \"quoted\""},"b":[1,true,null],"empty":{}}"#)
  }

  @Test func `Text as Python prints it`() {
    let value: TransformValue = ["a": "it's", "b": [TransformValue(.bool(false)), 2]]
    #expect(value.pythonText == #"{'a': "it's", 'b': [False, 2]}"#)
  }

  @Test func `What a template holds is unicode and in the order of a hash table`() {
    let value: TransformValue = ["swagger": "2.0", "info": ["title": "é"], "paths": [:]]
    #expect(
      value.asLegacy.pythonText == #"{u'info': {u'title': u'\xe9'}, u'paths': {}, u'swagger': u'2.0'}"#)
  }
}

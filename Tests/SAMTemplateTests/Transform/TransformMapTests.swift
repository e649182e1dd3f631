import Testing

@testable import SAMTemplate

@Suite struct TransformMapTests {
  /// Small maps are looked through, large ones have an index.
  @Test(arguments: [3, 16, 17, 200]) func `Keys keep their order and their values`(count: Int) {
    var map: TransformMap = [:]
    for number in 0..<count { map["key \(number)"] = .text("first") }
    for number in stride(from: 0, to: count, by: 2) { map["key \(number)"] = .text("second \(number)") }
    #expect(map.count == count)
    #expect(map.keys == (0..<count).map { "key \($0)" })
    #expect(map["key 1"]?.string == "first")
    #expect(map["key 2"]?.string == "second 2")
    #expect(map["none"] == nil)
  }

  @Test(arguments: [3, 16, 17, 200]) func `Removed entries leave the others in place`(count: Int) {
    var map: TransformMap = [:]
    for number in 0..<count { map["key \(number)"] = TransformValue(.integer(number)) }
    let whole = map
    #expect(map.removeValue(forKey: "key 1")?.integer == 1)
    #expect(map.removeValue(forKey: "key 1") == nil)
    map["key 0"] = nil
    #expect(map.keys == (2..<count).map { "key \($0)" })
    for number in 2..<count { #expect(map["key \(number)"]?.integer == number) }
    map["key 1"] = true
    #expect(map.keys.last == "key 1")
    #expect(whole.count == count)
    #expect(whole["key 1"]?.integer == 1)
  }

  @Test func `Maps are equal when their entries are, in the same order`() {
    let map: TransformMap = ["a": 1, "b": ["c": 2]]
    #expect(map == ["a": 1, "b": ["c": 2]])
    #expect(map != ["b": ["c": 2], "a": 1])
    #expect(map != ["a": 1])
    #expect(map.filter { $0.key == "b" } == ["b": ["c": 2]])
    #expect(map.mapValues { _ in true } == ["a": true, "b": true])
  }

  @Test func `A place takes part in no comparison and comes back as it was`() {
    let source = TransformValue.Source(range: 3..<5, keyRange: 0..<2)
    #expect(TransformValue(.integer(1), source: source).source == source)
    #expect(TransformValue(.integer(1), source: TransformValue.Source(range: 0..<0)).source?.keyRange == nil)
    #expect(TransformValue(.integer(1)).source == nil)
    #expect(TransformValue(.integer(1), source: source) == 1)
  }
}

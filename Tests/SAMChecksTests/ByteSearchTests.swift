import Testing

@testable import SAMChecks

@Suite struct ByteSearchTests {
  @Test(arguments: [
    ("", []), ("ignor", []), ("ignore", [0]), ("xxignore", [2]), ("ignoreignore", [0, 6]), ("ignignore", [3]),
    ("ignorE ignore.", [7]), ("éignore", [2]),
  ])
  func finds(text: String, offsets: [Int]) {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      #expect(ByteSearch.offsets(of: "ignore", in: bytes) == offsets)
      #expect(ByteSearch.contains("ignore", in: bytes) == !offsets.isEmpty)
    }
  }

  @Test func findsAtEveryPlace() {
    for length in 0..<40 {
      for start in 0...length {
        var bytes = [UInt8](repeating: 0x61, count: length)
        bytes.insert(contentsOf: Array("aab".utf8), at: start)
        bytes.withUnsafeBufferPointer { #expect(ByteSearch.offsets(of: "aab", in: $0) == [start]) }
      }
    }
  }
}

import Testing

@testable import SAMTemplate

@Suite struct SHA1Tests {
  /// The digests are those of FIPS 180-4's examples, and of lengths around a block's end.
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
    (String(repeating: "a", count: 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
  ])
  func `Digests`(text: String, expected: String) {
    #expect(SHA1.hex(text) == expected)
  }
}

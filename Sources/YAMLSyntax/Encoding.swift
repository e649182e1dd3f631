/// From a file's bytes to valid UTF-8.
enum Encoding {
  struct Decoded {
    var text: String
    var problem: SourceText.EncodingProblem?
  }

  static func decode(_ bytes: [UInt8]) -> Decoded {
    if bytes.starts(with: [0xFF, 0xFE]) { return decodeUTF16(bytes, highByte: 1) }
    if bytes.starts(with: [0xFE, 0xFF]) { return decodeUTF16(bytes, highByte: 0) }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    return repairUTF8(body)
  }

  private static func repairUTF8(_ bytes: [UInt8]) -> Decoded {
    if let text = String(validating: bytes, as: UTF8.self) { return Decoded(text: text, problem: nil) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 16)
    var first: Int?
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    loop: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): output.append(contentsOf: UTF8.encode(scalar) ?? replacement)
      case .emptyInput: break loop
      case .error:
        if first == nil { first = output.count }
        output.append(contentsOf: UTF8.encode("\u{FFFD}") ?? replacement)
      }
    }
    return Decoded(
      text: String(decoding: output, as: UTF8.self),
      problem: first.map {
        .init(range: $0..<$0 + 3, message: "The file is not valid UTF-8 here; save it as UTF-8.")
      })
  }

  private static let replacement = UTF8.EncodedScalar(Array<UInt8>([0xEF, 0xBF, 0xBD]))

  private static func decodeUTF16(_ bytes: [UInt8], highByte: Int) -> Decoded {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var i = 2
    while i + 1 < bytes.count {
      units.append(UInt16(bytes[i + highByte]) << 8 | UInt16(bytes[i + 1 - highByte]))
      i += 2
    }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var first: Int? = nil
    var decoder = UTF16()
    var iterator = units.makeIterator()
    loop: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): output.append(contentsOf: UTF8.encode(scalar) ?? replacement)
      case .emptyInput: break loop
      case .error:
        if first == nil { first = output.count }
        output.append(contentsOf: replacement)
      }
    }
    if i < bytes.count {
      if first == nil { first = output.count }
      output.append(contentsOf: replacement)
    }
    let message =
      first == nil
      ? "The file is UTF-16, which AWS tools do not read; save it as UTF-8."
      : "The file is not valid UTF-16 here; save it as UTF-8."
    let start = first ?? 0
    return Decoded(
      text: String(decoding: output, as: UTF8.self),
      problem: .init(range: start..<min(start + (first == nil ? 0 : 3), output.count), message: message))
  }
}

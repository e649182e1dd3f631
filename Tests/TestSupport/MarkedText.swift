/// A text in which places are marked: `«…»` is a range, `«»` an empty one. Marks may nest.
public struct MarkedText: Sendable {
  /// The text without the marks.
  public let text: String
  /// The marked ranges in UTF-8 bytes of `text`, in the order in which they open.
  public let ranges: [Range<Int>]

  /// Reads the marks. An end without a start and a start without an end are left out of `ranges`.
  public init(_ marked: String) {
    var text = ""
    var starts: [Int] = []
    var open: [Int] = []
    var ends: [Int: Int] = [:]
    for character in marked {
      switch character {
      case "«":
        open.append(starts.count)
        starts.append(text.utf8.count)
      case "»":
        if let index = open.popLast() { ends[index] = text.utf8.count }
      default:
        text.append(character)
      }
    }
    self.text = text
    ranges = starts.indices.compactMap { index in ends[index].map { starts[index]..<$0 } }
  }
}

extension String {
  /// The bytes of the text in a range of UTF-8 offsets; of one outside the text, what there is.
  public func utf8(_ range: Range<Int>) -> String {
    String(decoding: Array(utf8.dropFirst(range.lowerBound).prefix(range.count)), as: UTF8.self)
  }
}

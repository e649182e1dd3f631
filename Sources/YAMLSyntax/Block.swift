/// One node in a block: offsets are bytes from the block's start.
struct NodeRecord {
  var start: UInt32
  var contentStart: UInt32
  var end: UInt32
  /// Scalars and aliases: where the value starts in the block's `values`. Collections: the first child's record; the
  /// children follow each other (a mapping's are key, value, key, value …).
  var first: UInt32
  /// Scalars and aliases: the value's length. Collections: the number of child records.
  var count: UInt32
  /// 1 + the index into the block's `properties`; 0 where there is neither tag nor anchor.
  var properties: UInt32
  var kind: Node.Kind
  var style: Node.Style
  /// Set on the missing value of a key that has no colon.
  var hasNoColon = false
}

/// A node's tag and anchor.
struct NodeProperties {
  var tag: String?
  var tagRange: Range<UInt32>?
  var anchor: String?
  var anchorRange: Range<UInt32>?
}

/// A piece of the tree that was parsed in one go.
final class Block: Sendable {
  let records: [NodeRecord]
  let values: [UInt8]
  let properties: [NodeProperties]

  init(records: [NodeRecord], values: [UInt8], properties: [NodeProperties]) {
    self.records = records
    self.values = values
    self.properties = properties
  }
}

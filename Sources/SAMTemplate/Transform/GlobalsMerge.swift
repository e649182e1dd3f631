import OrderedCollections

/// How `Globals` merges into a resource: maps by key, lists one after the other, all else is the resource's own.
///
/// Source: the SAM developer guide, "Globals section", and the transform's exceptions for single properties.
enum GlobalsMerge {
  /// What becomes of a property of the two sides.
  private enum Strategy {
    /// The resource's value stands alone.
    case replace
    /// Of the shared value only the keys that the resource names count.
    case prune
  }

  private static let exceptions: [String: Strategy] = [
    "AWS::Serverless::Function.Architectures": .replace,
    "AWS::Serverless::CapacityProvider.InstanceRequirements.Architectures": .replace,
    "AWS::Serverless::CapacityProvider.ManagedResourceTags": .prune,
  ]

  /// The properties of a resource with what `Globals` says of its type.
  static func merge(_ shared: TransformValue, into own: TransformValue, type: String) -> TransformValue {
    merge(shared, into: own, path: type)
  }

  private static func merge(_ shared: TransformValue, into own: TransformValue, path: String)
    -> TransformValue
  {
    if shared.isCall || own.isCall { return own }
    switch (shared.content, own.content) {
    case (.map(let sharedEntries), .map(let ownEntries)):
      switch exceptions[path] {
      case .replace: return own
      case .prune where !ownEntries.isEmpty:
        var result = ownEntries
        for (key, value) in ownEntries {
          if let other = sharedEntries[key] {
            result[key] = merge(other, into: value, path: path + "." + key)
          }
        }
        return TransformValue(.map(result), source: own.source)
      default:
        var result = shared
        result.source = own.source
        if case .map(let order, let keys)? = shared.legacy {
          var copy = LegacyOrder()
          copy.merge(order.keys)
          result.legacy = .map(copy, unicodeKeys: keys)
        }
        for (key, value) in own.pairs {
          let merged = sharedEntries[key].map { merge($0, into: value, path: path + "." + key) } ?? value
          result.set(key, merged, isUnicode: own.hasUnicodeKey(key))
        }
        return result
      }
    case (.list(let sharedItems), .list(let ownItems)):
      if exceptions[path] == .replace { return own }
      return TransformValue(.list(sharedItems + ownItems), source: own.source)
    default:
      return own
    }
  }
}

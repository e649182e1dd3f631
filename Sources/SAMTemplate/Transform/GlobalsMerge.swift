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

  /// What holds of a property and of those within it.
  private final class Exceptions: Sendable {
    let strategy: Strategy?
    let within: [String: Exceptions]

    init(_ strategy: Strategy? = nil, within: [String: Exceptions] = [:]) {
      self.strategy = strategy
      self.within = within
    }
  }

  private static func exceptions(of type: String) -> Exceptions? {
    switch type {
    case "AWS::Serverless::Function": function
    case "AWS::Serverless::CapacityProvider": capacityProvider
    default: nil
    }
  }

  private static let function = Exceptions(within: ["Architectures": Exceptions(.replace)])
  private static let capacityProvider = Exceptions(within: [
    "InstanceRequirements": Exceptions(within: ["Architectures": Exceptions(.replace)]),
    "ManagedResourceTags": Exceptions(.prune),
  ])

  /// The properties of a resource with what `Globals` says of its type.
  static func merge(_ shared: TransformValue, into own: TransformValue, type: String) -> TransformValue {
    merge(shared, into: own, exceptions(of: type))
  }

  private static func merge(_ shared: TransformValue, into own: TransformValue, _ exceptions: Exceptions?)
    -> TransformValue
  {
    if shared.isCall || own.isCall { return own }
    switch (shared.content, own.content) {
    case (.map(let sharedEntries), .map(let ownEntries)):
      switch exceptions?.strategy {
      case .replace: return own
      case .prune where !ownEntries.isEmpty:
        var result = ownEntries
        for (key, value) in ownEntries {
          if let other = sharedEntries[key] {
            result[key] = merge(other, into: value, exceptions?.within[key])
          }
        }
        return TransformValue(.map(result), own.place)
      default:
        if shared.legacy != nil || own.legacy != nil { return mergeLegacy(shared, own, exceptions) }
        var result = sharedEntries
        result.reserveCapacity(sharedEntries.count + ownEntries.count)
        for pair in ownEntries.pairs {
          let isShared = result.change(pair.key) {
            $0 = merge($0, into: pair.value, exceptions?.within[pair.key])
          }
          if !isShared { result.append(pair.key, pair.value) }
        }
        return TransformValue(.map(result), own.place)
      }
    case (.list(let sharedItems), .list(let ownItems)):
      if case .replace = exceptions?.strategy { return own }
      return TransformValue(.list(sharedItems + ownItems), own.place)
    default:
      return own
    }
  }

  /// Two maps of which one has an order of its own.
  private static func mergeLegacy(
    _ shared: TransformValue, _ own: TransformValue, _ exceptions: Exceptions?
  ) -> TransformValue {
    var result = shared.at(own.place)
    if case .map(let order, let keys)? = shared.legacy {
      var copy = LegacyOrder()
      copy.merge(order.keys)
      result.legacy = .map(copy, unicodeKeys: keys)
    }
    for (key, value) in own.pairs {
      let merged = shared[key].map { merge($0, into: value, exceptions?.within[key]) } ?? value
      result.set(key, merged, isUnicode: own.hasUnicodeKey(key))
    }
    return result
  }
}

import ResourceSchema
import YAMLSyntax

/// How a value is held against a schema: which functions may stand in it, how strictly types are taken, what
/// surrounds it.
///
/// Each value on the way down gets a copy, so what only few need is behind one reference.
struct SchemaContext {
  /// Where a missing property is reported: the key or list item that holds the mapping.
  var ownerRange: Range<Int>
  /// Where everything is reported, if not at its own place: an alias that stands for the value.
  var reportRange: Range<Int>?
  /// The properties of the resource at hand, to see what a misplaced one belongs to.
  var resourceProperties: PropertyTable?
  /// Whether a number is no string and the reverse; CloudFormation converts between them in properties.
  var isStrict = false
  /// Whether the schema is part of a composition whose verdict needs every value: functions are unknown then.
  var functionsAreOpaque = false
  /// Whether function calls are looked at where no schema describes the value: not where another check does that.
  var followsCalls = true
  private var rest: Rest?

  /// What mostly is not there.
  private final class Rest {
    var functions: Set<String>?
    var fallback: Node?
    var owner: Owner?
    var overriding: [Node] = []

    init() {}

    init(_ other: Rest) {
      functions = other.functions
      fallback = other.fallback
      owner = other.owner
      overriding = other.overriding
    }
  }

  /// What a mapping is called in messages: put together only where there is one.
  enum Owner: ExpressibleByStringLiteral {
    case name(String)
    /// `resource 'MyTable'`: an entry of a section.
    case entry(kind: StaticString, name: String)

    init(stringLiteral name: String) { self = .name(name) }

    fileprivate var text: String {
      switch self {
      case .name(let name): name
      case .entry(let kind, let name): "\(kind) '\(name)'"
      }
    }
  }

  init(
    functions: Set<String>? = nil, isStrict: Bool = false, fallback: Node? = nil, owner: Owner? = nil,
    ownerRange: Range<Int>, resourceProperties: PropertyTable? = nil, reportRange: Range<Int>? = nil,
    followsCalls: Bool = true
  ) {
    self.ownerRange = ownerRange
    self.reportRange = reportRange
    self.resourceProperties = resourceProperties
    self.isStrict = isStrict
    self.followsCalls = followsCalls
    guard functions != nil || fallback != nil || owner != nil else { return }
    let rest = Rest()
    rest.functions = functions
    rest.fallback = fallback
    rest.owner = owner
    self.rest = rest
  }

  /// The functions that may stand here, by long name; nil: all of them.
  var functions: Set<String>? {
    get { rest?.functions }
    set { if rest != nil || newValue != nil { ownRest().functions = newValue } }
  }

  /// What stands for the value where it says nothing itself: the part of `Globals` that merges with it.
  var fallback: Node? {
    get { rest?.fallback }
    set { if rest != nil || newValue != nil { ownRest().fallback = newValue } }
  }

  /// What the mapping at hand is called in messages, `AWS::Lambda::Function`; nil: by its key.
  var owner: String? { rest?.owner?.text }

  /// The mappings that the one at hand is merged into by `<<`: their keys go before.
  var overriding: [Node] {
    get { rest?.overriding ?? [] }
    set { if rest != nil || !newValue.isEmpty { ownRest().overriding = newValue } }
  }

  /// What mostly is not there, to be changed: a copy of the context made elsewhere must not change with this one.
  private mutating func ownRest() -> Rest {
    if !isKnownUniquelyReferenced(&rest) { rest = rest.map(Rest.init) }
    let own = rest ?? Rest()
    rest = own
    return own
  }

  /// The same for a value within the one at hand.
  ///
  /// - Parameters:
  ///   - fallback: what merges with that value.
  ///   - keepsOwner: whether messages name it as they name the one at hand: an item of a list.
  func inside(ownerRange: Range<Int>, fallback: Node? = nil, keepsOwner: Bool = false) -> SchemaContext {
    var inner = self
    inner.ownerRange = ownerRange
    guard let rest else {
      if fallback != nil { inner.fallback = fallback }
      return inner
    }
    let losesOwner = !keepsOwner && rest.owner != nil
    if rest.functions == nil, fallback == nil, losesOwner || rest.owner == nil {
      inner.rest = nil
    } else if losesOwner || fallback != nil || rest.fallback != nil || !rest.overriding.isEmpty {
      let own = Rest()
      own.functions = rest.functions
      own.fallback = fallback
      own.owner = keepsOwner ? rest.owner : nil
      inner.rest = own
    }
    return inner
  }

  func range(_ own: Range<Int>) -> Range<Int> { reportRange ?? own }

  /// Whether a key that is merged in by `<<` is written by a mapping that goes before.
  func isOverridden(_ key: Node) -> Bool {
    guard let rest, !rest.overriding.isEmpty else { return false }
    return rest.overriding.contains { node in key.withValueUTF8 { node.entry(utf8: $0) } != nil }
  }
}

public import YAMLSyntax

/// An entry of `Resources` as the SAM transform takes it up: with what `Globals` adds.
public struct SAMResource: Sendable {
  /// The logical id.
  public let logicalID: String
  /// `AWS::Serverless::…`
  public let type: String
  /// Byte offsets of the logical id in the document.
  public let nameRange: Range<Int>
  /// `Properties` after the merge; an empty map where there are none. Something else than a map where that is
  /// written.
  public let properties: TransformValue
  /// Whether the transform writes the API's definition itself, of the events that name it. What `Globals` brings comes
  /// later: only what stands in the entry counts.
  public let managesDefinition: Bool
  /// The entry that it was read from.
  public let entry: Entry
  /// `IgnoreGlobals`; nil where it is not written.
  public let ignoredGlobals: TransformValue?

  /// Reads an entry; nil where it is no resource of SAM.
  ///
  /// - Complexity: linear in the entry and in the part of `Globals` for its type.
  public init?(_ entry: Entry, in template: Template, _ globals: GlobalValues) {
    self.init(entry, tree: template.tree, globals)
  }

  /// A resource of any type, to speak of what SAM adds to it: it has no properties here.
  public init(embedding entry: Entry, in template: Template) {
    logicalID = entry.key.value
    type = entry.value["Type"].flatMap { Value($0).literal } ?? ""
    nameRange = entry.key.innerRange
    self.entry = entry
    properties = [:]
    ignoredGlobals = nil
    managesDefinition = true
  }

  init?(_ entry: Entry, tree: SyntaxTree, _ globals: GlobalValues) {
    guard entry.key.kind == .scalar, entry.value.kind == .mapping,
      let type = entry.value["Type"].flatMap({ Value($0).literal }), type.hasPrefix("AWS::Serverless::")
    else { return nil }
    self.type = type
    self.entry = entry
    logicalID = entry.key.value
    nameRange = entry.key.innerRange
    let reader = TransformReader(tree)
    var own: TransformValue
    if entry.value.hasProperties || entry.value["<<"] != nil {
      // What stands under a key may come from elsewhere.
      let whole = reader.read(entry.value)
      ignoredGlobals = whole["IgnoreGlobals"]
      own = whole["Properties"] ?? [:]
    } else {
      ignoredGlobals = entry.value.entry(under: "IgnoreGlobals").map(reader.read)
      own = entry.value.entry(under: "Properties").map(reader.read) ?? [:]
    }
    managesDefinition = own.some("DefinitionBody") == nil && own.some("DefinitionUri") == nil
    if own.isNull { own = TransformValue(.map([:]), own.place) }
    guard var shared = globals.values(for: type) else {
      properties = own
      return
    }
    if let ignoredGlobals {
      if ignoredGlobals.string == "*" {
        shared = [:]
      } else if case .map(var entries) = shared.content {
        for key in ignoredGlobals.list ?? [] { entries[key.string ?? ""] = nil }
        shared = TransformValue(.map(entries))
      }
    }
    properties = GlobalsMerge.merge(shared, into: own, type: type)
  }
}

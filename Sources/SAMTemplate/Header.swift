public import YAMLSyntax

/// The parts of a template that decide how all else is read: which sections there are, the transforms, `Globals`.
public struct Header: Sendable {
  /// Each section's first entry.
  public private(set) var sections = PerSection<Entry?>(repeating: nil)
  /// Top-level entries that name no section.
  public private(set) var unknownEntries: [Entry] = []
  /// Sections that are written twice: the later entry with the first.
  public private(set) var repeatedEntries: [(first: Entry, again: Entry)] = []
  /// The names of the transforms, in order.
  public private(set) var transforms: [String] = []
  /// Whether the top level holds a `Fn::Transform`, whose sections cannot be known.
  public private(set) var includesAtTop = false
  /// Equal for two headers under which entries are read alike.
  let signature: Int

  /// The SAM transform's name.
  public static let samTransform = "AWS::Serverless-2016-10-31"
  /// The name of the transform that brings `Fn::ForEach`, `Fn::Length` and `Fn::ToJsonString`.
  public static let languageExtensions = "AWS::LanguageExtensions"

  init(_ tree: SyntaxTree) {
    var hasher = Hasher()
    guard let root = tree.root, root.kind == .mapping else {
      signature = hasher.finalize()
      return
    }
    for entry in root.entries {
      guard entry.key.kind == .scalar else {
        unknownEntries.append(entry)
        continue
      }
      let name = entry.key.value
      if let section = Section(rawValue: name) {
        if let first = sections[section] {
          repeatedEntries.append((first, entry))
        } else {
          sections[section] = entry
        }
      } else if name == "Fn::Transform" {
        includesAtTop = true
      } else {
        unknownEntries.append(entry)
      }
    }
    if let transform = sections[.transform]?.value {
      for item in transform.kind == .sequence ? Array(transform.items) : [transform] {
        if let name = Value(item).literal, !name.isEmpty {
          transforms.append(name)
        } else if let name = (item["Name"] ?? item["Fn::Transform"]?["Name"]).flatMap({ Value($0).literal }) {
          transforms.append(name)
        }
      }
    }
    hasher.combine(transforms)
    hasher.combine(includesAtTop)
    hasher.combine(sections[.globals]?.id)
    signature = hasher.finalize()
  }

  /// Whether the SAM transform is named.
  public var hasSAMTransform: Bool { transforms.contains(Self.samTransform) }

  /// Whether `AWS::LanguageExtensions` is named.
  public var hasLanguageExtensions: Bool { transforms.contains(Self.languageExtensions) }

  /// Whether a macro is named whose output nothing here can know.
  public var hasUnknownTransform: Bool {
    transforms.contains { name in
      switch name {
      case Self.samTransform, Self.languageExtensions, "AWS::Include", "AWS::CodeDeployBlueGreen",
        "AWS::SecretsManager-2020-07-23", "AWS::SecretsManager-2024-09-16", "AWS::ServiceCatalog":
        false
      default: true
      }
    }
  }
}

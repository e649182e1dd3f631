import ResourceSchema
import SAMTemplate

extension Completion {
  /// What a proposal's `documentationKey` stands for, as Markdown; nil for a key that names nothing.
  public static func documentation(for key: String) -> String? {
    let words = key.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2 else { return nil }
    switch words[0] {
    case "type": return FactSheet.type(named: words[1])
    case "function": return FactSheet.function(named: words[1])
    case "section": return FactSheet.section(named: words[1])
    case "pseudo": return FactSheet.pseudoParameter(named: words[1])
    case "policy": return FactSheet.policyTemplate(named: words[1])
    case "resource":
      return FactSheet.note("**\(words[1])** resource attribute", LanguageNotes.resourceAttributes[words[1]])
    case "parameter":
      return FactSheet.note(
        "**\(words[1])** parameter attribute", LanguageNotes.parameterAttributes[words[1]])
    case "output":
      return FactSheet.note("**\(words[1])** output attribute", LanguageNotes.outputAttributes[words[1]])
    case "property":
      guard words.count == 3, let type = SchemaPack.shared.type(named: words[1]) else { return nil }
      return FactSheet.property(words[2].split(separator: ".").map(String.init), of: type)
    case "event":
      guard words.count == 3, let type = SchemaPack.shared.type(named: words[1]) else { return nil }
      return FactSheet.event(words[2], of: type)
    case "attribute":
      guard words.count == 3, let type = SchemaPack.shared.type(named: words[1]) else { return nil }
      return FactSheet.attribute(words[2], of: type)
    default: return nil
    }
  }
}

import JSON
import LSP
import SAMFeatures

extension DocumentSnapshot {
  /// Proposals as the protocol says them, with no more than the client understands.
  func lspCompletionList(_ items: [SAMFeatures.CompletionItem], for client: ClientCapabilities)
    -> CompletionList
  {
    let shared = client.completionDefaultEditRange ? items.first?.replaceRange : nil
    var ranges: [Range<Int>: PositionRange] = [:]
    func range(of offsets: Range<Int>) -> PositionRange {
      if let known = ranges[offsets] { return known }
      let range = positions.range(of: offsets)
      ranges[offsets] = range
      return range
    }
    return CompletionList(
      isIncomplete: false, itemDefaults: shared.map { .init(editRange: range(of: $0)) },
      items: items.map { item in
        lspItem(item, range: item.replaceRange == shared ? nil : range(of: item.replaceRange), for: client)
      })
  }

  /// - Parameter range: what the item replaces; nil: the list's default range.
  private func lspItem(
    _ item: SAMFeatures.CompletionItem, range: PositionRange?, for client: ClientCapabilities
  ) -> LSP.CompletionItem {
    var result = LSP.CompletionItem(label: item.label, kind: lspKind(item.kind))
    let snippet = client.completionSnippets ? item.snippet : nil
    let text = snippet ?? item.insertText
    result.detail = item.detail
    result.sortText = item.sortText
    result.filterText = item.filterText
    if snippet != nil { result.insertTextFormat = .snippet }
    if client.completionAdjustsIndentation, text.utf8.contains(0x0A) { result.insertTextMode = 2 }
    if item.isDeprecated, client.completionDeprecatedTag { result.tags = [1] }
    if item.isPreselected, client.completionPreselect { result.preselect = true }
    if let range {
      result.textEdit = TextEdit(range: range, newText: text)
    } else if text != item.label {
      result.textEditText = text
    }
    result.documentation = item.documentation.map { Markup.content($0, markdown: client.completionMarkdown) }
    if item.triggersCompletion, let command = client.completionCommand {
      result.command = Command(title: "Complete", command: command)
    }
    result.data = item.documentationKey.map { .string($0) }
    return result
  }

  private func lspKind(_ kind: SAMFeatures.CompletionItem.Kind) -> LSP.CompletionItem.Kind {
    switch kind {
    case .section: .module
    case .resourceType: .class
    case .property: .property
    case .value: .enumMember
    case .resource: .reference
    case .parameter: .variable
    case .condition: .event
    case .mapping: .struct
    case .attribute: .field
    case .function: .function
    case .pseudoParameter: .constant
    case .keyword: .keyword
    case .snippet: .snippet
    case .file: .file
    }
  }
}

import LSP
import SAMFeatures

extension DocumentSnapshot {
  /// An outline as the protocol says it: a tree, or a list for clients that know no trees.
  func lspSymbols(_ symbols: [OutlineSymbol], for client: ClientCapabilities) -> DocumentSymbolResult {
    func count(_ symbols: [OutlineSymbol]) -> Int { symbols.reduce(0) { $0 + 1 + count($1.children) } }
    let positions = positions.forMany(4 * count(symbols))
    if client.hierarchicalSymbols { return .tree(symbols.map { lspSymbol($0, positions) }) }
    var list: [SymbolInformation] = []
    func add(_ symbols: [OutlineSymbol], in container: String?) {
      for symbol in symbols {
        list.append(
          SymbolInformation(
            name: symbol.lspName, kind: symbol.kind.lsp,
            location: Location(uri: uri, range: positions.range(of: symbol.range)), containerName: container))
        add(symbol.children, in: symbol.name)
      }
    }
    add(symbols, in: nil)
    return .list(list)
  }

  private func lspSymbol(_ symbol: OutlineSymbol, _ positions: Positions) -> DocumentSymbol {
    DocumentSymbol(
      name: symbol.lspName, detail: symbol.detail, kind: symbol.kind.lsp,
      range: positions.range(of: symbol.range),
      selectionRange: positions.range(of: symbol.selectionRange),
      children: symbol.children.isEmpty ? nil : symbol.children.map { lspSymbol($0, positions) })
  }
}

extension OutlineSymbol {
  /// The protocol forbids names that are empty or blank.
  fileprivate var lspName: String { name.utf8.contains { $0 > 0x20 } ? name : "(no name)" }
}

extension OutlineSymbol.Kind {
  fileprivate var lsp: SymbolKind {
    switch self {
    case .section: .namespace
    case .resource: .class
    case .parameter: .variable
    case .condition: .boolean
    case .mapping: .object
    case .output: .constant
    case .rule: .function
    case .event: .event
    case .property: .property
    case .value: .string
    }
  }
}

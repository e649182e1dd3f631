import JSON
import LSP
import SAMChecks

extension DocumentSnapshot {
  /// Findings as the protocol says them, with no more than the client understands.
  func lspDiagnostics(_ diagnostics: [SAMChecks.Diagnostic], for client: ClientCapabilities) -> [LSP
    .Diagnostic]
  {
    let positions = positions.forMany(2 * diagnostics.count)
    return diagnostics.map { lspDiagnostic($0, positions, for: client) }
  }

  private func lspDiagnostic(
    _ diagnostic: SAMChecks.Diagnostic, _ positions: Positions, for client: ClientCapabilities
  ) -> LSP.Diagnostic {
    let severity: LSP.Diagnostic.Severity =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .information: .information
      }
    let tags = diagnostic.tags.map { (tag) -> LSP.Diagnostic.Tag in
      switch tag {
      case .unnecessary: .unnecessary
      case .deprecated: .deprecated
      }
    }.filter { client.diagnosticTags.contains($0.rawValue) }
    var related: [LSP.Diagnostic.RelatedInformation] = []
    if client.diagnosticRelatedInformation {
      related = diagnostic.related.compactMap { related in
        location(of: related, positions).map { .init(location: $0, message: related.message) }
      }
    }
    return LSP.Diagnostic(
      range: positions.range(of: diagnostic.range), severity: severity, code: diagnostic.code,
      source: "sam-ls",
      message: diagnostic.message, tags: tags.isEmpty ? nil : tags,
      relatedInformation: related.isEmpty ? nil : related,
      data: client.diagnosticData ? data(of: diagnostic) : nil)
  }

  /// Where a related place is; nil where the document has no folder that the other file could be seen from.
  private func location(of related: SAMChecks.Diagnostic.Related, _ positions: Positions) -> Location? {
    guard let other = related.file else {
      return Location(uri: uri, range: positions.range(of: related.range))
    }
    guard let uri = FileURI.uri(of: other.path, from: uri) else { return nil }
    let positions = Positions(text: other.file.text, encoding: encoding)
    return Location(uri: uri, range: positions.range(of: related.range))
  }

  /// What a client hands back with a request for code actions: cfn-lint's name of the rule and the quick fixes.
  private func data(of diagnostic: SAMChecks.Diagnostic) -> JSONValue? {
    var members: [JSONValue.Member] = []
    if let cfnLint = diagnostic.cfnLint { members.append(.init("cfnLint", .string(cfnLint))) }
    if !diagnostic.fixes.isEmpty {
      let fixes = diagnostic.fixes.map { fix in
        JSONValue.object([
          .init("title", .string(fix.title)), .init("edits", .array(fix.edits.map { edit($0) })),
        ])
      }
      members.append(.init("fixes", .array(fixes)))
    }
    return members.isEmpty ? nil : .object(members)
  }

  private func edit(_ edit: SAMChecks.Diagnostic.Edit) -> JSONValue {
    func json(_ position: Position) -> JSONValue {
      ["line": .integer(position.line), "character": .integer(position.character)]
    }
    let range = positions.range(of: edit.range)
    return [
      "range": ["start": json(range.start), "end": json(range.end)], "newText": .string(edit.replacement),
    ]
  }
}

package import JSON

/// `textDocument/publishDiagnostics`: all that is known of one version of a document.
package struct PublishDiagnosticsParams: Sendable, Hashable {
  package var uri: DocumentURI
  package var version: Int?
  package var diagnostics: [Diagnostic]

  package init(uri: DocumentURI, version: Int?, diagnostics: [Diagnostic]) {
    self.uri = uri
    self.version = version
    self.diagnostics = diagnostics
  }
}

/// One finding.
package struct Diagnostic: Sendable, Hashable {
  /// The protocol's numbers.
  package enum Severity: Int, Sendable, Hashable, JSONWritable {
    case error = 1
    case warning = 2
    case information = 3
    case hint = 4
  }

  /// The protocol's numbers.
  package enum Tag: Int, Sendable, Hashable, JSONWritable {
    case unnecessary = 1
    case deprecated = 2
  }

  /// Where a code is explained.
  package struct CodeDescription: Sendable, Hashable {
    package var href: String

    package init(href: String) {
      self.href = href
    }
  }

  /// Another place that the finding is about.
  package struct RelatedInformation: Sendable, Hashable {
    package var location: Location
    package var message: String

    package init(location: Location, message: String) {
      self.location = location
      self.message = message
    }
  }

  package var range: PositionRange
  package var severity: Severity
  package var code: String
  package var codeDescription: CodeDescription?
  package var source: String
  package var message: String
  package var tags: [Tag]?
  package var relatedInformation: [RelatedInformation]?
  /// Comes back with a request for code actions.
  package var data: JSONValue?

  package init(
    range: PositionRange, severity: Severity, code: String, codeDescription: CodeDescription? = nil,
    source: String,
    message: String, tags: [Tag]? = nil, relatedInformation: [RelatedInformation]? = nil,
    data: JSONValue? = nil
  ) {
    self.range = range
    self.severity = severity
    self.code = code
    self.codeDescription = codeDescription
    self.source = source
    self.message = message
    self.tags = tags
    self.relatedInformation = relatedInformation
    self.data = data
  }
}

extension PublishDiagnosticsParams: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("uri", uri)
      json.member("version", ifPresent: version)
      json.member("diagnostics", diagnostics)
    }
  }
}

extension Diagnostic: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("range", range)
      json.member("severity", severity)
      json.member("code", code)
      json.member("codeDescription", ifPresent: codeDescription)
      json.member("source", source)
      json.member("message", message)
      json.member("tags", ifPresent: tags)
      json.member("relatedInformation", ifPresent: relatedInformation)
      json.member("data", ifPresent: data)
    }
  }
}

extension Diagnostic.CodeDescription: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("href", href)
    }
  }
}

extension Diagnostic.RelatedInformation: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("location", location)
      json.member("message", message)
    }
  }
}

import ArgumentParser
import ResourceSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `sam-ls schema`: what is known of a resource type or a property.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Show what is known of a resource type or a property.",
    discussion: """
      Lists and maps need no step of their own, and the kinds of a place are chosen by name:
        sam-ls schema AWS::DynamoDB::Table.KeySchema.KeyType
        sam-ls schema AWS::Serverless::Function.Events.Api.Path
      Without a name, all resource types are listed, SAM's first.
      """)

  /// How an answer is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
  }

  @Option(help: "How to write the answer.")
  var format: Format = .text

  @Option(help: "List types and properties whose names hold all of these words.")
  var search: String?

  @Argument(help: "A resource type, or a property by its dotted path.")
  var name: String?

  /// More results of a search than this tell a person nothing.
  private static let searchLimit = 40

  func validate() throws {
    if name != nil, search != nil { throw ValidationError("Give a name or --search, not both.") }
  }

  func run() throws {
    let pack = SchemaPack.shared
    if let search {
      let hits = pack.search(search)
      show(SchemaPage(searchFor: search, hits: hits, limit: Self.searchLimit))
      if hits.isEmpty { throw ExitCode(1) }
    } else if let name {
      switch pack.place(name) {
      case .success(let place): show(SchemaPage(of: place))
      case .failure(let unknown):
        complain(unknown)
        throw ExitCode(1)
      }
    } else {
      list(pack)
    }
  }

  private func show(_ page: SchemaPage) {
    switch format {
    case .text: print(Screen.renderer.text(of: page), terminator: "")
    case .json: print(page.json.prettyJSON)
    case .markdown: print(page.markdown(), terminator: "")
    }
  }

  private func list(_ pack: SchemaPack) {
    let names =
      pack.typeNames.filter { $0.hasPrefix("AWS::Serverless::") }
      + pack.typeNames.filter { !$0.hasPrefix("AWS::Serverless::") }
    switch format {
    case .text: print(names.joined(separator: "\n"))
    case .json: print(JSONValue.array(names.map(JSONValue.string)).prettyJSON)
    case .markdown: print(names.map { "- `\($0)`" }.joined(separator: "\n"))
    }
  }

  private func complain(_ unknown: UnknownPath) {
    let what = unknown.known.isEmpty ? "There is no resource type" : "\(unknown.known) has no property"
    var text = "\(what) \(unknown.step).\n"
    if unknown.suggestions.isEmpty {
      text += "To search in names: sam-ls schema --search \(unknown.step)\n"
    } else {
      text += "Did you mean:\n" + unknown.suggestions.map { "  \($0)\n" }.joined()
    }
    // Unbuffered, and without the C library's shared `stderr` variable.
    _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }
}

/// What standard output is.
private enum Screen {
  /// Colours and the terminal's width on a terminal that has them; plain and 80 columns elsewhere.
  static var renderer: TextRenderer {
    guard isatty(STDOUT_FILENO) == 1 else {
      return TextRenderer(width: environment("COLUMNS").flatMap { Int($0) } ?? 80)
    }
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let isPlain = environment("NO_COLOR")?.isEmpty == false || environment("TERM") == "dumb"
    // Lines longer than this are hard to follow.
    return TextRenderer(width: min(isKnown ? Int(size.ws_col) : 80, 120), isColored: !isPlain)
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

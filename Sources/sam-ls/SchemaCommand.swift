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
    case .text: Terminal.write(Terminal.renderer.text(of: page))
    case .json: Terminal.write(page.json.prettyJSON + "\n")
    case .markdown: Terminal.write(page.markdown())
    }
  }

  private func list(_ pack: SchemaPack) {
    let names =
      pack.typeNames.filter { $0.hasPrefix("AWS::Serverless::") }
      + pack.typeNames.filter { !$0.hasPrefix("AWS::Serverless::") }
    switch format {
    case .text: Terminal.write(names.joined(separator: "\n") + "\n")
    case .json: Terminal.write(JSONValue.array(names.map(JSONValue.string)).prettyJSON + "\n")
    case .markdown: Terminal.write(names.map { "- `\($0)`\n" }.joined())
    }
  }

  private func complain(_ unknown: UnknownPath) {
    let step = Terminal.visible(unknown.step)
    let what = unknown.known.isEmpty ? "There is no resource type" : "\(unknown.known) has no property"
    var text = "\(what) \(step).\n"
    if unknown.suggestions.isEmpty {
      text += "To search in names: sam-ls schema --search \(step)\n"
    } else {
      text += "Did you mean:\n" + unknown.suggestions.map { "  \($0)\n" }.joined()
    }
    Terminal.complain(String(text.dropLast()))
  }
}

extension Terminal {
  /// A renderer for standard output: colours and the window's width on a terminal, plain and 80 columns elsewhere.
  fileprivate static var renderer: TextRenderer {
    var size = winsize()
    let isWindow = isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
    // Longer lines are hard to follow.
    let width = isWindow && size.ws_col > 0 ? min(Int(size.ws_col), 120) : 80
    return TextRenderer(width: width, isColored: hasColours)
  }
}

import ResourceSchema
import SAMTemplate
import YAMLSyntax

/// What the checks of one thread share: the template, what is known beside it, and what was worked out of these once.
/// Each thread has its own, so that none has to wait for another.
final class CheckScope {
  let template: Template
  let configuration: CheckConfiguration
  let files: any LocalFiles
  /// What is known of the schemas.
  let packFacts: PackFacts
  private let borrowsPackFacts: Bool

  private var globalValues: GlobalValues?
  private var entries: [String: Entry?] = [:]
  private var resources: [String: SAMResource?] = [:]
  private var made: [String: MadeResources?] = [:]
  private var samConfigs: [LocalFile: SAMConfig] = [:]
  private var routes: [String: OpenAPIRoutes] = [:]
  private var anchors: [String: [Node]]?

  init(_ template: Template, _ configuration: CheckConfiguration, _ files: any LocalFiles) {
    self.template = template
    self.configuration = configuration
    self.files = files
    packFacts = PackFacts.borrowed(regions: configuration.regions)
    borrowsPackFacts = true
  }

  /// For a document within the template or beside it, which the same thread checks meanwhile.
  init(_ document: Template, within outer: CheckScope) {
    template = document
    configuration = outer.configuration
    files = NoLocalFiles()
    packFacts = outer.packFacts
    borrowsPackFacts = false
  }

  deinit {
    if borrowsPackFacts { packFacts.giveBack() }
  }

  /// What `Globals` says, read once.
  var globals: GlobalValues {
    if let globalValues { return globalValues }
    let new = GlobalValues(template)
    globalValues = new
    return new
  }

  /// An entry of `Resources` that others refer to, found once.
  func entry(named name: String) -> Entry? {
    if let known = entries[name] { return known }
    let entry = template.entry(of: .resources, named: name)
    entries[name] = .some(entry)
    return entry
  }

  /// A resource of SAM that others refer to, read once.
  func resource(named name: String) -> SAMResource? {
    if let known = resources[name] { return known }
    let resource = entry(named: name).flatMap { SAMResource($0, in: template, globals) }
    resources[name] = .some(resource)
    return resource
  }

  /// What the SAM transform makes of a resource that others refer to: see `Template.made(of:)`.
  func made(of name: String) -> MadeResources? {
    if let known = made[name] { return known }
    let resources = template.made(of: name)
    made[name] = .some(resources)
    return resources
  }

  /// What a configuration file of the SAM CLI says, read once.
  func samConfig(_ file: LocalFile, name: String, environment: String) -> SAMConfig {
    if let known = samConfigs[file] { return known }
    let config = SAMConfig(file, name: name, environment: environment)
    samConfigs[file] = config
    return config
  }

  /// The routes of the definition of an API that events refer to, read once.
  func routes(of api: String, _ read: () -> OpenAPIRoutes) -> OpenAPIRoutes {
    if let known = routes[api] { return known }
    let read = read()
    routes[api] = read
    return read
  }

  /// The node that an alias stands for: the last one before it with that anchor. Every anchor is looked up once.
  func target(of alias: Node) -> Node? {
    let all = anchors ?? template.tree.anchoredNodes
    anchors = all
    return all[alias.value]?.last { $0.range.lowerBound < alias.range.lowerBound }
  }
}

extension SyntaxTree {
  /// The nodes with an anchor by its name, in the order of the text.
  fileprivate var anchoredNodes: [String: [Node]] {
    var found: [String: [Node]] = [:]
    guard let root else { return found }
    root.forEachNode { node in
      if let anchor = node.anchor { found[anchor, default: []].append(node) }
    }
    return found
  }
}

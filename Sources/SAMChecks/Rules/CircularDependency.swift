import SAMTemplate
import YAMLSyntax

extension Rule {
  static let circularDependency = Rule(
    "circular-dependency", cfnLint: "E3004",
    summary: "Resources wait for each other.",
    documentation: """
      CloudFormation makes a resource after all that it refers to. Where that leads back to the resource itself, \
      none can be made first. Cut one of the references: give a name instead of referring to it, or move what \
      refers into a resource of its own (an ingress rule, a policy, a permission).
      """)
}

/// The resources that wait for each other.
struct DependencyGraph: Sendable {
  /// Groups of resources each of which reaches all others of its group, in the order of the text.
  let cycles: [[String]]

  /// - Complexity: linear in resources and references.
  init(_ template: Template) {
    guard Self.mayHoldCycles(template) else {
      cycles = []
      return
    }
    var order: [String] = []
    var numbers: [String: Int] = [:]
    for entry in template.entries(of: .resources).map(Array.init) ?? [] where entry.key.kind == .scalar {
      let name = entry.key.value
      if numbers[name] == nil {
        numbers[name] = order.count
        order.append(name)
      }
    }
    let edges = order.map { name in
      template.facts(of: .resources, named: name)?.dependencies.compactMap { numbers[$0] } ?? []
    }
    cycles = Self.components(edges).map { $0.sorted().map { order[$0] } }.sorted {
      numbers[$0[0]] ?? 0 < numbers[$1[0]] ?? 0
    }
  }

  /// Whether resources that refer to others do so in a circle: only they are looked at, in no order, so that a template
  /// without circles, as nearly all are, costs little.
  private static func mayHoldCycles(_ template: Template) -> Bool {
    var numbers: [String: Int] = [:]
    var dependencies: [[String]] = []
    for (name, all) in template.facts(of: .resources) {
      // Of several of one name the first in the text counts.
      let first = all.count == 1 ? all.first : template.facts(of: .resources, named: name)
      guard let first, !first.dependencies.isEmpty else { continue }
      numbers[name] = dependencies.count
      dependencies.append(first.dependencies)
    }
    var hasEdges = false
    let edges = dependencies.map { names in
      let targets = names.compactMap { numbers[$0] }
      if !targets.isEmpty { hasEdges = true }
      return targets
    }
    return hasEdges && !components(edges).isEmpty
  }

  /// Tarjan's strongly connected components that hold a cycle, without recursion.
  private static func components(_ edges: [[Int]]) -> [[Int]] {
    var index = 0
    var indices = [Int](repeating: -1, count: edges.count)
    var low = [Int](repeating: 0, count: edges.count)
    var isOnStack = [Bool](repeating: false, count: edges.count)
    var stack: [Int] = []
    var found: [[Int]] = []
    for root in edges.indices where indices[root] < 0 {
      var work: [(node: Int, next: Int)] = [(root, 0)]
      while let (node, next) = work.last {
        if next == 0 {
          indices[node] = index
          low[node] = index
          index += 1
          stack.append(node)
          isOnStack[node] = true
        }
        if next < edges[node].count {
          work[work.count - 1].next += 1
          let target = edges[node][next]
          if indices[target] < 0 {
            work.append((target, 0))
          } else if isOnStack[target] {
            low[node] = min(low[node], indices[target])
          }
          continue
        }
        work.removeLast()
        if let parent = work.last?.node { low[parent] = min(low[parent], low[node]) }
        guard low[node] == indices[node] else { continue }
        var component: [Int] = []
        while let last = stack.popLast() {
          isOnStack[last] = false
          component.append(last)
          if last == node { break }
        }
        if component.count > 1 || edges[node].contains(node) { found.append(component) }
      }
    }
    return found
  }

  /// A shortest way from a resource of a cycle back to itself.
  static func path(from start: String, in cycle: [String], _ template: Template) -> [String] {
    let members = Set(cycle)
    var came: [String: String] = [:]
    var queue = [start]
    var head = 0
    while head < queue.count {
      let name = queue[head]
      head += 1
      for next in template.facts(of: .resources, named: name)?.dependencies ?? [] where members.contains(next)
      {
        if next == start {
          var path = [name]
          while let last = path.last, last != start, let before = came[last] { path.append(before) }
          return path.reversed()
        }
        if came[next] == nil {
          came[next] = name
          queue.append(next)
        }
      }
    }
    return [start]
  }
}

extension Checker {
  /// One finding a cycle, at its first resource, with the references that close it.
  func checkDependencies(_ graph: DependencyGraph) {
    for cycle in graph.cycles {
      guard let start = cycle.first, let entry = template.entry(of: .resources, named: start) else {
        continue
      }
      let way = DependencyGraph.path(from: start, in: cycle, template)
      let message =
        way.count == 1
        ? "'\(start)' refers to itself"
        : "These resources wait for each other: \(way.joined(separator: " → ")) → \(start)"
      report(
        .circularDependency, message, at: entry.key.textRange, path: [.key("Resources"), .key(start)],
        related: way.dropFirst().map { (.definition(Template.Use(.resources, $0)), "'\($0)' is here") })
    }
  }
}

import ResourceSchema
import SAMTemplate
import YAMLSyntax

extension Checker {
  /// An entry of `Parameters`.
  func checkParameter(_ entry: Entry) {
    domain = .parameters
    let outcome = checkShape(entry, "parameters/configuration", kind: "parameter")
    guard entry.value.kind == .mapping else { return }
    let node = entry.value
    if let typeNode = node["Type"], let type = Value(typeNode).literal, Value(typeNode).call() == nil,
      !type.isEmpty
    {
      checkParameterType(type, typeNode)
    }
    if !outcome.contains(.invalid) { checkDefault(node) }
    checkUse(entry, in: .parameters, .unusedParameter, "parameter")
  }
}

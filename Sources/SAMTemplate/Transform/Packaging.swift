import OrderedCollections

/// What `sam package` does before the transform sees a template: artifacts that local paths name go to a bucket.
enum Packaging {
  /// A template with each artifact in a bucket, as far as the transform asks for that. The path stays readable as the
  /// object's key.
  static func packaged(_ template: TransformValue) -> TransformValue {
    var template = template
    let globals = template["Globals"]
    template.update("Globals") { globals in
      for (section, shared) in globals.pairs {
        for name in ["CodeUri", "DefinitionUri"] where isLocal(shared[name]) {
          globals.update(section) { $0.remove(name) }
        }
      }
    }
    for (id, entry) in template["Resources"]?.pairs ?? [] {
      let type = entry["Type"]?.string ?? ""
      let shared = globals?[String(type.dropFirst("AWS::Serverless::".count))]
      let names = artifacts(of: type, entry["Properties"] ?? [:], shared)
      if names.isEmpty { continue }
      template.update("Resources") { resources in
        resources.update(id) { entry in
          entry.setDefault("Properties", [:])
          entry.update("Properties") { properties in
            for name in names {
              let value = properties[name] ?? shared?[name]
              guard isLocal(value) else { continue }
              properties.set(name, name == "ImageUri" ? image(value) : .text("s3://bucket/\(key(value))"))
            }
          }
        }
      }
    }
    return template
  }

  /// The properties of a resource that must be in a bucket, or a registry, for the transform.
  static func artifacts(of type: String, _ properties: TransformValue, _ shared: TransformValue? = nil)
    -> [String]
  {
    func has(_ name: String) -> Bool { properties[name] != nil || shared?[name] != nil }
    switch type {
    case "AWS::Serverless::Function":
      let package = properties["PackageType"] ?? shared?["PackageType"]
      return package?.string == "Image" ? ["ImageUri"] : has("InlineCode") ? [] : ["CodeUri"]
    case "AWS::Serverless::LayerVersion": return ["ContentUri"]
    case "AWS::Serverless::Api", "AWS::Serverless::HttpApi", "AWS::Serverless::StateMachine":
      return has("DefinitionUri") ? ["DefinitionUri"] : []
    default: return []
    }
  }

  /// Whether a property names something on the disk, or nothing yet.
  private static func isLocal(_ value: TransformValue?) -> Bool {
    guard let value, !value.isNull else { return true }
    guard let text = value.string else { return false }
    return !text.lowercased().hasPrefix("s3://") && !text.contains(".amazonaws.com")
  }

  private static func key(_ value: TransformValue?) -> String {
    var path = (value?.string ?? "")[...]
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    while path.hasPrefix("/") { path = path.dropFirst() }
    return path.isEmpty || path == "." ? "key" : String(path)
  }

  private static func image(_ value: TransformValue?) -> TransformValue {
    .text(value?.string ?? "111111111111.dkr.ecr.us-east-1.amazonaws.com/repository")
  }
}

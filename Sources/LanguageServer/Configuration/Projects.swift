import JSON

/// The folders that a client has open, what their files say, and what its own settings say.
struct Projects {
  private var settings = ProjectConfiguration()
  /// By folder; nil while a folder's files have not been read.
  private var readings: [String: ProjectFiles.Reading] = [:]

  /// The folders, as absolute paths without a slash at the end.
  private(set) var folders: [String] = []

  /// Takes the folders of the client, by URI; those that are no files are left out.
  mutating func setFolders(_ uris: [String]) {
    folders = uris.compactMap(FileURI.path).map { path in
      path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
    readings = readings.filter { folders.contains($0.key) }
  }

  /// Takes what a folder's files say. False where nothing is new.
  mutating func take(_ reading: ProjectFiles.Reading) -> Bool {
    guard folders.contains(reading.folder) else { return false }
    let old = readings.updateValue(reading, forKey: reading.folder)
    return (old?.configuration ?? ProjectConfiguration()) != reading.configuration
  }

  /// Takes the client's settings: an object with `samLs` in it, or what would be in that. Returns whether something is
  /// new, and what is wrong with them.
  mutating func takeSettings(_ json: JSONValue) -> (isNew: Bool, problems: [String]) {
    let (new, problems) = ProjectConfiguration.reading(json["samLs"] ?? json)
    defer { settings = new }
    return (new != settings, problems.map { "settings: \($0.message)" })
  }

  /// What is configured for a document: by the innermost folder that holds it, and by the client.
  func configuration(for uri: String) -> ProjectConfiguration {
    guard let folder = folder(of: uri), let reading = readings[folder] else { return settings }
    return reading.configuration.overridden(by: settings)
  }

  /// Whether a document is of interest to the one who configured it.
  func concerns(_ uri: String, _ configuration: ProjectConfiguration) -> Bool {
    guard let path = FileURI.path(of: uri) else { return true }
    guard let folder = folder(of: uri) else { return configuration.concerns(path) }
    return configuration.concerns(String(path.dropFirst(folder.count)))
  }

  private func folder(of uri: String) -> String? {
    guard let path = FileURI.path(of: uri) else { return nil }
    return folders.filter { path.hasPrefix($0 == "/" ? "/" : $0 + "/") }.max { $0.count < $1.count }
  }
}

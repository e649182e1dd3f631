import ArgumentParser
import LanguageServer
import SAMChecks
import SystemPackage

/// `sam-ls check`.
struct CheckCommand: ParsableCommand {
  /// How findings are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, github, junit

    /// The report in this form.
    var report: any CheckReport.Type {
      switch self {
      case .text: TextReport.self
      case .json: JSONReport.self
      case .sarif: SARIFReport.self
      case .github: GitHubReport.self
      case .junit: JUnitReport.self
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check templates and report what is wrong with them.",
    discussion: """
      Files are checked whatever is in them and whatever is configured. Folders are searched for templates: YAML or JSON with a Resources map \
      and a SAM transform, a format version or a resource of an AWS:: type; hidden folders and node_modules are left out.

      Exit status: 0 nothing found at or above --fail-on; 1 findings; 2 something could not be checked.
      """)

  @Option(help: "How to write the findings.")
  var format = Format.text

  @Option(help: ArgumentHelp("The least severity that makes the exit status 1.", valueName: "severity"))
  var failOn = FailOn.error

  @Option(
    help: ArgumentHelp(
      "The project's configuration, instead of .sam-ls.yaml and .cfnlintrc in this folder or above.",
      valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp("A region that the templates are deployed to; may be repeated.", valueName: "region"))
  var region: [String] = []

  @OptionGroup(title: "As for 'sam validate --lint'")
  var samOptions: SAMValidateOptions

  @Argument(
    help: ArgumentHelp(
      "Files and folders to check; - is standard input. Without any: template.yaml, .yml or .json in this folder.",
      valueName: "path"))
  var paths: [String] = []

  func run() throws {
    let paths = try pathsToCheck()
    let (project, problems) = project()
    let discovery = FileDiscovery(paths: paths, project: project)
    let files = discovery.files
    var configuration = project.configuration
    if !region.isEmpty { configuration.regions = region }
    var checks = configuration.checks(today: UTCTime().date)
    checks.samConfigFile = try samOptions.absoluteConfigFile()
    checks.samConfigEnvironment = samOptions.configEnv
    let checker = TemplateChecker(configuration: checks, ignoredChecks: configuration.ignoredChecks)
    var progress = CheckProgress(total: files.count)
    let outcomes = Threads.map(
      count: files.count, { checker.check(files[$0]) }, onProgress: { progress.update($0) })
    progress.end()
    var result = CheckResult(failures: problems + discovery.problems)
    for outcome in outcomes {
      switch outcome {
      case .checked(let file): result.files.append(file)
      case .skipped: break
      case .failed(let reason): result.failures.append(reason)
      }
    }
    Terminal.write(format.report.render(result, failOn: failOn))
    for failure in result.failures { Terminal.complain(failure) }
    if result.files.isEmpty, result.failures.isEmpty {
      Terminal.complain("no templates in \(paths.joined(separator: ", "))")
    }
    let status = exitStatus(result)
    if status != 0 { throw ExitCode(status) }
  }

  /// The paths of the command line, or the template that the SAM CLI takes where none is named.
  private func pathsToCheck() throws -> [String] {
    let named = samOptions.template + paths
    if !named.isEmpty { return named }
    let usual = ["template.yaml", "template.yml", "template.json"]
    if let found = usual.first(where: { FileContents.exists(FilePath($0)) }) { return [found] }
    Terminal.complain("there is no template.yaml here; name a file or a folder")
    throw ExitCode(2)
  }

  /// The project's configuration: the file that is named, or those of the nearest folder that has any, from the current
  /// one upwards.
  private func project() -> (ProjectFiles.Reading, problems: [String]) {
    let current = FileContents.currentFolder ?? "/"
    guard let config else {
      let reading = ProjectFiles.read(in: ProjectFiles.nearestFolder(from: current) ?? current)
      return (reading, reading.problems)
    }
    do {
      let reading = try ProjectFiles.read(config)
      return (reading, reading.problems)
    } catch {
      return (ProjectFiles.Reading(folder: current), ["\(config): \(error)"])
    }
  }

  private func exitStatus(_ result: CheckResult) -> Int32 {
    guard result.failures.isEmpty else { return 2 }
    return result.files.contains { $0.diagnostics.contains { failOn.includes($0.severity) } } ? 1 : 0
  }
}

/// The least severity that fails a run.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  case error, warning, none

  /// Whether a finding of that severity fails the run.
  func includes(_ severity: Diagnostic.Severity) -> Bool {
    switch self {
    case .error: severity == .error
    case .warning: severity == .error || severity == .warning
    case .none: false
    }
  }
}

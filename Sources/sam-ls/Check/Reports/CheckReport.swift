/// A way to write what a run of `check` found.
protocol CheckReport {
  /// The whole report in UTF-8, for standard output.
  static func render(_ result: CheckResult, failOn: FailOn) -> [UInt8]
}

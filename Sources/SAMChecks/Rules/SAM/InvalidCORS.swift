import SAMTemplate

extension Rule {
  static let invalidCORS = Rule(
    "invalid-cors",
    summary: "The CORS settings of an API are none that SAM takes.",
    documentation: """
      Browsers refuse credentials from any origin: with `AllowCredentials: true` the origins must be named. A REST \
      API has `AllowOrigin`, an HTTP API `AllowOrigins`.
      """)
}

extension Checker {
  /// `Cors` of a REST API, `CorsConfiguration` of an HTTP API.
  func checkCORS(_ resource: SAMResource) {
    let isREST = resource.type == "AWS::Serverless::Api"
    guard let cors = resource.properties.some(isREST ? "Cors" : "CorsConfiguration"), let entries = cors.map,
      !cors.isCall
    else { return }
    let names =
      isREST
      ? ["AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"]
      : ["AllowMethods", "AllowHeaders", "AllowOrigins", "MaxAge", "ExposeHeaders", "AllowCredentials"]
    for (name, value) in entries where !names.contains(name) {
      report(
        .invalidCORS,
        "'\(name)' is no setting of CORS here" + suggestion(for: name, among: names, orAll: true),
        at: value, of: resource, atKey: true)
    }
    guard let credentials = cors["AllowCredentials"], credentials.bool == true else { return }
    let isAny =
      isREST
      ? cors["AllowOrigin"] == nil || cors["AllowOrigin"]?.string == "'*'"
      : cors["AllowOrigins"]?.list.map { $0.count == 1 && $0[0].string == "*" } ?? false
    guard isAny else { return }
    report(
      .invalidCORS,
      "'AllowCredentials: true' needs \(isREST ? "an 'AllowOrigin'" : "'AllowOrigins'") other than '*'",
      at: credentials,
      of: resource, atKey: true)
  }
}

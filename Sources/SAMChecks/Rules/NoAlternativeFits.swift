extension Rule {
  static let noAlternativeFits = Rule(
    "no-alternative-fits", cfnLint: "E3017",
    summary: "A value has none of the forms that are allowed in its place.",
    documentation: """
      Some properties take several forms, a text or a mapping for instance. Where one of them is recognisably \
      meant, the finding is about what is wrong with that one instead.
      """)
}

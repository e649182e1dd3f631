// swift-tools-version: 6.1
import Foundation
import PackageDescription

/// Every target of the project: Swift 6 mode (complete concurrency checking), warnings are errors.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .unsafeFlags(["-warnings-as-errors"]),
  // The tree and the schema are read node by node from other modules: calls that cannot be inlined cost more than
  // what they do.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
  // Debug builds, which the tests are, prove that no access overlaps another; the released file does not prove it again
  // at each step of each check.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// jemalloc for the released file, where the system has it to be linked in; else the C library's allocator does, with
/// which opening a large template takes a tenth longer.
let allocator: [Target.Dependency] =
  ["x86_64", "aarch64"].contains { architecture in
    FileManager.default.fileExists(atPath: "/usr/lib/\(architecture)-linux-gnu/libjemalloc_pic.a")
  } ? ["CJemalloc"] : []

let package = Package(
  name: "sam-ls",
  products: [
    .executable(name: "sam-ls", targets: ["sam-ls"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CJemalloc", providers: [.apt(["libjemalloc-dev"])]),
    .target(name: "CSchemaPack", cSettings: [.unsafeFlags(["-std=c2x"])]),
    .target(name: "BoundedRegex", swiftSettings: strict),
    .target(name: "ParallelWork", swiftSettings: strict),
    .target(name: "YAMLSyntax", dependencies: ["CLibYAML", "ParallelWork"], swiftSettings: strict),
    .target(name: "ResourceSchema", dependencies: ["CSchemaPack"], swiftSettings: strict),
    .target(
      name: "SAMTemplate",
      dependencies: [
        "YAMLSyntax", "ResourceSchema", "ParallelWork",
        .product(name: "HashTreeCollections", package: "swift-collections"),
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      swiftSettings: strict),
    .target(
      name: "SAMChecks",
      dependencies: [
        "SAMTemplate", "BoundedRegex", "ParallelWork",
        .product(name: "HashTreeCollections", package: "swift-collections"),
      ],
      swiftSettings: strict),
    .target(name: "SAMFeatures", dependencies: ["SAMTemplate", "SAMChecks"], swiftSettings: strict),
    .target(name: "JSON", swiftSettings: strict),
    .target(name: "LSP", dependencies: ["JSON"], swiftSettings: strict),
    .target(
      name: "LanguageServer",
      dependencies: [
        "SAMFeatures", "SAMChecks", "SAMTemplate", "YAMLSyntax", "LSP", "JSON",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "sam-ls",
      dependencies: allocator + [
        "LanguageServer", "SAMChecks", "SAMTemplate", "YAMLSyntax", "ResourceSchema", "JSON",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
        + (allocator.isEmpty ? [] : [.define("JEMALLOC", .when(configuration: .release))]),
      // The released file needs nothing of the system that it runs on, and all of it has one allocator. The libraries are
      // what Foundation needs and says only to those who ask for a static standard library.
      // Debug information would be a quarter of the released file; names for backtraces stay.
      linkerSettings: [
        .unsafeFlags(
          ["-static-executable", "-l_FoundationCShims", "-l_FoundationCollections", "-Xlinker", "-S"],
          .when(configuration: .release))
      ]),
    .executableTarget(
      name: "schema-compiler",
      dependencies: [
        "JSON", "ResourceSchema",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(name: "ParallelWorkTests", dependencies: ["ParallelWork"], swiftSettings: strict),
    .testTarget(name: "BoundedRegexTests", dependencies: ["BoundedRegex"], swiftSettings: strict),
    .testTarget(
      name: "ResourceSchemaTests", dependencies: ["ResourceSchema"], swiftSettings: strict),
    .testTarget(
      name: "SchemaCompilerTests", dependencies: ["schema-compiler", "ResourceSchema"],
      swiftSettings: strict),
    .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
    .testTarget(name: "LSPTests", dependencies: ["LSP", "JSON"], swiftSettings: strict),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: ["LanguageServer", "LSP", "JSON", "SAMChecks", "TestSupport", "YAMLSyntax"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests", dependencies: ["sam-ls", "LSP", "JSON", "SAMChecks", "YAMLSyntax"],
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["SAMChecks", "SAMTemplate", "YAMLSyntax"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "SAMTemplateTests", dependencies: ["SAMTemplate", "TestSupport", "YAMLSyntax"],
      swiftSettings: strict),
    .testTarget(
      name: "SAMChecksTests",
      dependencies: ["ResourceSchema", "SAMChecks", "SAMTemplate", "TestSupport", "YAMLSyntax"],
      swiftSettings: strict),
    .testTarget(
      name: "SAMFeaturesTests", dependencies: ["SAMFeatures", "SAMTemplate", "YAMLSyntax"],
      swiftSettings: strict),
    .testTarget(
      name: "YAMLSyntaxTests", dependencies: ["YAMLSyntax", "CLibYAML", "TestSupport"], swiftSettings: strict),
    .executableTarget(
      name: "tree-benchmark", dependencies: ["YAMLSyntax", "CLibYAML", "TestSupport"],
      path: "Tests/Benchmarks/TreeBenchmark", swiftSettings: strict),
    .executableTarget(
      name: "edit-soak", dependencies: ["TestSupport", "YAMLSyntax"], path: "Tests/EditSoak",
      swiftSettings: strict),
  ]
)

// Programs around libFuzzer, whose `main` they use: they can be built with its sanitizer alone (see `Tests/Fuzz`).
if Context.environment["FUZZ"] != nil {
  package.targets += [
    .executableTarget(
      name: "fuzz-tree", dependencies: ["TestSupport", "YAMLSyntax"], path: "Tests/Fuzz/Tree",
      swiftSettings: strict),
    .executableTarget(
      name: "fuzz-store",
      dependencies: [
        "LanguageServer", "LSP", "JSON", "TestSupport", "YAMLSyntax",
        .product(name: "Logging", package: "swift-log"),
      ], path: "Tests/Fuzz/Store",
      swiftSettings: strict),
  ]
}

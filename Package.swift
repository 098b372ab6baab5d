// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Targets stand bottom-up: a module may import only what stands above it here. `Tests/ArchitectureTests`
// holds every import in Sources against this order, and docs/architecture.md draws it.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A Larmor module: a Swift target under `Sources/NAME`.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: readmes(in: "Sources/\(name)"),
    resources: resources[name] ?? [], swiftSettings: strict)
}

/// A test target under `Tests/NAMETests`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies,
    exclude: readmes(in: "Tests/\(name)Tests") + fixtures(in: "Tests/\(name)Tests"),
    resources: resources["\(name)Tests"] ?? [], swiftSettings: strict)
}

/// The README files under a folder: they explain sources and are not built.
func readmes(in folder: String) -> [String] {
  let files = FileManager.default.enumerator(atPath: "\(Context.packageDirectory)/\(folder)")
  return (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix("README.md") }.sorted()
}

/// The folder of files that a target's tests read where they stand.
func fixtures(in folder: String) -> [String] {
  let path = "\(Context.packageDirectory)/\(folder)/Fixtures"
  return FileManager.default.fileExists(atPath: path) ? ["Fixtures"] : []
}

/// Files that travel with a module.
let resources: [String: [Resource]] = [:]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let complexModule = Target.Dependency.product(name: "ComplexModule", package: "swift-numerics")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "larmor",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Ngspice", targets: ["Ngspice"]),
    .library(name: "Crossbars", targets: ["Crossbars"]),
    .library(name: "Spintronics", targets: ["Spintronics"]),
    // Everything that has no command line in it: import the modules that you use.
    .library(
      name: "Larmor",
      targets: [
        "Quantities", "Randomness", "NumericFiles", "Configurations", "Campaigns", "Circuits",
        "SpiceText", "Simulation", "Ngspice", "Spintronics", "Cells", "Crossbars", "Networks",
        "Datasets", "Characterization", "CoSimulation", "Studies", "Reports",
      ]),
    .executable(name: "larmor", targets: ["larmor"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CNgspice",
      providers: [.apt(["libngspice0-dev"]), .brew(["libngspice"])]),
    .systemLibrary(
      name: "COneDNN", providers: [.apt(["libdnnl-dev"]), .brew(["onednn"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    // Not linked and not wanted: without it SVHN cannot be read.
    .systemLibrary(name: "CMatio"),
    .target(name: "CKernels"),
    module("Quantities"),
    module("Randomness"),
    module("NumericFiles", ["CZlib"]),
    module("Configurations", [yams]),
    module("Campaigns", ["Configurations", "Quantities", grdb]),
    module("Circuits", ["Quantities"]),
    module("SpiceText", ["Circuits", "Quantities"]),
    module("Simulation", ["Circuits", "Quantities", "Randomness", complexModule, realModule]),
    module(
      "Ngspice",
      [
        "CNgspice", "SpiceText", "Simulation", "Circuits", "Quantities", "Randomness",
        complexModule, realModule,
      ]),
    module("Spintronics", ["Quantities", "Randomness", "CKernels", realModule]),
    module(
      "Cells",
      ["Circuits", "SpiceText", "Simulation", "Spintronics", "Quantities", "Randomness"]),
    module("Crossbars", ["Quantities", "CKernels"]),
    module("Networks", ["COneDNN", "CKernels", "NumericFiles", "Randomness"]),
    module("Datasets", ["Networks", "NumericFiles", "Randomness", "CMatio", "CZlib"]),
    module(
      "Characterization",
      [
        "Cells", "Circuits", "SpiceText", "Simulation", "Spintronics", "Crossbars",
        "Configurations", "Quantities", "Randomness",
      ]),
    module(
      "CoSimulation",
      [
        "Networks", "Crossbars", "Characterization", "Cells", "Circuits", "SpiceText", "Simulation",
        "Spintronics", "Quantities", "Randomness", "CKernels",
      ]),
    module(
      "Studies",
      [
        "CoSimulation", "Datasets", "Networks", "Campaigns", "Configurations", "Characterization",
        "Ngspice", "Crossbars", "Simulation", "SpiceText", "Circuits", "Spintronics", "Cells",
        "Quantities", "Randomness", "NumericFiles",
      ]),
    module("Reports", ["Studies", "CoSimulation", "Characterization", "Randomness"]),
    module(
      "LarmorCommand",
      [
        "Reports", "Studies", "CoSimulation", "Characterization", "Datasets", "Networks",
        "Crossbars", "Cells", "Spintronics", "Ngspice", "Simulation", "SpiceText", "Circuits",
        "Campaigns", "Configurations", "NumericFiles", "Randomness", "Quantities", "CKernels",
        argumentParser,
      ]),
    .executableTarget(
      name: "EngineBenchmark", dependencies: ["Ngspice", "Simulation", "Quantities", "CNgspice"],
      path: "Benchmarks/engine", exclude: ["run"], swiftSettings: strict),
    .executableTarget(
      name: "CrossbarsBenchmark", dependencies: ["Crossbars", "Quantities"],
      path: "Benchmarks/crossbars", exclude: ["run", "compare.py", "README.md"],
      swiftSettings: strict),
    .executableTarget(
      name: "NetworksBenchmark", dependencies: ["Networks", "Datasets", "CKernels", "Randomness"],
      path: "Benchmarks/networks", exclude: ["run", "compare.py"], swiftSettings: strict),
    .executableTarget(
      name: "CosimulationBenchmark",
      dependencies: [
        "CoSimulation", "Datasets", "Networks", "Characterization", "Cells", "Spintronics",
        "Quantities",
      ],
      path: "Benchmarks/cosimulation", exclude: ["run", "compare.py"], swiftSettings: strict),
    .executableTarget(
      name: "larmor", dependencies: ["LarmorCommand", "Ngspice", "Simulation"],
      swiftSettings: strict),

    tests("Architecture"),
    tests("Quantities", ["Quantities"]),
    tests("Randomness", ["Randomness"]),
    tests("NumericFiles", ["NumericFiles"]),
    tests("Configurations", ["Configurations"]),
    tests("Campaigns", ["Campaigns", "Configurations"]),
    tests("Circuits", ["Circuits", "Quantities"]),
    tests("SpiceText", ["SpiceText", "Circuits", "Quantities"]),
    tests("Simulation", ["Simulation", complexModule]),
    tests(
      "Ngspice",
      [
        "Ngspice", "Simulation", "SpiceText", "Circuits", "Quantities", "Randomness",
        complexModule, realModule, "larmor",
      ]),
    tests("Spintronics", ["Spintronics", "Quantities", "Randomness"]),
    tests(
      "Cells",
      [
        "Cells", "Circuits", "SpiceText", "Spintronics", "Ngspice", "Simulation",
        "Quantities", "Randomness",
      ]),
    tests("Crossbars", ["Crossbars", "NumericFiles", "Randomness", "Quantities"]),
    tests("Networks", ["Networks", "NumericFiles", "Randomness"]),
    tests("Datasets", ["Datasets", "Networks"]),
    tests(
      "Characterization",
      [
        "Characterization", "Cells", "Circuits", "Configurations", "Crossbars", "Ngspice",
        "Quantities", "Randomness", "Simulation", "Spintronics", "SpiceText", "larmor",
      ]),
    tests(
      "CoSimulation",
      [
        "CoSimulation", "Cells", "Characterization", "Crossbars", "Datasets", "Networks", "Ngspice",
        "Quantities", "Randomness", "Spintronics",
      ]),
    tests(
      "Studies",
      [
        "Studies", "Characterization", "CoSimulation", "Configurations", "Networks", "Datasets",
        "Ngspice", "Quantities", "Randomness", "Simulation", "Spintronics",
      ]),
    tests("Reports", ["Reports", "Studies", "CoSimulation", "Characterization", "Randomness"]),
    tests("Documentation", ["Studies", "Networks", "larmor"]),
    tests(
      "LarmorCommand",
      [
        "LarmorCommand", "Circuits", "Networks", "Configurations", "NumericFiles", "Randomness",
        "CKernels", argumentParser, "larmor",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

import Foundation
import Testing

/// The modules of Larmor in the order of the manifest, and who imports whom, read from the sources.
private struct ModuleGraph {
  /// Bottom-up, as `Package.swift` lists them.
  let order: [String]
  /// For each module, the Larmor modules and system libraries that its files import.
  let imports: [String: Set<String>]

  init(root: URL) throws {
    let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    let target = /(?:module\(\s*|name:\s*)"([A-Za-z]+)"/
    let sources = root.appending(path: "Sources")
    let folders = Set(try FileManager.default.contentsOfDirectory(atPath: sources.path))
    let targets = manifest.range(of: "targets: [\n    .systemLibrary").map {
      manifest[$0.lowerBound...]
    }
    var order: [String] = []
    for match in (targets ?? "").matches(of: target) {
      let name = String(match.1)
      if folders.contains(name), !order.contains(name) { order.append(name) }
    }
    self.order = order
    let statement =
      /^\s*(?:public |package |internal |private |fileprivate )?(?:@\w+ )?import (?:struct |enum |func |class |protocol )?(\w+)/
    var imports: [String: Set<String>] = [:]
    for module in order {
      var found: Set<String> = []
      let walker = FileManager.default.enumerator(atPath: sources.appending(path: module).path)
      for case let file as String in walker ?? .init() where file.hasSuffix(".swift") {
        let text = try String(
          contentsOf: sources.appending(path: module).appending(path: file), encoding: .utf8)
        for line in text.split(separator: "\n") {
          if let match = line.firstMatch(of: statement), folders.contains(String(match.1)) {
            found.insert(String(match.1))
          }
        }
      }
      imports[module] = found
    }
    self.imports = imports
  }
}

@Suite("Architecture")
struct ArchitectureTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private let graph: ModuleGraph

  init() throws { graph = try ModuleGraph(root: Self.root) }

  @Test("every folder in Sources is a target of the manifest")
  func complete() throws {
    let folders = try FileManager.default
      .contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
    #expect(Set(graph.order) == Set(folders.filter { !$0.hasPrefix(".") }))
  }

  @Test("arrows point down only")
  func arrows() {
    for (position, module) in graph.order.enumerated() {
      for imported in graph.imports[module, default: []] {
        let below = graph.order.firstIndex(of: imported).map { $0 < position } ?? false
        #expect(below, "\(module) imports \(imported), which stands above it")
      }
    }
  }

  @Test(
    "each system library has one owner",
    arguments: [
      ("CNgspice", ["Ngspice"]), ("COneDNN", ["Networks"]),
      ("CZlib", ["NumericFiles", "Datasets"]), ("CMatio", ["Datasets"]),
    ])
  func owners(_ library: String, _ owners: [String]) {
    for module in graph.order where graph.imports[module, default: []].contains(library) {
      #expect(owners.contains(module), "\(module) imports \(library)")
    }
  }

  @Test("networks know nothing of circuits, and circuits nothing of networks")
  func separation() {
    let circuits: Set = [
      "Circuits", "SpiceText", "Simulation", "Ngspice", "Spintronics", "Cells", "Characterization",
    ]
    #expect(graph.imports["Networks", default: []].isDisjoint(with: circuits))
    for module in circuits {
      #expect(
        !graph.imports[module, default: []].contains("Networks"), "\(module) imports Networks")
    }
  }
}

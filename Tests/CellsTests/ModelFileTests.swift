import Cells
import Circuits
import Foundation
import SpiceText
import Testing

@Suite("Committed model files")
struct ModelFileTests {
  /// The package's folder.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("models/mtj.lib is what the code writes, byte for byte")
  func junctionLibrary() throws {
    try Self.compare("models/mtj.lib", SpiceWriter().formatLibrary(ReadJunction.library))
  }

  @Test("models/larmor65.lib is what the code writes, byte for byte")
  func transistorLibrary() throws {
    let text = SpiceWriter().formatSections(
      title: "Larmor: 65nm-style BSIM4 cards, two flavours, five corners",
      notes: [
        "models n65 and p65; .lib 'larmor65.lib' hp_tt; hp fast, lp low leakage; corner n then p",
        "fitted by Larmor to published figures; they describe no foundry's process",
      ], TransistorProcess.libraryFile)
    try Self.compare("models/larmor65.lib", text)
  }

  /// Compares a committed file with what is written now; LARMOR_REGENERATE=1 renews it.
  static func compare(_ path: String, _ text: String) throws {
    let url = root.appendingPathComponent(path)
    if ProcessInfo.processInfo.environment["LARMOR_REGENERATE"] == "1" {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let committed = try String(contentsOf: url, encoding: .utf8)
    #expect(committed == text, "\(path) is not what the code writes; run with LARMOR_REGENERATE=1")
  }

  @Test(
    "the subcircuit with a state node follows its state", .enabled(if: PlainNgspice.isInstalled))
  func stateNode() throws {
    var circuit = Circuit("state node")
    circuit.subcircuits = [ReadJunction.stateSubcircuit]
    circuit.add("vread", .voltageSource("a", .ground, .dc(.number(0.3))))
    circuit.add("vstate", .voltageSource("m", .ground, .dc(.number(0))))
    circuit.add("xj", .instance(of: ReadJunction.stateName, ["a", .ground, "m"], []))
    let sweep = AnalysisCard.sweep(.init("vstate", from: -1, to: 1, step: 0.5))
    let result = try PlainNgspice.run(SpiceWriter().format(circuit, [sweep]))
    let currents = try result.vector("i(vread)")
    for (mz, current) in zip([-1, -0.5, 0, 0.5, 1], currents) {
      let u = 0.36
      let ohms = 4000 * (1 + u + 1.2) / (1 + u + 0.6 * (1 + mz))
      // The current through the reading source is that of the junction, with the other sign.
      #expect(abs(current + 0.3 / ohms) < 1e-9 * 0.3 / ohms + 1e-15)
    }
  }
}

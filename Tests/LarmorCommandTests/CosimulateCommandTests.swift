import Foundation
import Testing

@Suite("larmor cosimulate of a mapped network")
struct CosimulateCommandTests {
  private static let training = """
    dataset: wine
    algorithm: bnn
    architecture: 12-3
    epochs: 60
    batchSize: 16
    validation: 0
    learningRate: 0.02
    """

  private static func configuration(_ more: String = "") -> String {
    """
    network: {training: training.yaml}
    device: {tmr: 1.0, spread: {resistance: 0.05}}
    array: {rows: 16, columns: 16, wire_resistance: 150}
    read: {delay: 0.05n, edge: 0.02n, width: 0.2n}
    evaluation: {spice_size: 8, spice_samples: 2, spice_vectors: 2, energy_samples: 2}
    \(more)
    """
  }

  private func run(_ more: String, workers: Int = 2) throws -> BuiltProgram.Run {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.training.write(
      to: folder.appending(path: "training.yaml"), atomically: true, encoding: .utf8)
    let file = folder.appending(path: "cosimulation.yaml")
    try Self.configuration(more).write(to: file, atomically: true, encoding: .utf8)
    return try BuiltProgram.larmor([
      "cosimulate", file.path, "-o", folder.appending(path: "run").path, "--json", "--workers",
      "\(workers)",
    ])
  }

  @Test(
    "the loop trains on against the exact solution, by either adjoint",
    arguments: ["ladder", "exact"])
  func nodal(adjoint: String) throws {
    let loop = """
      loop: {turns: 2, tolerance: 0, training: nodal, epochs: 20, learning_rate: 0.01, refresh: 20, \
      adjoint: \(adjoint)}
      """
    let found = try run(loop)
    #expect(found.status == 0, "\(found.complaint)")
    let object = try found.object()
    let turns = try #require(object["loop"] as? [[String: Any]])
    #expect(turns.map { $0["training"] as? String } == ["ideal", "nodal"])
    let accuracies = turns.compactMap { $0["train_accuracy"] as? Double }
    #expect(accuracies.count == 2)
    // 150 ohm a segment leaves an eighth of a weight: 70 % before, 78 and 90 % after training on.
    #expect(accuracies[1] > accuracies[0], "\(accuracies)")
    let fidelities = try #require(object["fidelities"] as? [String: Any])
    #expect(Set(fidelities.keys) == ["ideal", "characteristic", "nodal", "spice"])
    // The same on any number of workers.
    let alone = try run(loop, workers: 1).object()
    for key in ["loop", "fidelities", "agreement", "energy_per_inference"] {
      #expect(alone[key] as? NSObject == object[key] as? NSObject, "\(key)")
    }
  }

  @Test("converters take their decisions' energy, and few bits cost accuracy")
  func converters() throws {
    func energy(_ more: String) throws -> (periphery: Double, conversions: Double) {
      let found = try run(more)
      #expect(found.status == 0, "\(found.complaint)")
      let reads = try #require(try found.object()["reads"] as? [String: Any])
      return (
        try #require(reads["periphery"] as? Double), try #require(reads["conversions"] as? Double)
      )
    }
    let plain = try energy("")
    let four = try energy("mapping: {converter: {bits: 4, range: 0.5}}")
    #expect(plain.periphery == 0)
    #expect(abs(four.periphery / (four.conversions * 15 * 10.8e-15) - 1) < 1e-9)
    let stated = try energy(
      "mapping: {converter: {bits: 4}}\nperiphery: {conversion_energy: 1e-12}")
    #expect(abs(stated.periphery / (stated.conversions * 1e-12) - 1) < 1e-9)
  }

  @Test(
    "conflicts are sentences before anything runs",
    arguments: [
      ("mapping: {converter: {bits: 0}}", "has 0 bits"),
      ("mapping: {converter: {bit: 3}}", "did you mean 'bits'"),
      ("mapping: {converter: {range: -1}}", "range -1"),
      (
        "mapping: {partial_sums: membrane, converter: {bits: 4}}",
        "in conflict with mapping.partial_sums membrane"
      ),
    ])
  func conflicts(more: String, sentence: String) throws {
    let found = try run(more)
    #expect(found.status != 0)
    let said = found.output + found.complaint
    #expect(said.contains(sentence), "\(said)")
  }
}

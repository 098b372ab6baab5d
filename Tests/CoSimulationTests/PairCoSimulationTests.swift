import Cells
import Characterization
import CoSimulation
import Datasets
import Networks
import Ngspice
import Quantities
import Randomness
import Spintronics
import Testing

@Suite("The closed loop")
struct PairCoSimulationTests {
  /// A small run: three networks, two turns, one network in ngspice.
  private func run(workers: Int) async throws -> PairCoSimulation<NgspicePool>.Run {
    var design = perfectDesign()
    design.device.halfBiasVoltage = 0.5
    design.device.spread.resistance = 0.05
    design.wire = .standard
    design.driver = 10
    design.sense = 10
    let plan = PairCoSimulation<NgspicePool>.Plan(
      name: "small", seed: 5, networks: 3,
      training: PairTraining(widths: [13, 6, 3], alpha: [1, 1], epochs: 150),
      adaptationEpochs: 50, design: design, extractionNetworks: 2, extractionInputs: 8, turns: 2,
      tolerance: 0, alphaGrid: [0.9, 1, 1.1], spiceNetworks: 1, energySamples: 2,
      workers: workers, version: "test")
    let data = try (0..<3).map { number in
      let split = try Wine.split(seed: UInt64(number))
      return NetworkData(training: split.training, test: split.test)
    }
    return try await PairCoSimulation(
      plan: plan, data: data, simulator: try NgspicePool(workers: workers)
    ).run(configuration: "", commands: [])
  }

  @Test("every part of the result is there, and one worker gives the same bytes as two")
  func complete() async throws {
    let found = try await run(workers: 1)
    let again = try await run(workers: 2)
    #expect(again.result == found.result && again.networks == found.networks)
    let result = found.result
    #expect(Set(result.fidelities.keys) == ["ideal", "characteristic", "nodal", "spice"])
    #expect(result.fidelities["nodal"]?.n == 90)
    #expect(result.loop.map(\.turn) == [0, 1])
    #expect(result.loop.map(\.training) == ["ideal", "characteristic"])
    // Two networks, two arrays each, 8 inputs, six and three column pairs.
    #expect(result.characteristic.samples == 2 * 8 * (6 + 3))
    // Drivers and sense resistances of 10 ohm take a few percent, never more than a fifth.
    let gain = result.loop[1].gain
    #expect(gain > 0.8 && gain < 1)
  }

  /// Both solve the same network; ngspice stops at reltol 1e-3 of a Newton step.
  @Test("the exact network and ngspice decide alike and their sums agree to 1e-6 of a weight")
  func agreement() async throws {
    let result = try await run(workers: 2).result
    let pair = try #require(result.agreement.first { $0.lower == "nodal" && $0.higher == "spice" })
    #expect(pair.equalDecisions == 1)
    #expect(pair.sumError < 1e-6)
  }

  /// Closed form: without capacitance or IR drop a read dissipates V^2 G over the pulse in every driven
  /// cell; here drivers and wires take a few percent, and the edges count a third each.
  @Test("the energy of an inference is that of its conductances")
  func energy() async throws {
    let found = try await run(workers: 2)
    let design = perfectDesign()
    let parallel = design.device.parallelResistance.conductance.value
    let antiparallel = design.device.antiparallelResistance.conductance.value
    let duration = design.timing.width.value + design.timing.edge.value * 2 / 3
    let split = try Wine.split(seed: 0)
    var bounds = (low: 0.0, high: 0.0)
    for sample in 0..<2 {
      let squares = split.test.features(of: sample).reduce(0) { $0 + $1 * $1 }
      // The second layer's six inputs lie in [-1, 1].
      bounds.low += squares * 15 * antiparallel * 0.01 * duration * 0.8 / 2
      bounds.high += (squares + 6) * 15 * parallel * 0.01 * duration / 2
    }
    let energy = found.result.energyPerInference.mean
    #expect(energy > bounds.low && energy < bounds.high, "\(energy) in \(bounds)")
  }
}

import Crossbars
import Foundation
import Quantities
import Randomness
import Testing

@Suite("Hard crossbars")
struct HardCaseTests {
  /// What the solver promises of every result that it returns, relative to the largest source.
  static let promise = 1e-9

  static func network(
    n: Int, wire: Double, lowest: Double, decades: Double
  ) throws -> (CrossbarNetwork, [Double]) {
    var random = RandomStream(seed: 3, purpose: "hard", index: UInt64(n))
    let network = try CrossbarNetwork(
      rows: n, columns: n,
      conductances: (0..<n * n).map { _ in 1 / (lowest * pow(10, decades * random.uniform())) },
      wordSegment: Ohms(wire), bitSegment: Ohms(wire))
    return (network, (0..<n).map { _ in random.uniform() })
  }

  @Test(
    "from 1 uohm to 10 kohm of wire and ratios of a million keep their digits",
    arguments: [1e-6, 1e-3, 1, 100, 1e4], [(1e3, 1.0), (1e3, 6), (1, 6), (1e-2, 6)])
  func extremes(wire: Double, cells: (Double, Double)) throws {
    let (network, inputs) = try Self.network(
      n: 9, wire: wire, lowest: cells.0, decades: cells.1)
    let reference = StarMeshReference(network, inputs: inputs)
    let found = try network.solve(inputs: inputs, voltages: true)
    #expect(relativeDifference(found.wordVoltages ?? [], reference.wordVoltages) < Self.promise)
    #expect(relativeDifference(found.bitVoltages ?? [], reference.bitVoltages) < Self.promise)
    #expect(relativeDifference(found.currents, reference.currents) < Self.promise)
    let actual = relativeDifference(found.wordVoltages ?? [], reference.wordVoltages)
    #expect(actual <= 10 * found.errorEstimate + 1e-13, "the error estimate holds")
  }

  @Test("beyond double precision are refused with a reason")
  func refused() throws {
    let (network, inputs) = try Self.network(n: 48, wire: 1e4, lowest: 1e-6, decades: 6)
    #expect {
      try network.solve(inputs: inputs, settings: SolverSettings(iterationLimit: 400))
    } throws: { error in
      guard let error = error as? CrossbarError else { return false }
      return error.code == .illConditioned && (error.residual ?? 0) > 0
        && error.description.contains("may be wrong by")
    }
  }

  @Test("with floating lines equal the star-mesh solution", arguments: 0..<6)
  func floating(index: Int) throws {
    var random = try RandomCrossbar("floating", index, sides: 8)
    for i in 1..<max(random.network.rows, 1) { random.network.wordEnds[i] = .floating }
    for j in 1..<max(random.network.columns, 1) { random.network.bitEnds[j] = .floating }
    let reference = StarMeshReference(
      random.network, inputs: random.inputs, bitBias: random.bitBias)
    let found = try random.network.solve(inputs: random.inputs, bitBias: random.bitBias)
    #expect(relativeDifference(found.currents, reference.currents) < 1e-11)
  }

  @Test("with shorted cells equal the limit of small resistances", arguments: 0..<6)
  func shorts(index: Int) throws {
    var random = try RandomCrossbar("shorts", index, sides: 8)
    var draw = RandomStream(seed: 4, purpose: "which", index: UInt64(index))
    let shorted = (0..<3).map { _ in draw.integer(below: random.network.conductances.count) }
    // The star-mesh reference takes conductances of any size.
    for at in shorted { random.network.conductances[at] = 1e14 }
    let reference = StarMeshReference(
      random.network, inputs: random.inputs, bitBias: random.bitBias)
    for at in shorted { random.network.conductances[at] = .infinity }
    let found = try random.network.solve(
      inputs: random.inputs, bitBias: random.bitBias, voltages: true)
    #expect(relativeDifference(found.currents, reference.currents) < 1e-11)
    #expect(relativeDifference(found.wordVoltages ?? [], reference.wordVoltages) < 1e-11)
  }

  @Test("with a shorted loop of perfect wires still deliver their currents")
  func shortedLoop() throws {
    var conductances = [Double](repeating: 1e-4, count: 9)
    for at in [0, 1, 3, 4] { conductances[at] = .infinity }
    let network = try CrossbarNetwork(
      rows: 3, columns: 3, conductances: conductances, wordSegment: 0, bitSegment: 0, driver: 100,
      sense: 100)
    // The shorts close a loop without resistance: how they share their current is undetermined, what
    // comes out is not.
    let found = try network.solve(inputs: [1, 1, 0])
    let exact = StarMeshReference(
      try CrossbarNetwork(
        rows: 3, columns: 3, conductances: conductances.map { $0 == .infinity ? 1e12 : $0 },
        wordSegment: 1e-9, bitSegment: 1e-9, driver: 100, sense: 100), inputs: [1, 1, 0])
    #expect(relativeDifference(found.currents, exact.currents) < 1e-9)
  }

  @Test("that are one line, one cell wide or all open have answers")
  func degenerate() throws {
    let open = try CrossbarNetwork(
      rows: 3, columns: 2, conductances: Array(repeating: 0, count: 6), wordSegment: 1,
      bitSegment: 1)
    #expect(try open.solve(inputs: [1, 2, 3]).currents == [0, 0])
    #expect(try open.solve(inputs: [0, 0, 0]).residual == 0)
  }
}

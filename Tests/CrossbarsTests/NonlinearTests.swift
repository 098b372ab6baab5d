import Crossbars
import Quantities
import Randomness
import Testing

@Suite("Nonlinear crossbars")
struct NonlinearTests {
  /// Two independent iterations, each to some 1e-13.
  static let agreement = 1e-10

  static func random(_ index: Int) throws -> (NonlinearCrossbar, [Double]) {
    var random = RandomStream(seed: 11, purpose: "junctions", index: UInt64(index))
    let rows = 1 + random.integer(below: 9)
    let columns = 1 + random.integer(below: 9)
    let junctions = (0..<rows * columns).map { _ in
      Junction(
        parallel: Ohms(3e3 + 4e3 * random.uniform()), tmr: 3 * random.uniform(),
        halfBias: Volts(0.2 + random.uniform()),
        magnetization: random.bernoulli(0.8) ? (random.bernoulli(0.5) ? 1 : -1) : random.uniform())
    }
    let crossbar = try NonlinearCrossbar(
      rows: rows, columns: columns, junctions: junctions,
      wordSegment: Ohms(0.1 + 20 * random.uniform()), bitSegment: Ohms(5 * random.uniform() + 0.1),
      driver: Ohms(200 * random.uniform()), sense: 50)
    return (crossbar, (0..<rows).map { _ in 1.5 * random.normal() })
  }

  @Test("equal a fixed-point iteration over chord conductances", arguments: 0..<30)
  func fixedPoint(index: Int) throws {
    let (crossbar, inputs) = try Self.random(index)
    var network = crossbar.network
    var reference = DenseReference(network, inputs: inputs)
    for _ in 0..<200 {
      network.conductances = crossbar.junctions.indices.map {
        let bias = Volts(reference.wordVoltages[$0] - reference.bitVoltages[$0])
        return 1 / crossbar.junctions[$0].resistance(at: bias).value
      }
      let next = DenseReference(network, inputs: inputs)
      let change = relativeDifference(next.wordVoltages, reference.wordVoltages)
      reference = next
      if change < 1e-13 { break }
    }
    let found = try crossbar.solve(inputs: inputs, voltages: true)
    #expect(relativeDifference(found.currents, reference.currents) < Self.agreement)
    #expect(relativeDifference(found.wordVoltages ?? [], reference.wordVoltages) < Self.agreement)
    #expect(found.newtonSteps < 9)
  }

  @Test("of junctions without bias dependence equal the linear solution")
  func ohmic() throws {
    let (crossbar, inputs) = try Self.random(3)
    var ohmic = crossbar.junctions
    for at in ohmic.indices { ohmic[at].halfBias = Volts(.infinity) }
    let nonlinear = try NonlinearCrossbar(
      rows: crossbar.rows, columns: crossbar.columns, junctions: ohmic, wordSegment: 2,
      bitSegment: 3)
    let linear = try nonlinear.network.solve(inputs: inputs)
    let found = try nonlinear.solve(inputs: inputs)
    #expect(relativeDifference(found.currents, linear.currents) < Self.agreement)
  }
}

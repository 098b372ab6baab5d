import Crossbars
import Foundation
import Quantities
import Randomness
import Testing

@Suite("Crossbars beside ngspice", .serialized, .enabled(if: NgspiceDeck.isAvailable))
struct NgspiceTests {
  static let linear = 1e-9
  static let nonlinear = 1e-6

  static func shape(_ index: Int) -> (RandomStream, rows: Int, columns: Int) {
    var random = RandomStream(seed: 21, purpose: "ngspice", index: UInt64(index))
    let sides = [(1, 1), (1, 32), (32, 1), (32, 32), (5, 4)]
    if index < sides.count { return (random, sides[index].0, sides[index].1) }
    let rows = 1 + random.integer(below: 32)
    return (random, rows, 1 + random.integer(below: 32))
  }

  @Test("have the same currents when linear", arguments: 0..<14)
  func resistors(index: Int) throws {
    var (random, rows, columns) = Self.shape(index)
    let resistances = (0..<rows * columns).map { _ in 1e3 * pow(10, 2 * random.uniform()) }
    let network = try CrossbarNetwork(
      rows: rows, columns: columns, conductances: resistances.map { 1 / $0 },
      wordSegment: Ohms(pow(10, 3 * random.uniform() - 2)),
      bitSegment: Ohms(pow(10, 3 * random.uniform() - 2)), driver: Ohms(100 * random.uniform()),
      sense: Ohms(100 * random.uniform()))
    let inputs = (0..<rows).map { _ in random.normal() }
    let deck = NgspiceDeck(network, inputs: inputs) { i, j, word, bit in
      "rc\(i)_\(j) \(word) \(bit) \(resistances[i * columns + j])"
    }
    let found = try network.solve(inputs: inputs)
    #expect(relativeDifference(found.currents, try deck.run()) < Self.linear)
  }

  @Test("have the same currents with junctions whose TMR falls with bias", arguments: 0..<10)
  func junctions(index: Int) throws {
    var (random, rows, columns) = Self.shape(index)
    let junctions = (0..<rows * columns).map { _ in
      Junction(
        parallel: Ohms(3e3 + 2e3 * random.uniform()), tmr: 0.5 + 1.5 * random.uniform(),
        halfBias: Volts(0.3 + 0.4 * random.uniform()),
        magnetization: random.bernoulli(0.5) ? -1 : 1)
    }
    let crossbar = try NonlinearCrossbar(
      rows: rows, columns: columns, junctions: junctions, wordSegment: Ohms(4 * random.uniform()),
      bitSegment: Ohms(4 * random.uniform()), driver: 50, sense: 20)
    let inputs = (0..<rows).map { _ in 0.6 * random.normal() }
    let deck = NgspiceDeck(crossbar.network, inputs: inputs) { i, j, word, bit in
      let cell = junctions[i * columns + j]
      let v = "v(\(word),\(bit))"
      let x = "(\(v)*\(v)/\(cell.halfBias.value * cell.halfBias.value))"
      let half = cell.tmr * (1 + cell.magnetization) / 2
      return "bc\(i)_\(j) \(word) \(bit) "
        + "i=\(v)*(1+\(x)+\(half))/(\(cell.parallel.value)*(1+\(x)+\(cell.tmr)))"
    }
    let found = try crossbar.solve(inputs: inputs)
    #expect(relativeDifference(found.currents, try deck.run()) < Self.nonlinear)
  }
}

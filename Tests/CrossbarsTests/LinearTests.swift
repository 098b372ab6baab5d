import Crossbars
import Quantities
import Randomness
import Testing

@Suite("Linear crossbars")
struct LinearTests {
  /// The published sums have ten digits.
  static let publishedDigits = 6e-10
  /// Dense elimination of some hundred nodes loses three to four digits to conditioning.
  static let elimination = 1e-11

  @Test(
    "reach the published sums of the array tasks",
    arguments: [(32, 5.876647089e-3), (64, 2.505603550e-2), (128, 4.980452379e-2)])
  func publishedSums(n: Int, sum: Double) throws {
    let task = ArrayTask(n: n, vectors: 1)
    let network = try CrossbarNetwork(
      rows: n, columns: n, conductances: task.resistances.map { 1 / $0 }, wordSegment: 1,
      bitSegment: 1)
    let solution = try network.solve(inputs: task.inputs)
    #expect(abs(solution.currents.reduce(0, +) / sum - 1) < Self.publishedDigits)
    #expect(solution.residual < 1e-12)
  }

  @Test("equal the dense nodal solution over random shapes, wires and ends", arguments: 0..<40)
  func dense(index: Int) throws {
    var random = RandomStream(seed: 7, purpose: "crossbar", index: UInt64(index))
    let rows = 1 + random.integer(below: 11)
    let columns = 1 + random.integer(below: 11)
    func ends(_ count: Int) -> [LineEnds] {
      (0..<count).map { _ in
        LineEnds(
          near: Ohms(random.bernoulli(0.1) ? .infinity : 100 * random.uniform()),
          far: Ohms(random.bernoulli(0.5) ? .infinity : 1000 * random.uniform()))
      }
    }
    var wordEnds = ends(rows)
    var bitEnds = ends(columns)
    wordEnds[0].near = 3
    bitEnds[0].near = 5
    let network = try CrossbarNetwork(
      rows: rows, columns: columns,
      conductances: (0..<rows * columns).map { _ in
        random.bernoulli(0.1) ? 1e-9 : 1 / (1e3 + 2e4 * random.uniform())
      },
      wordSegment: Ohms(0.1 + 20 * random.uniform()),
      bitSegment: Ohms(0.1 + 20 * random.uniform()), wordEnds: wordEnds, bitEnds: bitEnds)
    let inputs = (0..<rows).map { _ in random.normal() }
    let bias = (0..<columns).map { _ in random.normal() }
    let expected = DenseReference(network, inputs: inputs, bitBias: bias)
    let found = try network.solve(inputs: inputs, bitBias: bias, voltages: true)
    #expect(relativeDifference(found.currents, expected.currents) < Self.elimination)
    #expect(relativeDifference(found.wordVoltages ?? [], expected.wordVoltages) < Self.elimination)
    #expect(relativeDifference(found.bitVoltages ?? [], expected.bitVoltages) < Self.elimination)
  }
}

extension LinearTests {
  /// Sums of at most twelve terms of equal size.
  static let summation = 1e-12

  @Test(
    "have an effective matrix that gives the same currents",
    arguments: [(3, 12), (12, 3), (8, 8), (17, 9)])
  func effectiveMatrix(rows: Int, columns: Int) throws {
    var random = RandomStream(seed: 5, purpose: "effective", index: UInt64(rows))
    let network = try CrossbarNetwork(
      rows: rows, columns: columns,
      conductances: (0..<rows * columns).map { _ in 2e-4 * random.uniform() }, wordSegment: 12,
      bitSegment: 7, wordEnds: Array(repeating: LineEnds(near: 30, far: 80), count: rows),
      bitEnds: Array(repeating: LineEnds(near: 10, far: 500), count: columns))
    let inputs = (0..<4 * rows).map { _ in random.normal() }
    let matrix = try network.effectiveMatrix()
    let solution = try network.solve(inputs: inputs)
    #expect(
      relativeDifference(try matrix.currents(for: inputs), solution.currents) < Self.summation)
  }
}

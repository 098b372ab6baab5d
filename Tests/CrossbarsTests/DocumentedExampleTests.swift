import Crossbars
import Quantities
import Testing

@Suite("The examples of docs/crossbars.md")
struct DocumentedExampleTests {
  /// The matrix product only adds in another order.
  static let summation = 1e-12

  @Test("work as they stand there")
  func example() throws {
    let network = try CrossbarNetwork(
      rows: 2, columns: 3, conductances: [2e-4, 1e-4, 0, 1e-4, 2e-4, 2e-4],
      wordSegment: 1, bitSegment: 1, driver: 100, sense: 50)
    let solution = try network.solve(inputs: [0.1, 0.2], voltages: true)
    #expect(solution.currents.count == 3)
    #expect(solution.residual < 1e-12)
    let matrix = try network.effectiveMatrix()
    let product = try matrix.currents(for: [0.1, 0.2])
    #expect(relativeDifference(product, solution.currents) < Self.summation)
    #expect(
      relativeDifference(
        solution.currents, DenseReference(network, inputs: [0.1, 0.2]).currents) < Self.summation)
  }
}

import Cells
import Characterization
import CoSimulation
import Crossbars
import Networks
import Quantities
import Randomness
import Spintronics
import Testing

@Suite("Gradients through arrays")
struct TileAdjointTests {
  private func tile(
    wire: Double = 20, end: Double = 100, inputs: Int = 10, outputs: Int = 6
  ) throws -> (ProgrammedTile, [Double]) {
    var array = perfectDesign()
    array.rows = 10
    array.columns = 12
    array.wire = WireSegment(resistance: Ohms(wire))
    array.driver = Ohms(end)
    array.sense = Ohms(end)
    let stream = RandomStream(seed: 1, purpose: "weights")
    var draw = stream
    let product = NetworkProduct(
      name: "0.weight", form: "dense", inputs: inputs, outputs: outputs,
      weights: (0..<inputs * outputs).map { _ in draw.bernoulli(0.5) ? 1 : -1 }, drive: .signs,
      vectors: 1,
      scale: 1, effective: 1, thresholds: nil)
    let mapping = try NetworkMapping([product], on: MappingDesign(array: array))
    let tile = mapping.tile(0, seed: 1, chip: 0)
    return (tile, tile.junctions.map { $0.conductance().value })
  }

  /// L = sum of M_ij T_ij for a random M.
  private func loss(
    _ tile: ProgrammedTile, _ conductances: [Double], _ m: [Double]
  ) throws -> Double {
    zip(try tile.network(conductances).effectiveMatrix().elements, m).reduce(0) {
      $0 + $1.0 * $1.1
    }
  }

  @Test("the exact pull-back is the finite difference of the transfer")
  func exact() throws {
    let (tile, g) = try tile()
    var stream = RandomStream(seed: 2, purpose: "gradient")
    let m = g.map { _ in stream.normal() }
    let found = try tile.exactPullBack(m, conductances: g)
    for cell in [0, 17, 58, 119] {
      let step = 1e-4 * g[cell]
      var (up, down) = (g, g)
      up[cell] += step
      down[cell] -= step
      let difference = (try loss(tile, up, m) - loss(tile, down, m)) / (2 * step)
      // Second-order differences of a smooth function: 1e-8 of the curvature, and 1e-10 of solving.
      #expect(abs(found[cell] - difference) < 1e-5 * max(1, abs(difference)))
    }
  }

  /// (dL/dG+ - dL/dG-)/2 of every weight by the exact adjoint, for dL/dW of W = T+ - T-.
  private func exactWeights(
    _ tile: ProgrammedTile, _ g: [Double], _ m: [Float]
  ) throws -> [Double] {
    let columns = tile.design.array.columns
    var cells = g.map { _ in 0.0 }
    for output in 0..<tile.outputs {
      for input in 0..<tile.inputs {
        let value = Double(m[output * tile.inputs + input])
        cells[input * columns + 2 * output] = value
        cells[input * columns + 2 * output + 1] = -value
      }
    }
    let found = try tile.exactPullBack(cells, conductances: g)
    return (0..<tile.outputs).flatMap { output in
      (0..<tile.inputs).map { input in
        let cell = input * columns + 2 * output
        return (found[cell] - found[cell + 1]) / 2
      }
    }
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Lines take about half here (20 ohm a segment beside 4 kohm cells), more than any sound design.
  @Test("the ladder pull-back points where the exact one does", arguments: [(10, 6), (7, 4)])
  func ladder(inputs: Int, outputs: Int) throws {
    let (tile, g) = try tile(wire: 20, end: 100, inputs: inputs, outputs: outputs)
    var stream = RandomStream(seed: 2, purpose: "gradient")
    let m = (0..<inputs * outputs).map { _ in Float(stream.normal()) }
    let exact = try exactWeights(tile, g, m)
    let ladder = try tile.ladderPullBack(m, conductances: g).map(Double.init)
    let plain = m.map(Double.init)
    let cosine = dot(exact, ladder) / (dot(exact, exact) * dot(ladder, ladder)).squareRoot()
    let straight = dot(exact, plain) / (dot(exact, exact) * dot(plain, plain)).squareRoot()
    #expect(cosine > 0.99, "\(cosine)")
    #expect(cosine > straight, "\(cosine) against \(straight) straight through")
  }

  /// Where lines take a little, what they do to each other is of second order: with a tenth of the
  /// resistance the difference of both gradients falls to a hundredth, that from straight through to
  /// a tenth.
  @Test("the ladder pull-back is exact to first order in the resistance of the lines")
  func firstOrder() throws {
    var stream = RandomStream(seed: 3, purpose: "gradient")
    let m = (0..<60).map { _ in Float(stream.normal()) }
    let misses = try [1.0, 0.1].map { scale -> (ladder: Double, straight: Double) in
      let (tile, g) = try tile(wire: scale, end: 5 * scale)
      let exact = try exactWeights(tile, g, m)
      let ladder = try tile.ladderPullBack(m, conductances: g)
      let size = dot(exact, exact).squareRoot()
      let parts = zip(exact, zip(ladder, m)).map { ($0 - Double($1.0), $0 - Double($1.1)) }
      return (
        dot(parts.map(\.0), parts.map(\.0)).squareRoot() / size,
        dot(parts.map(\.1), parts.map(\.1)).squareRoot() / size
      )
    }
    #expect(misses[0].ladder < 0.1 * misses[0].straight, "\(misses)")
    #expect(misses[1].ladder < 0.03 * misses[0].ladder, "\(misses)")
    #expect(misses[1].straight > 0.08 * misses[0].straight, "\(misses)")
  }
}

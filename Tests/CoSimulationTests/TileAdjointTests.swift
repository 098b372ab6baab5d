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
  private func tile() throws -> (ProgrammedTile, [Double]) {
    var array = perfectDesign()
    array.rows = 10
    array.columns = 12
    array.wire = WireSegment(resistance: 20)
    array.driver = 100
    array.sense = 100
    let stream = RandomStream(seed: 1, purpose: "weights")
    var draw = stream
    let product = NetworkProduct(
      name: "0.weight", form: "dense", inputs: 10, outputs: 6,
      weights: (0..<60).map { _ in draw.bernoulli(0.5) ? 1 : -1 }, drive: .signs, vectors: 1,
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

  /// Lines take about half here (20 ohm a segment beside 4 kohm cells), more than any sound design.
  @Test("the ladder pull-back points where the exact one does")
  func ladder() throws {
    let (tile, g) = try tile()
    var stream = RandomStream(seed: 2, purpose: "gradient")
    let m = g.map { _ in stream.normal() }
    let exact = try tile.exactPullBack(m, conductances: g)
    let ladder = try tile.ladderPullBack(m, conductances: g)
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let cosine = dot(exact, ladder) / (dot(exact, exact) * dot(ladder, ladder)).squareRoot()
    let straight = dot(exact, m) / (dot(exact, exact) * dot(m, m)).squareRoot()
    #expect(cosine > 0.99, "\(cosine)")
    #expect(cosine > straight, "\(cosine) against \(straight) straight through")
  }
}

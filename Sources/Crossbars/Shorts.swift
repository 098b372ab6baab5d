/// Cells of zero resistance in a linear crossbar.
///
/// A short in parallel with any finite conductance is the same short, so the network is eliminated with
/// an ordinary conductance there, and the currents c that the shorts carry beside it are found from
/// Z c = v: v the voltages across the cells without them, Z what unit currents do to those voltages.
/// Z costs one solve per short, once; each vector then costs two solves.
struct Shorts {
  /// More shorts than this are refused: Z grows with their square, its factorisation with their cube.
  static let limit = 2048

  /// Row-major positions of the shorts in a plane.
  let places: [Int]
  /// The conductance that stands in for a short, S; currents are counted in it times 1 V.
  let stand: Double
  /// Cholesky factor of Z, row by row, lower triangle; zero diagonals mark shorts that close a loop of
  /// no resistance, whose current is undetermined and left out.
  private var factor: [[Double]] = []

  /// Finds the shorts of `network`; nil when there are none.
  init?(_ network: CrossbarNetwork, stride: Int) throws(CrossbarError) {
    var places: [Int] = []
    var largest = 0.0
    for (at, g) in network.conductances.enumerated() {
      if g == .infinity {
        places.append(at / network.columns * stride + at % network.columns)
      } else {
        largest = max(largest, g)
      }
    }
    if places.isEmpty { return nil }
    guard places.count <= Self.limit else {
      throw CrossbarError(
        .value,
        "\(places.count) cells have no resistance; at most \(Self.limit) are solved exactly, so give "
          + "the others a small resistance")
    }
    self.places = places
    stand = largest > 0 ? largest : 1e-4
  }

  /// Takes in column `column` of Z: the voltages across the shorts for one stand-in current through it.
  mutating func append(response: [Double]) {
    let k = factor.count
    var row = [Double](repeating: 0, count: k + 1)
    for i in 0...k {
      var sum = -response[i]
      for l in 0..<i where i < k { sum -= row[l] * factor[i][l] }
      if i < k {
        row[i] = factor[i][i] > 0 ? sum / factor[i][i] : 0
      } else {
        for l in 0..<k { sum -= row[l] * row[l] }
        row[k] = sum > 1e-13 * -response[k] ? sum.squareRoot() : 0
      }
    }
    factor.append(row)
  }

  /// The currents, in stand-in units, that take the voltages `volts` across the shorts to zero.
  func currents(for volts: [Double]) -> [Double] {
    var x = volts
    for i in x.indices {
      for l in 0..<i { x[i] -= factor[i][l] * x[l] }
      x[i] = factor[i][i] > 0 ? x[i] / factor[i][i] : 0
    }
    for i in x.indices.reversed() {
      for l in (i + 1)..<max(x.count, i + 1) { x[i] -= factor[l][i] * x[l] }
      x[i] = factor[i][i] > 0 ? x[i] / factor[i][i] : 0
    }
    return x
  }
}

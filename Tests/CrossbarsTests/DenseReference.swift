import Crossbars
import Quantities

/// The nodal equations written out as a dense matrix and solved by Gaussian elimination with partial
/// pivoting: slow, plain, and independent of the solver's line elimination.
struct DenseReference {
  let rows: Int
  let columns: Int
  var wordVoltages: [Double] = []
  var bitVoltages: [Double] = []
  var currents: [Double] = []

  /// Needs wires and ends above 0 ohm.
  init(_ network: CrossbarNetwork, inputs: [Double], bitBias: [Double]? = nil) {
    rows = network.rows
    columns = network.columns
    let n = rows * columns
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: 2 * n + 1), count: 2 * n)
    func connect(_ a: Int, _ b: Int, _ conductance: Double) {
      matrix[a][a] += conductance
      matrix[b][b] += conductance
      matrix[a][b] -= conductance
      matrix[b][a] -= conductance
    }
    func tie(_ a: Int, to volts: Double, through ohms: Double) {
      matrix[a][a] += 1 / ohms
      matrix[a][2 * n] += volts / ohms
    }
    let rw = network.wordSegment.value
    let rb = network.bitSegment.value
    for i in 0..<rows {
      for j in 0..<columns {
        let at = i * columns + j
        connect(at, n + at, network.conductances[at])
        if j > 0 { connect(at, at - 1, 1 / rw) }
        if i > 0 { connect(n + at, n + at - columns, 1 / rb) }
      }
      tie(i * columns, to: inputs[i], through: network.wordEnds[i].near.value + rw)
      tie((i + 1) * columns - 1, to: inputs[i], through: network.wordEnds[i].far.value + rw)
    }
    for j in 0..<columns {
      let end = network.bitEnds[j]
      let bias = bitBias?[j] ?? 0
      tie(n + (rows - 1) * columns + j, to: bias, through: end.near.value + rb)
      tie(n + j, to: bias, through: end.far.value + rb)
    }
    let x = Self.eliminate(&matrix)
    wordVoltages = Array(x[..<n])
    bitVoltages = Array(x[n...])
    for j in 0..<columns {
      let end = network.bitEnds[j]
      let bias = bitBias?[j] ?? 0
      currents.append(
        (bitVoltages[(rows - 1) * columns + j] - bias) / (end.near.value + rb)
          + (bitVoltages[j] - bias) / (end.far.value + rb))
    }
  }

  private static func eliminate(_ a: inout [[Double]]) -> [Double] {
    let n = a.count
    for k in 0..<n {
      let pivot = (k..<n).max { abs(a[$0][k]) < abs(a[$1][k]) } ?? k
      a.swapAt(k, pivot)
      for i in (k + 1)..<max(n, k + 1) where a[i][k] != 0 {
        let factor = a[i][k] / a[k][k]
        for j in k...n { a[i][j] -= factor * a[k][j] }
      }
    }
    var x = [Double](repeating: 0, count: n)
    for k in stride(from: n - 1, through: 0, by: -1) {
      var sum = a[k][n]
      for j in (k + 1)..<max(n, k + 1) { sum -= a[k][j] * x[j] }
      x[k] = sum / a[k][k]
    }
    return x
  }
}

/// The largest difference over the largest magnitude of `b`.
func relativeDifference(_ a: [Double], _ b: [Double]) -> Double {
  let scale = b.map(abs).max() ?? 0
  let worst = zip(a, b).map { abs($0 - $1) }.max() ?? 0
  return scale > 0 ? worst / scale : worst
}

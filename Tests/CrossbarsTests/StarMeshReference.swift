import Crossbars
import Quantities

/// The node voltages of a crossbar by star-mesh transformations: each node is removed by joining its
/// neighbours pairwise with G_a G_b / sum G. Only sums, products and quotients of positive numbers occur,
/// so every digit but a few is right however far the resistances are apart; it costs the cube of the
/// node count. Independent of the solver's line elimination and of any matrix.
struct StarMeshReference {
  var wordVoltages: [Double] = []
  var bitVoltages: [Double] = []
  /// Currents out of both ends of every bit line, from Kirchhoff's law over its cells.
  var currents: [Double] = []

  /// Needs wires and ends above 0 ohm.
  init(_ network: CrossbarNetwork, inputs: [Double], bitBias: [Double]? = nil) {
    let rows = network.rows
    let columns = network.columns
    let n = rows * columns
    let sources = inputs + (bitBias ?? Array(repeating: 0, count: columns))
    let total = 2 * n + sources.count
    var joined = [Double](repeating: 0, count: total * total)
    func join(_ a: Int, _ b: Int, _ ohms: Double) {
      joined[a * total + b] += 1 / ohms
      joined[b * total + a] += 1 / ohms
    }
    let rw = network.wordSegment.value
    let rb = network.bitSegment.value
    for i in 0..<rows {
      for j in 0..<columns {
        let at = i * columns + j
        join(at, n + at, 1 / network.conductances[at])
        if j > 0 { join(at, at - 1, rw) }
        if i > 0 { join(n + at, n + at - columns, rb) }
      }
      join(i * columns, 2 * n + i, network.wordEnds[i].near.value + rw)
      join((i + 1) * columns - 1, 2 * n + i, network.wordEnds[i].far.value + rw)
    }
    for j in 0..<columns {
      join(n + (rows - 1) * columns + j, 2 * n + rows + j, network.bitEnds[j].near.value + rb)
      join(n + j, 2 * n + rows + j, network.bitEnds[j].far.value + rb)
    }
    var sums = [Double](repeating: 0, count: 2 * n)
    for k in stride(from: 2 * n - 1, through: 0, by: -1) {
      let others = Array(0..<k) + Array(2 * n..<total)
      let neighbours = others.filter { joined[k * total + $0] > 0 }
      sums[k] = neighbours.reduce(0) { $0 + joined[k * total + $1] }
      for a in neighbours {
        for b in neighbours where a != b {
          joined[a * total + b] += joined[k * total + a] / sums[k] * joined[k * total + b]
        }
      }
    }
    var volts = [Double](repeating: 0, count: 2 * n) + sources
    for k in 0..<2 * n where sums[k] > 0 {
      for a in Array(0..<k) + Array(2 * n..<total) {
        volts[k] += joined[k * total + a] / sums[k] * volts[a]
      }
    }
    wordVoltages = Array(volts[..<n])
    bitVoltages = Array(volts[n..<2 * n])
    // What is left between the sources is the network seen from outside.
    for j in 0..<columns {
      let here = 2 * n + rows + j
      currents.append(
        (2 * n..<total).reduce(0) { $0 + joined[here * total + $1] * (volts[$1] - volts[here]) })
    }
  }
}

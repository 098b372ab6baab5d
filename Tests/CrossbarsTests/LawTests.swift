import Crossbars
import Quantities
import Testing

@Suite("The laws of Kirchhoff and Tellegen")
struct LawTests {
  /// Currents at a node, relative to the largest in the network.
  static let balance = 1e-11

  /// Sum of currents into every node, from node voltages through every branch.
  static func imbalance(
    _ network: CrossbarNetwork, _ branches: BranchCurrents
  ) -> (worst: Double, scale: Double) {
    let (rows, columns) = (network.rows, network.columns)
    var worst = 0.0
    for i in 0..<rows {
      for j in 0..<columns {
        let cell = branches.cells[i * columns + j]
        let word =
          branches.wordSegments[i * (columns + 1) + j]
          - branches.wordSegments[i * (columns + 1) + j + 1] - cell
        let bit =
          branches.bitSegments[i * columns + j] - branches.bitSegments[(i + 1) * columns + j] + cell
        worst = max(worst, abs(word), abs(bit))
      }
    }
    return (worst, (branches.wordSegments + branches.bitSegments).map(abs).max() ?? 0)
  }

  @Test("hold in random crossbars: no charge is lost and no power", arguments: 0..<30)
  func laws(index: Int) throws {
    let random = try RandomCrossbar("laws", index)
    let network = random.network
    let solution = try network.solve(
      inputs: random.inputs, bitBias: random.bitBias, voltages: true)
    let branches = try solution.branchCurrents(
      of: network, inputs: random.inputs, bitBias: random.bitBias)
    let (worst, scale) = Self.imbalance(network, branches)
    #expect(worst <= Self.balance * scale)

    // Ohm's law along the wires, with currents added up from the cells: the nodal solution proper.
    let (rows, columns) = (network.rows, network.columns)
    let word = solution.wordVoltages ?? []
    let bit = solution.bitVoltages ?? []
    let volts = (word + bit).map(abs).max() ?? 0
    for i in 0..<rows {
      for j in 1..<max(columns, 1) {
        let drop = word[i * columns + j - 1] - word[i * columns + j]
        let current = branches.wordSegments[i * (columns + 1) + j]
        #expect(abs(drop - current * network.wordSegment.value) < Self.balance * volts)
      }
    }
    for i in 1..<max(rows, 1) {
      for j in 0..<columns {
        let drop = bit[(i - 1) * columns + j] - bit[i * columns + j]
        let current = branches.bitSegments[i * columns + j]
        #expect(abs(drop - current * network.bitSegment.value) < Self.balance * volts)
      }
    }

    // Tellegen: what the sources deliver is what the resistances turn to heat.
    var delivered = 0.0
    var heat = 0.0
    for i in 0..<rows {
      let near = branches.wordSegments[i * (columns + 1)]
      let far = branches.wordSegments[i * (columns + 1) + columns]
      delivered += random.inputs[i] * (near - far)
      if near != 0 { heat += near * near * network.wordEnds[i].near.value }
      if far != 0 { heat += far * far * network.wordEnds[i].far.value }
    }
    for j in 0..<columns {
      let far = branches.bitSegments[j]
      let near = branches.bitSegments[rows * columns + j]
      delivered += random.bitBias[j] * (far - near)
      if near != 0 { heat += near * near * network.bitEnds[j].near.value }
      if far != 0 { heat += far * far * network.bitEnds[j].far.value }
    }
    heat += branches.wordSegments.reduce(0) { $0 + $1 * $1 } * network.wordSegment.value
    heat += branches.bitSegments.reduce(0) { $0 + $1 * $1 } * network.bitSegment.value
    for (at, current) in branches.cells.enumerated() { heat += current * (word[at] - bit[at]) }
    #expect(abs(delivered - heat) <= Self.balance * heat)
  }

  @Test("make response reciprocal: a source and an ammeter may change places", arguments: 0..<10)
  func reciprocity(index: Int) throws {
    let network = try RandomCrossbar("reciprocity", index).network
    let matrix = try network.effectiveMatrix()
    let row = index % network.rows
    let column = index % network.columns
    var inputs = [Double](repeating: 0, count: network.rows)
    inputs[row] = 1
    let forward = try network.solve(inputs: inputs).currents[column]
    let element = matrix.elements[row * network.columns + column]
    let scale = matrix.elements.map(abs).max() ?? 0
    #expect(abs(forward - element) <= Self.balance * scale)
  }
}

internal import Quantities

/// The currents through all branches of a crossbar at one operating point, in ampere.
public struct BranchCurrents: Sendable {
  /// From word line to bit line through every cell, rows x columns.
  public let cells: [Double]
  /// Along the word lines, away from column 0: element (i, j) flows through the segment before column j,
  /// so the first of a row leaves the near source, and the last, at j = columns, enters the far end.
  /// rows x (columns + 1).
  public let wordSegments: [Double]
  /// Along the bit lines, towards the last row: element (i, j) flows through the segment before row i, so
  /// the first row's come from the far end, and the last, at i = rows, enter the near end.
  /// (rows + 1) x columns.
  public let bitSegments: [Double]

  /// Adds up the cell currents along every line, from its far end to its near one, so that no segment's
  /// current is a difference of nearly equal voltages.
  ///
  /// - Parameters:
  ///   - network: the wires and ends.
  ///   - cells: current through every cell.
  ///   - word: word-line node voltages.
  ///   - bit: bit-line node voltages.
  ///   - inputs: word-line source voltages.
  ///   - bias: bit-line source voltages.
  init(
    network: CrossbarNetwork, cells: [Double], word: ArraySlice<Double>, bit: ArraySlice<Double>,
    inputs: ArraySlice<Double>, bias: [Double]?
  ) {
    let rows = network.rows
    let columns = network.columns
    var wordSegments = [Double](repeating: 0, count: rows * (columns + 1))
    var bitSegments = [Double](repeating: 0, count: (rows + 1) * columns)
    let ends = network.wordFarCurrents(
      cells: cells, nodes: (1...rows).map { word[word.startIndex + $0 * columns - 1] },
      inputs: inputs)
    for i in 0..<rows {
      var current = ends[i]
      wordSegments[i * (columns + 1) + columns] = current
      for j in (0..<columns).reversed() {
        current += cells[i * columns + j]
        wordSegments[i * (columns + 1) + j] = current
      }
    }
    let far = network.bitFarCurrents(cells: cells, nodes: bit.prefix(columns), bias: bias)
    for j in 0..<columns { bitSegments[j] = -far[j] }
    for at in 0..<rows * columns { bitSegments[at + columns] = bitSegments[at] + cells[at] }
    self.cells = cells
    self.wordSegments = wordSegments
    self.bitSegments = bitSegments
  }
}

extension CrossbarNetwork {
  /// Current out of every word line into its far end, A; `nodes` are the lines' last nodes, V.
  func wordFarCurrents<Cells: RandomAccessCollection<Double>>(
    cells: Cells, nodes: [Double], inputs: ArraySlice<Double>
  ) -> [Double] where Cells.Index == Int {
    (0..<rows).map { i in
      guard wordEnds[i].far.value < .infinity else { return 0 }
      return wordEnds[i].farCurrent(
        segment: wordSegment.value, node: nodes[i], source: inputs[inputs.startIndex + i],
        total: -cells[i * columns..<(i + 1) * columns].reduce(0, +))
    }
  }

  /// Current out of every bit line into its far end, A; `nodes` are the lines' first nodes, V.
  func bitFarCurrents<Cells: RandomAccessCollection<Double>>(
    cells: Cells, nodes: ArraySlice<Double>, bias: [Double]?
  ) -> [Double] where Cells.Index == Int {
    (0..<columns).map { j in
      guard bitEnds[j].far.value < .infinity else { return 0 }
      return bitEnds[j].farCurrent(
        segment: bitSegment.value, node: nodes[nodes.startIndex + j], source: bias?[j] ?? 0,
        total: (0..<rows).reduce(0) { $0 + cells[$1 * columns + j] })
    }
  }
}

extension LineEnds {
  /// Current from the far node into the far end, A. On a line without wire resistance the current
  /// `total` that leaves through both ends divides as their conductances do.
  func farCurrent(segment: Double, node: Double, source: Double, total: @autoclosure () -> Double)
    -> Double
  {
    if far.value == .infinity { return 0 }
    if segment > 0 { return (node - source) / (far.value + segment) }
    if near.value == .infinity { return total() }
    return near.value + far.value > 0
      ? total() * near.value / (near.value + far.value) : total() / 2
  }
}

extension CrossbarSolution {
  /// The currents through all branches for input vector `vector` of a linear crossbar.
  ///
  /// - Parameters:
  ///   - network: the crossbar that was solved.
  ///   - inputs: the inputs it was solved for.
  ///   - bitBias: the bit-line voltages it was solved for.
  /// - Throws: `CrossbarError` when the solution keeps no voltages, does not fit, or a shorted cell's
  ///   current cannot be told from its voltages.
  public func branchCurrents(
    of network: CrossbarNetwork, inputs: [Double], bitBias: [Double]? = nil, vector: Int = 0
  ) throws(CrossbarError) -> BranchCurrents {
    let at = try operatingPoint(vector, rows: network.rows, inputs: inputs)
    guard !network.conductances.contains(.infinity) else {
      throw CrossbarError(
        .value,
        "the current of a shorted cell cannot be told from its voltage, which is zero; give "
          + "shorted cells a small resistance to see their currents")
    }
    let cells = zip(network.conductances, zip(at.word, at.bit)).map { $0 * ($1.0 - $1.1) }
    return BranchCurrents(
      network: network, cells: cells, word: at.word, bit: at.bit, inputs: at.inputs, bias: bitBias)
  }

  /// The node and source voltages of one vector, or a sentence about what is missing.
  func operatingPoint(
    _ vector: Int, rows: Int, inputs: [Double]
  ) throws(CrossbarError) -> OperatingPoint {
    guard let wordVoltages, let bitVoltages else {
      throw CrossbarError(
        .shape, "the solution keeps no node voltages; solve with voltages: true")
    }
    guard rows == self.rows, inputs.count == vectors * rows, vector >= 0, vector < vectors else {
      throw CrossbarError(
        .shape,
        "vector \(vector) of \(inputs.count) inputs does not belong to a solution of \(vectors) "
          + "vectors on \(self.rows) rows")
    }
    let n = rows * columns
    return OperatingPoint(
      word: wordVoltages[vector * n..<(vector + 1) * n],
      bit: bitVoltages[vector * n..<(vector + 1) * n],
      inputs: inputs[vector * rows..<(vector + 1) * rows])
  }
}

/// The node voltages of one vector, and its inputs, V.
struct OperatingPoint {
  let word: ArraySlice<Double>
  let bit: ArraySlice<Double>
  let inputs: ArraySlice<Double>

  /// The last node of every word line.
  func lastWordNodes(columns: Int) -> [Double] {
    inputs.indices.map { word[word.startIndex + ($0 - inputs.startIndex + 1) * columns - 1] }
  }
}

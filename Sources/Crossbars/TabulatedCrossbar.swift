public import Quantities

/// A crossbar whose cells follow tabulated current-voltage curves; the wires are those of
/// `CrossbarNetwork`. Curves need not pass through the origin.
public struct TabulatedCrossbar: Sendable {
  /// Number of word lines.
  public let rows: Int
  /// Number of bit lines.
  public let columns: Int
  /// The curves that cells follow, such as that of either state of a 1T1MTJ cell.
  public let curves: [CurrentVoltageTable]
  /// Index into `curves` for every cell, row-major.
  public let choice: [Int]
  /// Factor on every cell's current, row-major: device-to-device spread; 0 removes the cell.
  public let scale: [Double]
  /// The wires and ends; its conductances are the cells' slopes at zero bias.
  public let network: CrossbarNetwork

  /// A crossbar whose lines are each tied as `wordEnds` and `bitEnds` say.
  ///
  /// - Parameters:
  ///   - curves: one or more curves, from word line to bit line.
  ///   - choice: rows x columns indices into `curves`, row-major.
  ///   - scale: rows x columns factors, 0 or more; nil for 1 everywhere.
  /// - Throws: `CrossbarError` naming the first count, index or value out of range.
  public init(
    rows: Int, columns: Int, curves: [CurrentVoltageTable], choice: [Int], scale: [Double]? = nil,
    wordSegment: Ohms, bitSegment: Ohms, wordEnds: [LineEnds], bitEnds: [LineEnds]
  ) throws(CrossbarError) {
    try CrossbarNetwork.validate(shape: rows, columns)
    let scale = scale ?? Array(repeating: 1, count: rows * columns)
    guard choice.count == rows * columns, scale.count == rows * columns else {
      throw CrossbarError(
        .shape,
        "\(choice.count) choices and \(scale.count) scales were given for \(rows) rows and "
          + "\(columns) columns; give \(rows * columns) of each")
    }
    for (at, curve) in choice.enumerated() {
      guard curves.indices.contains(curve) else {
        throw CrossbarError(
          .value,
          "row \(at / columns), column \(at % columns) chooses curve \(curve) of \(curves.count)")
      }
      guard scale[at] >= 0, scale[at] < .infinity else {
        throw CrossbarError(
          .value,
          "the scale of row \(at / columns), column \(at % columns) is \(scale[at]); it must be "
            + "finite and 0 or more")
      }
    }
    self.rows = rows
    self.columns = columns
    self.curves = curves
    self.choice = choice
    self.scale = scale
    network = try CrossbarNetwork(
      rows: rows, columns: columns,
      conductances: choice.indices.map { scale[$0] * curves[choice[$0]].evaluate(0).slope },
      wordSegment: wordSegment, bitSegment: bitSegment, wordEnds: wordEnds, bitEnds: bitEnds)
  }

  /// A solver for this crossbar.
  public func solver(settings: SolverSettings = SolverSettings()) -> NonlinearSolver {
    NonlinearSolver(network: network, settings: settings) { _ in
      TableLaw(curves: curves, choice: choice, scale: scale)
    }
  }

  /// Solves the network for one or many input vectors by Newton's method; see
  /// `NonlinearSolver.solve`. The result does not depend on the number of workers.
  public func solve(
    inputs: [Double], bitBias: [Double]? = nil, voltages: Bool = false, workers: Int = 1,
    settings: SolverSettings = SolverSettings()
  ) throws(CrossbarError) -> CrossbarSolution {
    try Batch.solve(inputs: inputs, rows: rows, workers: workers) {
      part, first throws(CrossbarError) in
      try solver(settings: settings).solve(
        inputs: part, bitBias: bitBias, voltages: voltages, firstVector: first)
    }
  }
}

/// The cell law of tabulated curves.
private final class TableLaw: CellLaw {
  private let curves: [CurrentVoltageTable]
  private let choice: [Int]
  private let scale: [Double]

  init(curves: [CurrentVoltageTable], choice: [Int], scale: [Double]) {
    self.curves = curves
    self.choice = choice
    self.scale = scale
  }

  func linearize(_ sweeps: LineSweeps) {
    guard let offset = sweeps.j else { return }
    for i in 0..<sweeps.rows {
      for j in 0..<sweeps.columns {
        let at = i * sweeps.stride + j
        let k = i * sweeps.columns + j
        let voltage = sweeps.u.base[at] - sweeps.w.base[at]
        let point = curves[choice[k]].evaluate(voltage)
        sweeps.g.base[at] = scale[k] * point.slope
        offset.base[at] = scale[k] * (point.current - point.slope * voltage)
      }
    }
  }

  var ownVoltage: Double {
    curves.map { curve in
      curve.evaluate(0).current == 0 ? 0 : curve.voltages.map(abs).max() ?? 0
    }.max() ?? 0
  }

  func current(_ k: Int, voltage: Double) -> Double {
    scale[k] * curves[choice[k]].evaluate(voltage).current
  }

  func prepare(_ gradient: inout CrossbarGradient) {}

  func differentiate(_ cells: AdjointCells, gradient: inout CrossbarGradient) {
    for k in 0..<cells.count {
      let current = curves[choice[k]].evaluate(cells.voltages.base[k]).current
      gradient.conductances[k] += cells.across.base[k] * current
      cells.currents.base[k] = scale[k] * current
    }
  }
}

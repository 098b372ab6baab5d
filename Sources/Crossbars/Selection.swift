public import Quantities

/// How the lines that a write or a read does not select are held.
public enum SelectionScheme: String, Hashable, Sendable, CaseIterable {
  /// All unselected lines at half the voltage: cells that share a line with the selected one see V/2,
  /// all others nothing.
  case half
  /// Unselected word lines at V/3, unselected bit lines at 2V/3: every cell but the selected one sees
  /// V/3 at most.
  case third
  /// Unselected lines tied to nothing: current sneaks through three cells in series.
  case floating
  /// Unselected lines at 0 V.
  case grounded
}

/// What one cell and all others see while that cell is selected.
public struct Selection: Sendable {
  /// Voltage across every cell, word line minus bit line, in volt, row-major.
  public let cellVoltages: [Double]
  /// Voltage across the selected cell.
  public let selected: Volts
  /// Largest magnitude across the cells that share a line with it; 0 where there are none.
  public let halfSelected: Volts
  /// Largest magnitude across all other cells; 0 where there are none.
  public let unselected: Volts
  /// Current that the selected bit line delivers into its ends.
  public let current: Amperes
  /// The operating point.
  public let solution: CrossbarSolution
}

extension SelectionScheme {
  /// Source voltages of all lines, and the lines left open, when `voltage` selects one cell.
  func sources(
    _ network: CrossbarNetwork, row: Int, column: Int, voltage: Volts
  ) throws(CrossbarError) -> (network: CrossbarNetwork, inputs: [Double], bitBias: [Double]) {
    guard (0..<network.rows).contains(row), (0..<network.columns).contains(column) else {
      throw CrossbarError(
        .shape,
        "there is no cell at row \(row), column \(column) of \(network.rows) rows and "
          + "\(network.columns) columns")
    }
    let (word, bit): (Double, Double) =
      switch self {
      case .half: (0.5, 0.5)
      case .third: (1.0 / 3, 2.0 / 3)
      case .floating, .grounded: (0, 0)
      }
    var network = network
    var inputs = [Double](repeating: word * voltage.value, count: network.rows)
    var bias = [Double](repeating: bit * voltage.value, count: network.columns)
    inputs[row] = voltage.value
    bias[column] = 0
    if self == .floating {
      for i in inputs.indices where i != row { network.wordEnds[i] = .floating }
      for j in bias.indices where j != column { network.bitEnds[j] = .floating }
    }
    return (network, inputs, bias)
  }
}

extension Selection {
  init(_ solution: CrossbarSolution, row: Int, column: Int) {
    let columns = solution.columns
    let voltages = zip(solution.wordVoltages ?? [], solution.bitVoltages ?? []).map { $0 - $1 }
    var shared = 0.0
    var other = 0.0
    for (at, v) in voltages.enumerated() {
      switch (at / columns == row, at % columns == column) {
      case (true, true): break
      case (false, false): other = max(other, abs(v))
      default: shared = max(shared, abs(v))
      }
    }
    cellVoltages = voltages
    selected = Volts(voltages[row * columns + column])
    halfSelected = Volts(shared)
    unselected = Volts(other)
    current = Amperes(solution.currents[column])
    self.solution = solution
  }
}

extension CrossbarNetwork {
  /// The voltages across all cells while `voltage` on word line `row`, with bit line `column` at 0 V,
  /// selects one cell and `scheme` holds the other lines.
  ///
  /// - Throws: `CrossbarError` when there is no such cell, or as `solve` does.
  public func select(
    row: Int, column: Int, voltage: Volts, scheme: SelectionScheme,
    settings: SolverSettings = SolverSettings()
  ) throws(CrossbarError) -> Selection {
    let held = try scheme.sources(self, row: row, column: column, voltage: voltage)
    let solution = try held.network.solve(
      inputs: held.inputs, bitBias: held.bitBias, voltages: true, settings: settings)
    return Selection(solution, row: row, column: column)
  }
}

extension NonlinearCrossbar {
  /// The voltages across all cells while one is selected; see `CrossbarNetwork.select`.
  public func select(
    row: Int, column: Int, voltage: Volts, scheme: SelectionScheme,
    settings: SolverSettings = SolverSettings()
  ) throws(CrossbarError) -> Selection {
    let held = try scheme.sources(network, row: row, column: column, voltage: voltage)
    let solver = NonlinearSolver(network: held.network, settings: settings) {
      JunctionPlanes(junctions, sweeps: $0)
    }
    let solution = try solver.solve(
      inputs: held.inputs, bitBias: held.bitBias, voltages: true)
    return Selection(solution, row: row, column: column)
  }
}

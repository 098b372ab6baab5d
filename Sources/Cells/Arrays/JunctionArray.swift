public import Quantities

/// The junctions of an array, each with its own sampled parameters; row-major.
///
/// R(m_z, V) = R_P (1 + u + TMR) / (1 + u + TMR (1 + m_z)/2), u = (V/V_h)^2.
public struct JunctionArray: Hashable, Sendable {
  /// Number of word lines.
  public let rows: Int
  /// Number of bit lines.
  public let columns: Int
  /// R_P of each junction in ohm, rows x columns; infinite where the cell is open.
  public var parallelResistance: [Double]
  /// TMR at zero bias of each junction as a ratio (1.2 is 120 %), rows x columns.
  public var tmr: [Double]
  /// V_h of each junction in volt, the bias at which its TMR is half; infinite for an ohmic cell.
  public var halfBias: [Double]
  /// m_z of each junction: 1 parallel, -1 antiparallel.
  public var magnetization: [Double]

  /// An array of individual junctions; each list has rows x columns numbers, row-major.
  public init(
    rows: Int, columns: Int, parallelResistance: [Double], tmr: [Double], halfBias: [Double],
    magnetization: [Double]
  ) {
    let count = rows * columns
    precondition(rows > 0 && columns > 0, "an array has at least one row and one column")
    precondition(
      [parallelResistance, tmr, halfBias, magnetization].allSatisfy { $0.count == count },
      "each list of a \(rows) x \(columns) array has \(count) numbers")
    self.rows = rows
    self.columns = columns
    self.parallelResistance = parallelResistance
    self.tmr = tmr
    self.halfBias = halfBias
    self.magnetization = magnetization
  }

  /// An array of one kind of junction; `parallel` tells the state of each, row-major.
  public init(
    rows: Int, columns: Int, parallelResistance: Ohms, tmr: Double, halfBias: Volts,
    parallel: [Bool]
  ) {
    let count = rows * columns
    self.init(
      rows: rows, columns: columns,
      parallelResistance: Array(repeating: parallelResistance.value, count: count),
      tmr: Array(repeating: tmr, count: count),
      halfBias: Array(repeating: halfBias.value, count: count),
      magnetization: parallel.map { $0 ? 1 : -1 })
  }

  /// An array of ohmic cells with the given resistances in ohm, row-major; infinite is open.
  public init(rows: Int, columns: Int, resistances: [Double]) {
    let count = rows * columns
    self.init(
      rows: rows, columns: columns, parallelResistance: resistances,
      tmr: Array(repeating: 0, count: count),
      halfBias: Array(repeating: .infinity, count: count),
      magnetization: Array(repeating: 1, count: count))
  }
}

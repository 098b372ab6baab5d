public import Quantities

/// A linear crossbar: `rows` word lines, `columns` bit lines, a conductance where they cross, and wires.
///
/// Every word line runs over the columns and every bit line over the rows; neighbouring nodes of one
/// line are one wire segment apart, and one further segment stands between a line's end node and what
/// the line is tied to there (`LineEnds`). So with only near ends, input V_i drives word line i
/// through driver + wordSegment into column 0, and bit line j ends at the last row in bitSegment +
/// sense to ground, through which its output current flows. Capacitance, leakage to a substrate and
/// coupling between neighbouring lines are not part of it.
///
/// Kirchhoff's laws give G x = b for the 2 rows columns node voltages; `solve` finds them exactly, to
/// rounding, at about the cost of ten passes over the array.
public struct CrossbarNetwork: Sendable {
  /// Number of word lines.
  public let rows: Int
  /// Number of bit lines.
  public let columns: Int
  /// Cell conductances in siemens, row-major, 0 for an open and infinite for a shorted cell.
  public var conductances: [Double]
  /// Resistance of one word-line segment.
  public var wordSegment: Ohms
  /// Resistance of one bit-line segment.
  public var bitSegment: Ohms
  /// Ends of each word line, `rows` of them.
  public var wordEnds: [LineEnds]
  /// Ends of each bit line, `columns` of them.
  public var bitEnds: [LineEnds]

  /// A crossbar driven at column 0 and sensed at the last row.
  ///
  /// - Parameters:
  ///   - rows: word lines, 1 or more.
  ///   - columns: bit lines, 1 or more.
  ///   - conductances: rows x columns values in siemens, row-major, 0 (open) or more, infinite
  ///     for a shorted cell.
  ///   - wordSegment: resistance of one word-line segment, 0 or more.
  ///   - bitSegment: resistance of one bit-line segment, 0 or more.
  ///   - driver: resistance of each input source, 0 or more.
  ///   - sense: resistance from each bit line's last segment to ground, 0 or more.
  /// - Throws: `CrossbarError` naming the first value out of range.
  public init(
    rows: Int, columns: Int, conductances: [Double], wordSegment: Ohms, bitSegment: Ohms,
    driver: Ohms = 0, sense: Ohms = 0
  ) throws(CrossbarError) {
    try CrossbarNetwork.validate(shape: rows, columns)
    try self.init(
      rows: rows, columns: columns, conductances: conductances, wordSegment: wordSegment,
      bitSegment: bitSegment,
      wordEnds: Array(repeating: LineEnds(near: driver), count: rows),
      bitEnds: Array(repeating: LineEnds(near: sense), count: columns))
  }

  /// A crossbar whose lines are each tied as `wordEnds` and `bitEnds` say.
  ///
  /// - Throws: `CrossbarError` naming the first value out of range.
  public init(
    rows: Int, columns: Int, conductances: [Double], wordSegment: Ohms, bitSegment: Ohms,
    wordEnds: [LineEnds], bitEnds: [LineEnds]
  ) throws(CrossbarError) {
    self.rows = rows
    self.columns = columns
    self.conductances = conductances
    self.wordSegment = wordSegment
    self.bitSegment = bitSegment
    self.wordEnds = wordEnds
    self.bitEnds = bitEnds
    try validate()
  }
}

public import Quantities

/// A crossbar of junctions with bias-dependent TMR; the wires are those of `CrossbarNetwork`.
public struct NonlinearCrossbar: Sendable {
  /// Number of word lines.
  public let rows: Int
  /// Number of bit lines.
  public let columns: Int
  /// The junctions, row-major.
  public var junctions: [Junction]
  /// The wires and ends; its conductances are those of the junctions at zero bias.
  public private(set) var network: CrossbarNetwork

  /// A crossbar driven at column 0 and sensed at the last row; for the wires see
  /// `CrossbarNetwork.init`.
  ///
  /// - Parameter junctions: rows x columns junctions, row-major.
  /// - Throws: `CrossbarError` naming the first value out of range.
  public init(
    rows: Int, columns: Int, junctions: [Junction], wordSegment: Ohms, bitSegment: Ohms,
    driver: Ohms = 0, sense: Ohms = 0
  ) throws(CrossbarError) {
    try CrossbarNetwork.validate(shape: rows, columns)
    try self.init(
      rows: rows, columns: columns, junctions: junctions, wordSegment: wordSegment,
      bitSegment: bitSegment,
      wordEnds: Array(repeating: LineEnds(near: driver), count: rows),
      bitEnds: Array(repeating: LineEnds(near: sense), count: columns))
  }

  /// A crossbar whose lines are each tied as `wordEnds` and `bitEnds` say.
  ///
  /// - Throws: `CrossbarError` naming the first value out of range.
  public init(
    rows: Int, columns: Int, junctions: [Junction], wordSegment: Ohms, bitSegment: Ohms,
    wordEnds: [LineEnds], bitEnds: [LineEnds]
  ) throws(CrossbarError) {
    try CrossbarNetwork.validate(shape: rows, columns)
    guard junctions.count == rows * columns else {
      throw CrossbarError(
        .shape,
        "\(junctions.count) junctions were given for \(rows) rows and \(columns) columns; "
          + "give \(rows * columns)")
    }
    for (at, junction) in junctions.enumerated() {
      if let fault = junction.fault {
        throw CrossbarError(.value, "row \(at / columns), column \(at % columns): \(fault)")
      }
    }
    self.rows = rows
    self.columns = columns
    self.junctions = junctions
    network = try CrossbarNetwork(
      rows: rows, columns: columns,
      conductances: junctions.map { 1 / $0.resistance(at: 0).value }, wordSegment: wordSegment,
      bitSegment: bitSegment, wordEnds: wordEnds, bitEnds: bitEnds)
  }
}

extension Junction {
  /// What is wrong with the parameters, or nil.
  var fault: String? {
    if !(parallel.value > 0) {
      return "the parallel resistance is \(parallel.value) ohm; it must be above 0"
    }
    if !(tmr >= 0 && tmr < .infinity) {
      return "the TMR is \(tmr); it must be finite and 0 or more"
    }
    if !(halfBias.value > 0) {
      return "the half-bias voltage is \(halfBias.value) V; it must be above 0"
    }
    if !(magnetization >= -1 && magnetization <= 1) {
      return "the magnetisation is \(magnetization); it must lie between -1 and 1"
    }
    return nil
  }
}

internal import Foundation
internal import Quantities

extension CrossbarNetwork {
  /// Resistances, ohm, and conductances, S, above this could overflow when multiplied.
  private static let largest = 1e30

  /// Throws a sentence about the first count or value that describes no network.
  func validate() throws(CrossbarError) {
    try Self.validate(shape: rows, columns)
    guard conductances.count == rows * columns else {
      throw CrossbarError(
        .shape,
        "\(conductances.count) conductances were given for \(rows) rows and \(columns) columns; "
          + "give \(rows * columns)")
    }
    for (at, g) in conductances.enumerated()
    where !(g >= 0 && (g <= Self.largest || g == .infinity)) {
      throw CrossbarError(
        .value,
        "the conductance of row \(at / columns), column \(at % columns) is \(g) S; it must be "
          + "between 0 and \(Self.largest), or infinite for a shorted cell")
    }
    try validateWires()
  }

  static func validate(shape rows: Int, _ columns: Int) throws(CrossbarError) {
    guard rows >= 1, columns >= 1 else {
      throw CrossbarError(
        .shape, "a crossbar of \(rows) rows and \(columns) columns has no cell; give 1 or more")
    }
    // Sixteen planes of a nonlinear solver; padding is allowed for generously.
    let bytes = 16 * 8 * (Double(rows) + 16) * (Double(columns) + 16)
    let present = Double(ProcessInfo.processInfo.physicalMemory)
    guard bytes < present else {
      throw CrossbarError(
        .memory,
        "a crossbar of \(rows) rows and \(columns) columns needs up to \(bytes) bytes; this machine "
          + "has \(present)")
    }
  }

  private static func isEnd(_ end: Ohms) -> Bool {
    end.value >= 0 && (end.value <= largest || end.value == .infinity)
  }

  func validateWires() throws(CrossbarError) {
    for (name, r) in [("word", wordSegment.value), ("bit", bitSegment.value)]
    where !(r >= 0 && r <= Self.largest) {
      throw CrossbarError(
        .value,
        "the \(name)-line segment resistance is \(r) ohm; it must be between 0 and "
          + "\(Self.largest)")
    }
    for (name, ends, count) in [("word", wordEnds, rows), ("bit", bitEnds, columns)] {
      guard ends.count == count else {
        throw CrossbarError(
          .shape, "ends of \(ends.count) \(name) lines were given; the crossbar has \(count)")
      }
      for (line, end) in ends.enumerated() where !(Self.isEnd(end.near) && Self.isEnd(end.far)) {
        throw CrossbarError(
          .value,
          "\(name) line \(line) ends in \(end.near.value) and \(end.far.value) ohm; both must be "
            + "between 0 and \(Self.largest), or infinite for an open end")
      }
    }
  }
}

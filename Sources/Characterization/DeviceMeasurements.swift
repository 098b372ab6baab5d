public import Spintronics

/// Junctions measured one by one, as CSV: a head line with `parallel_resistance` and
/// `antiparallel_resistance` (ohm, near zero bias) and `half_bias_voltage` (volt), then a line for each
/// device. Columns `switching_voltage_to_parallel` and `switching_voltage_to_antiparallel` (volt, sizes) are
/// fitted too where they are there. Other columns are left alone.
public struct DeviceMeasurements: Hashable, Sendable {
  /// The fitted distribution.
  public let population: DevicePopulation

  static let needed = ["parallel_resistance", "antiparallel_resistance", "half_bias_voltage"]
  static let optional = ["switching_voltage_to_parallel", "switching_voltage_to_antiparallel"]

  /// Reads and fits the CSV text; `name` names it in errors.
  ///
  /// - Throws: `CharacterizationError.Code.unusable` with line and column of the first gap, bad cell, or
  ///   device whose antiparallel resistance is not the larger one.
  public init(csv text: String, name: String) throws(CharacterizationError) {
    let head = text.split(whereSeparator: \.isNewline).first { !$0.hasPrefix("#") } ?? ""
    let present = Self.optional.filter { head.lowercased().contains($0) }
    let table = try MeasuredTable(csv: text, name: name, columns: Self.needed + present)
    for (row, line) in zip(table.rows, table.lines) {
      for (value, column) in zip(row, Self.needed + present) where value <= 0 {
        throw CharacterizationError(
          .unusable, "\(name):\(line): column '\(column)' is \(value); it must be above 0")
      }
      guard row[1] > row[0] else {
        throw CharacterizationError(
          .unusable,
          "\(name):\(line): antiparallel_resistance \(row[1]) is not above parallel_resistance "
            + "\(row[0]); such a device stores no bit: leave the line out")
      }
    }
    do {
      population = try DevicePopulation(
        names: ["parallel_resistance", "tmr", "half_bias_voltage"] + present,
        rows: table.rows.map { [$0[0], $0[1] / $0[0] - 1] + $0[2...] })
    } catch {
      throw CharacterizationError(.tooFewSamples, "\(name): \(error.message)")
    }
  }
}

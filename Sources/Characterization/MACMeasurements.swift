import Foundation

/// Sums that were measured on a chip, as CSV: a head line `signed_sum,drive,measured` in any order, then a
/// line for each read of a column pair, all three in weights.
public struct MACMeasurements: Hashable, Sendable {
  public let observations: [MACObservation]

  /// Reads the CSV text; `name` names it in errors.
  ///
  /// - Throws: `CharacterizationError.Code.unusable` with line and column of the first cell that is
  ///   missing or no number.
  public init(csv text: String, name: String) throws(CharacterizationError) {
    let table = try MeasuredTable(
      csv: text, name: name, columns: ["signed_sum", "drive", "measured"])
    observations = table.rows.map {
      MACObservation(signedSum: $0[0], deviceSum: $0[0], drive: $0[1], measured: $0[2])
    }
    if let negative = observations.firstIndex(where: { $0.drive < 0 }) {
      throw CharacterizationError(
        .unusable,
        "\(name):\(table.lines[negative]): drive is \(observations[negative].drive); it is the sum "
          + "of input magnitudes and never negative")
    }
  }

  /// The characteristic that the measurements say, by the fit that simulated ones go through.
  public func characteristic(
    name: String, version: String
  ) throws(CharacterizationError) -> MACCharacteristic {
    try MACFit(observations).characteristic(
      energy: nil, latency: nil,
      provenance: Provenance(
        engine: "measured: \(name)",
        deck: Provenance.fingerprint(observations.map { "\($0)" }.joined()), decks: 0, seed: 0,
        version: version))
  }
}

/// A CSV of numbers under a head line of names, read strictly.
public struct MeasuredTable: Hashable, Sendable {
  /// The wanted columns of each row, in the order asked for.
  public let rows: [[Double]]
  /// The line of the file, from 1, that each row stands on.
  public let lines: [Int]

  /// Reads `columns` of `text`; other columns are left alone, empty lines and lines of `#` too.
  ///
  /// - Throws: `CharacterizationError.Code.unusable` naming the line and column of the first gap.
  public init(
    csv text: String, name: String, columns: [String]
  ) throws(CharacterizationError) {
    func fail(_ sentence: String) -> CharacterizationError {
      CharacterizationError(.unusable, sentence)
    }
    var head: [String]?
    var (rows, lines) = ([[Double]](), [Int]())
    let split = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, raw) in split.enumerated() {
      let line = raw.trimmingCharacters(in: .whitespacesAndNewlines)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard let names = head else {
        head = cells.map { $0.lowercased() }
        for column in columns where head?.contains(column) != true {
          throw fail(
            "\(name):\(index + 1): the head line has no column '\(column)'; it has "
              + "\(cells.joined(separator: ", ")), and needs \(columns.joined(separator: ", "))")
        }
        continue
      }
      var row: [Double] = []
      for column in columns {
        let place = names.firstIndex(of: column) ?? 0
        guard cells.count == names.count else {
          throw fail(
            "\(name):\(index + 1): the line has \(cells.count) cells, and the head \(names.count)")
        }
        guard let value = Double(cells[place]), value.isFinite else {
          let found = cells[place].isEmpty ? "is empty" : "'\(cells[place])' is no number"
          throw fail(
            "\(name):\(index + 1): column '\(column)' \(found); fill the gap or leave the line out")
        }
        row.append(value)
      }
      rows.append(row)
      lines.append(index + 1)
    }
    guard head != nil else {
      throw fail("\(name) is empty; its first line must be \(columns.joined(separator: ","))")
    }
    self.rows = rows
    self.lines = lines
  }
}

import Foundation

/// A matrix of numbers in a text file: a row per line, values separated by spaces or tabs.
struct TextMatrix: Sendable, Equatable {
  /// How many rows there are.
  let rows: Int
  /// How many values each row has.
  let columns: Int
  /// The values in row-major order.
  let values: [Double]

  /// Reads a file, with a fixed number of rows and, when given, of columns.
  ///
  /// - Throws: `DatasetError` naming file, line and column of the first value that is not a finite
  ///   number, of the first line that is too short or too long, or of the missing rows.
  init(path: String, rows: Int, columns: Int? = nil) throws(DatasetError) {
    let bytes = try Archive.contents(of: path)
    var values: [Double] = []
    var width = columns
    var found = 0
    for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let fields = line.split(whereSeparator: { $0 == 32 || $0 == 9 || $0 == 13 })
      if fields.isEmpty { continue }
      found += 1
      guard found <= rows else {
        throw DatasetError(
          .malformed, path: path, line: index + 1, "expected \(rows) rows, found one more")
      }
      for (column, field) in fields.enumerated() {
        let text = String(decoding: field, as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
          throw DatasetError(
            .malformed, path: path, line: index + 1, column: column + 1,
            "expected a finite number, found \"\(text.prefix(40))\"")
        }
        values.append(value)
      }
      let expected = width ?? fields.count
      guard fields.count == expected else {
        throw DatasetError(
          .malformed, path: path, line: index + 1, column: min(fields.count, expected) + 1,
          "expected \(expected) values, found \(fields.count)")
      }
      width = expected
    }
    guard found == rows else {
      throw DatasetError(.malformed, path: path, "expected \(rows) rows, found \(found)")
    }
    self.rows = rows
    self.columns = width ?? 0
    self.values = values
  }
}

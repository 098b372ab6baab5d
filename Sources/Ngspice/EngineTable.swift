/// The table of output lines, for the tests that hold every row against its example.
package enum EngineTable {
  /// The numbers of the rows.
  package static let rows: [Int] = Array(OutputRule.table.indices)

  /// The line that a row was written for.
  package static func example(_ row: Int) -> String { OutputRule.table[row].example }

  /// The row that a line falls under.
  package static func firstRow(for line: String) -> Int? {
    OutputRule.table.firstIndex { $0.pattern.matches(Substring(line)) }
  }
}

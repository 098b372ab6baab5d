/// The table of output lines, for the tests that hold every row against its example.
package enum EngineTable {
  /// The numbers of the rows.
  package static let rows: [Int] = Array(OutputRule.table.indices)

  /// The line that a row was written for.
  package static func example(_ row: Int) -> String { OutputRule.table[row].example }

  /// Whether a line of the error stream means that there is no result.
  package static func isFailure(_ line: String) -> Bool {
    EngineOutput.failure("stderr " + line) != nil
  }

  /// The row that a line falls under.
  package static func firstRow(for line: String) -> Int? {
    OutputRule.table.firstIndex { $0.pattern.matches(Substring(line)) }
  }
}

import NumericFiles

extension NumberTable {
  /// Reads a file, plain or gzip, with a fixed number of rows and, when given, of columns.
  ///
  /// - Throws: `DatasetError` naming file, line and column of the first value that is not a finite
  ///   number, of the first line that is too short or too long, or of the missing rows.
  init(path: String, rows: Int, columns: Int? = nil) throws(DatasetError) {
    let bytes = try Archive.contents(of: path)
    func fail(_ line: Int?, _ column: Int?, _ sentence: String) -> DatasetError {
      DatasetError(.malformed, path: path, line: line, column: column, sentence)
    }
    do {
      try self.init(bytes, columns: columns)
    } catch {
      switch error {
      case .entry(let line, let column, let text):
        throw fail(line, column, "expected a finite number, found \"\(text)\"")
      case .width(let line, let found, let expected):
        throw fail(
          line, min(found, expected) + 1, "expected \(expected) values, found \(found)")
      case .empty: throw fail(nil, nil, "expected \(rows) rows, found 0")
      }
    }
    guard self.rows == rows else {
      let extra = self.rows > rows ? lines[rows] : nil
      throw fail(extra, nil, "expected \(rows) rows, found \(self.rows)")
    }
  }
}

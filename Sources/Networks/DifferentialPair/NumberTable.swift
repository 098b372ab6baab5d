public import Foundation

/// A rectangular table of numbers in a text file: one row a line, blanks between entries.
public struct NumberTable: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  /// `rows * columns` finite numbers, row after row.
  public let values: [Double]

  /// Reads the file at `url`; blank lines are passed over.
  public init(contentsOf url: URL) throws(PairFileError) {
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw PairFileError("\(url.path): the file is missing or cannot be read; put it there")
    }
    var values: [Double] = []
    var columns = 0
    var rows = 0
    // `isNewline` takes CR LF, which is one Character, for one line end.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard !words.isEmpty else { continue }
      if rows == 0 { columns = words.count }
      guard words.count == columns else {
        throw PairFileError(
          "\(url.path), line \(index + 1): \(words.count) entries where the lines before have "
            + "\(columns); the file may be truncated")
      }
      for word in words {
        guard let value = Double(word), value.isFinite else {
          throw PairFileError(
            "\(url.path), line \(index + 1): '\(word)' is not a finite number; write decimals "
              + "such as 0.25 or 2.5e-1")
        }
        values.append(value)
      }
      rows += 1
    }
    guard rows > 0 else { throw PairFileError("\(url.path): the file is empty") }
    self.rows = rows
    self.columns = columns
    self.values = values
  }
}

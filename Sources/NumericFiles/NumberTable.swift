/// A rectangular table of numbers in text: a row a line, blanks or tabs between entries.
///
/// Blank lines are passed over; lines may end as on Windows. Who reads a file names it in the error that
/// a `Flaw` becomes.
public struct NumberTable: Hashable, Sendable {
  /// Where a text is no such table; lines and columns count from 1.
  public enum Flaw: Error, Hashable {
    /// An entry that is not a finite number.
    case entry(line: Int, column: Int, text: String)
    /// A line with another number of entries than the lines before, or than was asked for.
    case width(line: Int, found: Int, expected: Int)
    /// A text without any entry.
    case empty
  }

  /// Lines with entries.
  public var rows: Int { lines.count }
  /// Entries of each row.
  public let columns: Int
  /// `rows * columns` finite numbers, row after row.
  public let values: [Double]
  /// The line that each row stands in, from 1.
  public let lines: [Int]

  /// Reads ASCII or UTF-8 text.
  ///
  /// - Parameters:
  ///   - text: the bytes of the file.
  ///   - columns: entries that every row must have; nil takes those of the first.
  public init(_ text: some Collection<UInt8>, columns: Int? = nil) throws(Flaw) {
    var values: [Double] = []
    var lines: [Int] = []
    var width = columns
    let all = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in all.enumerated() {
      let entries = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
      guard !entries.isEmpty else { continue }
      for (column, entry) in entries.enumerated() {
        let word = String(decoding: entry, as: UTF8.self)
        guard let value = Double(word), value.isFinite else {
          throw .entry(line: index + 1, column: column + 1, text: String(word.prefix(40)))
        }
        values.append(value)
      }
      let expected = width ?? entries.count
      guard entries.count == expected else {
        throw .width(line: index + 1, found: entries.count, expected: expected)
      }
      width = expected
      lines.append(index + 1)
    }
    guard !lines.isEmpty, let width else { throw .empty }
    (self.columns, self.values, self.lines) = (width, values, lines)
  }
}

package import Foundation
package import NumericFiles

extension NumberTable {
  /// Reads the file at `url`.
  ///
  /// - Throws: `PairFileError` naming the file, the line and the remedy.
  package init(contentsOf url: URL) throws(PairFileError) {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: url)
    } catch {
      throw PairFileError("\(url.path): the file is missing or cannot be read; put it there")
    }
    do {
      try self.init(bytes)
    } catch {
      switch error {
      case .entry(let line, _, let text):
        throw PairFileError(
          "\(url.path), line \(line): '\(text)' is not a finite number; write decimals such as "
            + "0.25 or 2.5e-1")
      case .width(let line, let found, let expected):
        throw PairFileError(
          "\(url.path), line \(line): \(found) entries where the lines before have \(expected); "
            + "the file may be truncated")
      case .empty: throw PairFileError("\(url.path): the file is empty")
      }
    }
  }
}

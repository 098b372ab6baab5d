/// Why a data set could not be read.
public struct DatasetError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of failure.
  public enum Code: String, Sendable {
    /// No such file in any place that was searched.
    case missing
    /// The file is there and cannot be read or decompressed.
    case unreadable
    /// The content is not of the stated format.
    case malformed
    /// The content is of the right form and is not the published one.
    case checksum
    /// A request that the data cannot meet.
    case request
  }

  /// The kind of failure.
  public let code: Code
  /// The file, when one is to blame.
  public let path: String?
  /// The line in a text file, from 1.
  public let line: Int?
  /// The column (the number of the value in its line) in a text file, from 1.
  public let column: Int?
  /// What was wrong and what to do, without the place.
  public let message: String

  /// An error at a place.
  public init(
    _ code: Code, path: String? = nil, line: Int? = nil, column: Int? = nil, _ message: String
  ) {
    self.code = code
    self.path = path
    self.line = line
    self.column = column
    self.message = message
  }

  /// Place and message in one sentence.
  public var description: String {
    var place = path ?? ""
    if let line { place += ", line \(line)" }
    if let column { place += ", column \(column)" }
    return place.isEmpty ? message : "\(place): \(message)"
  }
}

/// What went wrong in building, loading or training a network.
public struct NetworkError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of failure.
  public enum Code: String, Sendable {
    /// Shapes that do not fit an operation.
    case shape
    /// A value outside its range.
    case value
    /// A file that cannot be read or written, or whose content is damaged.
    case file
    /// oneDNN refused an operation.
    case backend
    /// Training diverged: a loss or weight is not finite.
    case divergence
  }

  /// The kind of failure.
  public let code: Code
  /// One sentence: the offending thing, its value and the remedy.
  public let description: String

  /// An error from its kind and sentence.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// A shape error: operation, what it needs, what it was given.
  static func shape(_ operation: String, expected: String, actual: String) -> NetworkError {
    NetworkError(.shape, "\(operation): expected \(expected), got \(actual)")
  }
}

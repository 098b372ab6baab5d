/// Why a network cannot be put on arrays or co-simulated.
public struct CoSimulationError: Error, Hashable, CustomStringConvertible {
  /// The kind of trouble, to act on by program.
  public enum Code: String, Sendable {
    /// An array that is too small for a layer.
    case misfit
    /// Values that contradict each other.
    case conflict
  }

  /// What kind it is.
  public let code: Code
  /// A sentence that names the offending thing and the remedy.
  public let description: String

  /// An error with its whole sentence.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

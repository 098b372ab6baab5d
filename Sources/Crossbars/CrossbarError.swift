/// Why a crossbar could not be described or solved.
public struct CrossbarError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Hashable, Sendable {
    /// Counts that do not fit each other.
    case shape
    /// A resistance, conductance or voltage outside its range.
    case value
    /// The iteration stopped before the residual asked for.
    case notConverged
    /// Arithmetic in double precision cannot resolve this network.
    case illConditioned
    /// The machine has not the memory for the arrays.
    case memory
  }

  /// The kind of failure.
  public let code: Code
  /// One sentence that names what is wrong, its value and the remedy.
  public let description: String
  /// The residual reached, relative to the largest source voltage, where the iteration ran.
  public let residual: Double?

  /// An error of kind `code` that says `description`.
  public init(_ code: Code, _ description: String, residual: Double? = nil) {
    self.code = code
    self.description = description
    self.residual = residual
  }
}

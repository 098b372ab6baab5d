/// Why a characteristic cannot be extracted or used.
public struct CharacterizationError: Error, Hashable, CustomStringConvertible {
  /// The kind of trouble, to act on by program.
  public enum Code: String, Sendable {
    /// Too few or too uniform observations.
    case tooFewSamples
    /// A characteristic file that is damaged, or of another kind or version.
    case unusable
    /// A simulation that did not deliver what was asked for.
    case simulation
    /// An array that cannot hold what is put on it.
    case misfit
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

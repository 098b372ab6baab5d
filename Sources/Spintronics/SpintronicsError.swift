/// What went wrong in device physics: a code for programs and a sentence for people.
///
/// The sentence names the offending field or argument, its value, and the remedy.
public struct SpintronicsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure.
  public enum Code: String, Hashable, Sendable {
    /// A device description breaks a physical law or a range.
    case invalidDevice = "invalid_device"
    /// No preset has the name asked for.
    case unknownPreset = "unknown_preset"
    /// An argument lies outside the range that the method holds for.
    case invalidArgument = "invalid_argument"
    /// The device lacks a layer or coefficient that the question needs.
    case missingLayer = "missing_layer"
    /// A numerical method did not reach its tolerance.
    case notConverged = "not_converged"
  }

  /// What kind of trouble it is.
  public let code: Code
  /// The field or argument at fault, such as `spread.resistance`; empty when there is none.
  public let field: String
  /// One sentence: the thing, its value, the remedy.
  public let message: String

  /// An error of kind `code` about `field`.
  public init(_ code: Code, field: String = "", _ message: String) {
    self.code = code
    self.field = field
    self.message = message
  }

  public var description: String { message }
}

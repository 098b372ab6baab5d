/// Why netlist text could not be written or read.
public struct SpiceTextError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure.
  public enum Code: String, Sendable {
    case notWritable, notReadable, illegalValue, invalidDeck
  }

  /// What kind of failure it is.
  public var code: Code
  /// The file, card or name at fault.
  public var context: String
  /// One sentence with the thing, its value, and the remedy.
  public var description: String

  /// An error with all its parts.
  public init(_ code: Code, context: String, _ description: String) {
    self.code = code
    self.context = context
    self.description = description
  }
}

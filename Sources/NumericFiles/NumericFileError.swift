/// Why a numeric file could not be read or written.
public struct NumericFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure, for code that decides.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file could not be opened, read or written.
    case inaccessible
    /// The bytes are not of the format that was asked for.
    case notThisFormat
    /// The file ends early or contradicts itself.
    case corrupt
    /// The file is valid, but uses a feature that is not read here.
    case unsupported
    /// The archive holds no array of the name asked for.
    case missingArray
  }

  /// What kind of failure this is.
  public let code: Code
  /// The file or archive member concerned.
  public let source: String
  /// One sentence: what is wrong, the value found, what to do.
  public let message: String

  /// A failure of `source`.
  public init(_ code: Code, source: String, _ message: String) {
    self.code = code
    self.source = source
    self.message = message
  }

  public var description: String { "\(source): \(message)" }
}

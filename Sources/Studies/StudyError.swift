/// Why a study or a run cannot be done.
public struct StudyError: Error, Hashable, CustomStringConvertible {
  /// The kind of trouble, to act on by program.
  public enum Code: String, Sendable {
    /// A folder or file that cannot be written.
    case unwritable
    /// Data or networks that are missing or do not fit.
    case input
    /// Something that only the user can provide is not there.
    case absent
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

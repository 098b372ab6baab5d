/// Why a configuration cannot be used: every issue at once, each with its place and remedy.
public struct ConfigurationError: Error, Hashable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Code: String, Sendable {
    /// The file is absent or cannot be read.
    case unreadable
    /// The text is not YAML.
    case syntax
    /// Keys or values that the configuration does not have, or values in conflict.
    case invalid
  }

  /// What kind of trouble it is.
  public let code: Code
  /// The file as the user named it.
  public let file: String
  /// At least one issue, in the order of the file.
  public let issues: [ConfigurationIssue]

  /// One sentence per line, each starting with `file:line`.
  public var description: String {
    issues.map { issue in
      let line = issue.line.map { ":\($0)" } ?? ""
      return "\(file)\(line): \(issue.message)"
    }.joined(separator: "\n")
  }
}

/// One thing wrong in a configuration.
public struct ConfigurationIssue: Hashable, Sendable {
  /// The keys that lead to the value, outermost first, such as `["array", "rows"]`.
  public let path: [String]
  /// A sentence that names the value and the remedy.
  public let message: String
  /// The line in the file, counted from 1, where known.
  public internal(set) var line: Int?

  /// An issue at the value that `path` leads to; its line is found when the file is read.
  public init(path: [String], message: String) {
    self.path = path
    self.message = message
  }

  init(path: [String], message: String, line: Int?) {
    self.path = path
    self.message = message
    self.line = line
  }
}

/// A configuration that can be wrong as a whole although each value reads well.
public protocol ValidatedConfiguration {
  /// Every value out of range and every pair in conflict; empty when the configuration is sound.
  func issues() -> [ConfigurationIssue]
}

public import Circuits

/// Something wrong with a netlist, and the line it stands on.
public struct NetlistIssue: Hashable, Sendable {
  /// The file, where it is not the one that was given: an included one.
  public var file: String?
  /// The line, from 1; the first of a continued card.
  public var line: Int
  /// What is wrong, and the remedy.
  public var issue: CircuitIssue

  /// `issue` at `line`.
  public init(file: String? = nil, line: Int, _ issue: CircuitIssue) {
    self.file = file
    self.line = line
    self.issue = issue
  }
}

extension NetlistIssue: CustomStringConvertible {
  public var description: String { "\(file.map { $0 + " " } ?? "")line \(line): \(issue)" }
}

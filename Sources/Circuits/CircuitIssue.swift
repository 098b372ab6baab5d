/// Something wrong, or likely wrong, with a circuit.
public struct CircuitIssue: Hashable, Sendable, Error {
  /// What kind of fault it is.
  public var code: Code
  /// Whether the circuit cannot run because of it.
  public var severity: Severity
  /// Where: the subcircuit's name, or nil at the top level.
  public var scope: String?
  /// The device, net or definition at fault.
  public var subject: String
  /// One sentence that names the thing and its value.
  public var message: String
  /// What to do about it.
  public var remedy: String

  /// Kinds of fault.
  public enum Code: String, Sendable, CaseIterable {
    case duplicateName, wrongLetter, illegalName, unknownModel, unknownSubcircuit, pinCount
    case undefinedParameter, notFinite, zeroResistance, negativeElement, floatingNet, emptyCircuit
    case fallingTime, noGround, recursion, unknownPort, zeroStep, missingValue, missingEnd
    case unknownCard, syntax, unknownControl, missingFile
  }

  /// How bad it is.
  public enum Severity: String, Sendable, Comparable {
    case warning, error
    public static func < (a: Self, b: Self) -> Bool { a == .warning && b == .error }
  }

  /// An issue with all its parts.
  public init(
    _ code: Code, _ severity: Severity = .error, scope: String? = nil, subject: String,
    _ message: String, remedy: String
  ) {
    self.code = code
    self.severity = severity
    self.scope = scope
    self.subject = subject
    self.message = message
    self.remedy = remedy
  }
}

extension CircuitIssue: CustomStringConvertible {
  public var description: String {
    let place = scope.map { "in \($0): " } ?? ""
    return "\(severity.rawValue): \(place)\(message); \(remedy)"
  }
}

/// A circuit that cannot be used, with every issue found.
public struct CircuitError: Error, CustomStringConvertible {
  /// All issues, warnings among them, in the circuit's order.
  public var issues: [CircuitIssue]

  /// The error made of `issues`.
  public init(_ issues: [CircuitIssue]) { self.issues = issues }

  public var description: String {
    "the circuit has \(issues.count) issues:\n"
      + issues.map { "  \($0)" }.joined(separator: "\n")
  }
}

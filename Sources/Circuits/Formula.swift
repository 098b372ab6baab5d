/// A formula over parameters, node voltages and branch currents, as a tree.
///
/// It is what a behavioural source computes and what a parameter may be set to. Kept as a tree, not
/// as text, so that each dialect can spell it, parameters can be put in, and what was written can be
/// read back and compared.
public indirect enum Formula: Hashable, Sendable {
  /// A plain number, in SI units.
  case number(Double)
  /// The value of the parameter of this name in the enclosing scopes.
  case parameter(String)
  /// The voltage of the first net against the second; against ground where there is none. Volt.
  case voltage(Net, Net?)
  /// The current through a voltage source or inductor, from its first to its second net. Ampere.
  case current(Label)
  /// The time of a transient analysis in seconds.
  case time
  /// Minus the operand.
  case negated(Formula)
  /// Two operands and what joins them.
  case binary(Operator, Formula, Formula)
  /// A function of the simulator, such as `exp` or `min`.
  case call(String, [Formula])
  /// `condition ? then : otherwise`, true where the condition is not 0.
  case choice(Formula, Formula, Formula)

  /// What joins two operands; a comparison gives 1 or 0.
  public enum Operator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "**"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case and = "&&"
    case or = "||"

    /// How tightly the operator binds; a higher number binds first.
    public var precedence: Int {
      switch self {
      case .or: 1
      case .and: 2
      case .equal, .notEqual: 3
      case .less, .lessOrEqual, .greater, .greaterOrEqual: 4
      case .add, .subtract: 5
      case .multiply, .divide: 6
      case .power: 8
      }
    }
  }
}

extension Formula {
  public static func + (a: Self, b: Self) -> Self { .binary(.add, a, b) }
  public static func - (a: Self, b: Self) -> Self { .binary(.subtract, a, b) }
  public static func * (a: Self, b: Self) -> Self { .binary(.multiply, a, b) }
  public static func / (a: Self, b: Self) -> Self { .binary(.divide, a, b) }
  public static prefix func - (a: Self) -> Self { .negated(a) }

  /// The voltage of `net` against ground.
  public static func voltage(_ net: Net) -> Self { .voltage(net, nil) }
}

extension Formula: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
}

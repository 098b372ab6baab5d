public import Quantities

/// What a device or parameter is set to: a number in SI units, or a formula over parameters.
public enum Value: Hashable, Sendable {
  case number(Double)
  case expression(Formula)

  /// The number of a quantity in its SI unit.
  public init<U>(_ quantity: Quantity<U>) { self = .number(quantity.value) }

  /// The parameter called `name` in the enclosing scopes.
  public static func parameter(_ name: String) -> Value { .expression(.parameter(name)) }

  /// The number under `scope`, or nil where a name is missing from it.
  public func number(_ scope: [String: Double] = [:]) -> Double? {
    switch self {
    case .number(let value): value
    case .expression(let expression): expression.value(scope)
    }
  }

  /// The value with every parameter of `scope` put in.
  public func resolved(_ scope: [String: Double]) -> Value {
    guard case .expression(let expression) = self else { return self }
    let inner = expression.resolved(scope)
    if case .number(let value) = inner { return .number(value) }
    return .expression(inner)
  }
}

extension Value: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
}

/// A name and what it is set to: of a circuit, a subcircuit, an instance or a model.
public struct Parameter: Hashable, Sendable {
  /// The parameter's name; case does not count.
  public var name: String
  /// What it is set to.
  public var value: Value

  /// Sets `name` to `value`.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

import Foundation

extension Formula {
  /// The formula with every parameter of `scope` put in and constant parts worked out.
  ///
  /// Names that `scope` does not know stay as they are. Follows ngspice where spellings differ in
  /// meaning: `x ** y` is |x|^y with the sign of x for odd y only in other simulators, so a power of a
  /// negative base is left to the simulator.
  public func resolved(_ scope: [String: Double]) -> Formula {
    switch self {
    case .number, .voltage, .current, .time: return self
    case .parameter(let name): return scope[name.lowercased()].map { .number($0) } ?? self
    case .negated(let operand):
      let inner = operand.resolved(scope)
      if case .number(let x) = inner { return .number(-x) }
      return .negated(inner)
    case .binary(let op, let a, let b):
      let (left, right) = (a.resolved(scope), b.resolved(scope))
      if case .number(let x) = left, case .number(let y) = right, let z = op.apply(x, y) {
        return .number(z)
      }
      return .binary(op, left, right)
    case .call(let name, let arguments):
      let inner = arguments.map { $0.resolved(scope) }
      let numbers = inner.compactMap { if case .number(let x) = $0 { x } else { nil } }
      if numbers.count == inner.count, let value = Self.apply(name.lowercased(), numbers) {
        return .number(value)
      }
      return .call(name, inner)
    case .choice(let condition, let then, let otherwise):
      let test = condition.resolved(scope)
      if case .number(let x) = test {
        return x != 0 ? then.resolved(scope) : otherwise.resolved(scope)
      }
      return .choice(test, then.resolved(scope), otherwise.resolved(scope))
    }
  }

  /// The number that the formula stands for under `scope`, or nil where it depends on more.
  public func value(_ scope: [String: Double] = [:]) -> Double? {
    if case .number(let value) = resolved(scope) { value } else { nil }
  }

  /// The formula with every net and device it names changed by the two maps.
  public func renamed(net: (Net) -> Net, device: (Label) -> Label) -> Formula {
    switch self {
    case .number, .parameter, .time: self
    case .voltage(let a, let b): .voltage(net(a), b.map(net))
    case .current(let name): .current(device(name))
    case .negated(let x): .negated(x.renamed(net: net, device: device))
    case .binary(let op, let a, let b):
      .binary(op, a.renamed(net: net, device: device), b.renamed(net: net, device: device))
    case .call(let name, let arguments):
      .call(name, arguments.map { $0.renamed(net: net, device: device) })
    case .choice(let a, let b, let c):
      .choice(
        a.renamed(net: net, device: device), b.renamed(net: net, device: device),
        c.renamed(net: net, device: device))
    }
  }

  /// Calls `visit` for this formula and every part of it, outermost first.
  public func walk(_ visit: (Formula) -> Void) {
    visit(self)
    switch self {
    case .number, .parameter, .voltage, .current, .time: break
    case .negated(let x): x.walk(visit)
    case .binary(_, let a, let b):
      a.walk(visit)
      b.walk(visit)
    case .call(_, let arguments): for argument in arguments { argument.walk(visit) }
    case .choice(let a, let b, let c):
      a.walk(visit)
      b.walk(visit)
      c.walk(visit)
    }
  }

  private static func apply(_ name: String, _ x: [Double]) -> Double? {
    switch (name, x.count) {
    case ("abs", 1): abs(x[0])
    case ("sqrt", 1): x[0] >= 0 ? x[0].squareRoot() : nil
    case ("exp", 1): exp(x[0])
    case ("ln", 1), ("log", 1): x[0] > 0 ? log(x[0]) : nil
    case ("log10", 1): x[0] > 0 ? log10(x[0]) : nil
    case ("sin", 1): sin(x[0])
    case ("cos", 1): cos(x[0])
    case ("tan", 1): tan(x[0])
    case ("atan", 1): atan(x[0])
    case ("tanh", 1): tanh(x[0])
    case ("min", 2): Swift.min(x[0], x[1])
    case ("max", 2): Swift.max(x[0], x[1])
    case ("pow", 2): x[0] >= 0 ? pow(x[0], x[1]) : nil
    default: nil
    }
  }
}

extension Formula.Operator {
  /// The result for two numbers, or nil where it is left to the simulator.
  func apply(_ x: Double, _ y: Double) -> Double? {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: y == 0 ? nil : x / y
    case .power: x >= 0 ? pow(x, y) : nil
    case .less: x < y ? 1 : 0
    case .lessOrEqual: x <= y ? 1 : 0
    case .greater: x > y ? 1 : 0
    case .greaterOrEqual: x >= y ? 1 : 0
    case .equal: x == y ? 1 : 0
    case .notEqual: x != y ? 1 : 0
    case .and: x != 0 && y != 0 ? 1 : 0
    case .or: x != 0 || y != 0 ? 1 : 0
    }
  }
}

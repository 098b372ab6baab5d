/// A unit of measure, spelled as a case-less type so that quantities of different units cannot mix.
public protocol Unit: Sendable {
  /// The SI symbol, such as `V` or `ohm`.
  static var symbol: String { get }
}

/// A number with its SI unit in the type: `Volts`, `Ohms`, `Seconds`.
///
/// Arithmetic that keeps the unit stands here; products and quotients that change it (Ohm's law,
/// power, energy) stand in `Quantity+Laws.swift`. Kernels work on `value`.
public struct Quantity<U: Unit>: Hashable, Sendable {
  /// The number in the SI unit `U`, without prefix.
  public var value: Double

  /// A quantity of `value` in the SI unit `U`.
  public init(_ value: Double) { self.value = value }

  /// Whether the number is neither infinite nor NaN.
  public var isFinite: Bool { value.isFinite }

  /// No current, no voltage, no time.
  public static var zero: Self { Self(0) }
}

extension Quantity: Comparable {
  public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

extension Quantity: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self.value = value }
  public init(integerLiteral value: Int) { self.value = Double(value) }
}

extension Quantity {
  public static func + (a: Self, b: Self) -> Self { Self(a.value + b.value) }
  public static func - (a: Self, b: Self) -> Self { Self(a.value - b.value) }
  public static prefix func - (a: Self) -> Self { Self(-a.value) }
  public static func * (a: Self, k: Double) -> Self { Self(a.value * k) }
  public static func * (k: Double, a: Self) -> Self { Self(k * a.value) }
  public static func / (a: Self, k: Double) -> Self { Self(a.value / k) }
  /// The plain ratio of two quantities of one unit.
  public static func / (a: Self, b: Self) -> Double { a.value / b.value }
  public static func += (a: inout Self, b: Self) { a.value += b.value }
  public static func -= (a: inout Self, b: Self) { a.value -= b.value }
}

extension Quantity: Codable {
  /// Reads a bare number, or a SPICE number such as `4.7k` in a string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      value = number
      return
    }
    let text = try container.decode(String.self)
    guard let number = SpiceNumber.parse(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "'\(text)' is not a number in \(U.symbol); write it as 4.7e3 or 4.7k")
    }
    value = number
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

extension Quantity: CustomStringConvertible {
  /// The number with an engineering prefix and its unit, such as `4.7 kohm`; for people, not decks.
  public var description: String { SpiceNumber.engineering(value) + U.symbol }
}

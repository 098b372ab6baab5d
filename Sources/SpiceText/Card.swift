public import Circuits
public import Quantities

/// One line of netlist, put together from typed parts: `".nodeset v(\(net))=\(volts)"`.
///
/// Names, nets, numbers and quantities can be put in. A `String` cannot: text that came from
/// elsewhere must say `\(raw: text)`, so that a reader sees where it enters.
public struct Card: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The line, without its end.
  public let text: String

  public init(stringLiteral value: String) { text = value }
  public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Collects the parts of a card.
  public struct Interpolation: StringInterpolationProtocol {
    var text = ""

    /// Starts a card; capacities are hints.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 8 * interpolationCount)
    }
    public mutating func appendLiteral(_ literal: String) { text += literal }
    public mutating func appendInterpolation(_ name: Label) { text += name.text }
    public mutating func appendInterpolation(_ net: Net) { text += net.label.text }
    public mutating func appendInterpolation(_ number: Int) { text += String(number) }
    public mutating func appendInterpolation(_ number: Double) {
      text += SpiceNumber.format(number)
    }
    /// A quantity as a number in its SI unit.
    public mutating func appendInterpolation<U>(_ quantity: Quantity<U>) {
      text += SpiceNumber.format(quantity.value)
    }
    /// Text from elsewhere; the caller answers for its being netlist.
    public mutating func appendInterpolation(raw: String) { text += raw }
  }
}

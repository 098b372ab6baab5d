/// A node of a circuit: everything that is joined by ideal wire.
public struct Net: Hashable, Sendable {
  /// The node's name; `0` is ground in every scope.
  public let label: Label

  /// The node called `label`.
  public init(_ label: Label) { self.label = label }

  /// The node `prefix` + `index`, such as `d3`.
  public init(_ prefix: StaticString, _ index: Int) { label = Label(prefix, index) }

  /// The node `prefix` + `row` + `_` + `column`, such as `w3_7`.
  public init(_ prefix: StaticString, _ row: Int, _ column: Int) {
    label = Label(prefix, row, column)
  }

  /// The reference node, 0 V.
  public static let ground = Net(Label("0"))

  /// Whether this is the reference node, `0` or its alias `gnd`.
  public var isGround: Bool {
    guard case .text(let text) = label.storage else { return false }
    return text == "0" || text.lowercased() == "gnd"
  }
}

extension Net: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) { self.init(Label(value)) }
  public var description: String { label.text }
}

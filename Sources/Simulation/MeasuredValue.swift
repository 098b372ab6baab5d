/// The result of one measurement card (`.meas`).
public struct MeasuredValue: Hashable, Sendable {
  /// The name on the card, lower case.
  public var name: String
  /// The number; nil where the measurement failed (no crossing, for instance).
  public var value: Double?

  /// A measurement.
  public init(name: String, value: Double?) {
    self.name = name
    self.value = value
  }
}

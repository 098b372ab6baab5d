/// One change to a circuit that is already loaded: cheaper than loading it again.
public enum Alteration: Hashable, Sendable {
  /// The main value of a device: ohms of a resistor, farads of a capacitor, the DC value of a
  /// source.
  case value(device: String, Double)
  /// A named parameter of a device instance: `w` of `m1`, `ic` of `c1`, `acmag` of `v1`.
  case parameter(device: String, String, Double)
  /// A list parameter of a device instance: `pulse` or `pwl` of a source.
  case list(device: String, String, [Double])
  /// A parameter of a model, for all devices that use it.
  case model(String, String, Double)
}

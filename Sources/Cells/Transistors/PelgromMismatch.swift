public import Circuits
public import Quantities
import Randomness

/// Threshold mismatch of neighbouring transistors by Pelgrom's law: sigma = A_VT / sqrt(W L).
///
/// The sigma is that of one transistor against the mean; a pair differs by sqrt(2) of it. Defaults: 3.5
/// mV um, a figure for 65 nm bulk. Source: Pelgrom, Duinmaijer and Welbers, "Matching properties of
/// MOS transistors", IEEE J. Solid-State Circuits 24 (1989), equation 5, without the distance term.
public struct PelgromMismatch: Hashable, Sendable {
  /// A_VT in volt metre; 3.5 mV um is 3.5e-9.
  public var thresholdArea: Double

  /// Mismatch with the given A_VT in mV um.
  public init(millivoltMicrometers: Double = 3.5) { thresholdArea = millivoltMicrometers * 1e-9 }

  /// The standard deviation of the threshold of a transistor of drawn size `width` x `length`.
  public func deviation(width: Meters, length: Meters) -> Volts {
    Volts(thresholdArea / (width.value * length.value).squareRoot())
  }

  /// A threshold shift for each parameter of `subcircuit` that is the `delvto` of a transistor, drawn
  /// for the instance number `index` under `seed`.
  ///
  /// The same seed and index give the same shifts, whatever else is drawn.
  public func sample(_ subcircuit: Subcircuit, seed: UInt64, index: UInt64) -> [Parameter] {
    var stream = RandomStream(seed: seed, purpose: "pelgrom mismatch", index: index)
    return subcircuit.devices.compactMap { device in
      guard case .transistor(_, _, _, _, _, let parameters) = device.element else { return nil }
      var size: [String: Double] = [:]
      var name: String?
      for parameter in parameters {
        if let number = parameter.value.number() { size[parameter.name] = number }
        if parameter.name == "delvto", case .expression(let expression) = parameter.value {
          expression.walk { if case .parameter(let found) = $0 { name = found } }
        }
      }
      guard let name, let width = size["w"], let length = size["l"] else { return nil }
      let sigma = deviation(width: Meters(width * (size["m"] ?? 1)), length: Meters(length))
      return Parameter(name, .number(stream.normal(deviation: sigma.value)))
    }
  }
}

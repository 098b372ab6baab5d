/// What a simulator computed in a plot.
public enum AnalysisKind: String, Hashable, Sendable, CaseIterable, Codable {
  case operatingPoint = "op"
  case dcSweep = "dc"
  case transient = "tran"
  case ac = "ac"
  case noise = "noise"
  case transferFunction = "tf"
  case poleZero = "pz"
  case sensitivity = "sens"
  case distortion = "disto"
  case scattering = "sp"
  case periodicSteadyState = "pss"
  case spectrum = "spec"
  case other = "other"

  /// The kind that a plot's type name, such as `tran12`, stands for.
  public init(plotName: String) {
    let stem = String(plotName.lowercased().prefix { !$0.isNumber })
    self = Self(rawValue: stem) ?? .other
  }

  /// Whether the first waveform is the scale of the others.
  public var hasScale: Bool {
    switch self {
    case .dcSweep, .transient, .ac, .noise, .distortion, .scattering, .periodicSteadyState,
      .spectrum:
      true
    case .operatingPoint, .transferFunction, .poleZero, .sensitivity, .other: false
    }
  }
}

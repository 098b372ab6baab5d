public import Quantities

/// How devices of one design differ, and how many of them are broken.
///
/// Every relative spread is the deviation of the logarithm of a log-normal factor with median one, so
/// that no draw is ever negative; for small values it is the relative standard deviation.
public struct DeviceSpread: Codable, Hashable, Sendable {
  /// Relative spread of both lateral dimensions; the area spreads twice as much.
  public var diameter: Double
  /// Relative spread of the parallel resistance at equal area (barrier thickness and quality).
  public var resistance: Double
  /// Relative spread of the tunnel magnetoresistance.
  public var tmr: Double
  /// Relative spread of the saturation magnetisation.
  public var saturationMagnetization: Double
  /// Relative spread of the anisotropy energy (or of the effective field where that is given).
  public var anisotropy: Double
  /// Probability that a junction is stuck parallel.
  public var stuckParallel: Double
  /// Probability that a junction is stuck antiparallel.
  public var stuckAntiparallel: Double
  /// Probability that a barrier is shorted.
  public var short: Double
  /// Probability that a junction is open.
  public var open: Double
  /// Resistance of a shorted junction, ohm.
  public var shortResistance: Ohms
  /// Probability that a write leaves the opposite of the intended state.
  public var writeErrorRate: Double

  /// No spread and no defects, unless given.
  public init(
    diameter: Double = 0, resistance: Double = 0, tmr: Double = 0,
    saturationMagnetization: Double = 0, anisotropy: Double = 0, stuckParallel: Double = 0,
    stuckAntiparallel: Double = 0, short: Double = 0, open: Double = 0,
    shortResistance: Ohms = 200, writeErrorRate: Double = 0
  ) {
    self.diameter = diameter
    self.resistance = resistance
    self.tmr = tmr
    self.saturationMagnetization = saturationMagnetization
    self.anisotropy = anisotropy
    self.stuckParallel = stuckParallel
    self.stuckAntiparallel = stuckAntiparallel
    self.short = short
    self.open = open
    self.shortResistance = shortResistance
    self.writeErrorRate = writeErrorRate
  }

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case diameter
    case resistance
    case tmr
    case saturationMagnetization = "saturation_magnetization"
    case anisotropy
    case stuckParallel = "stuck_parallel"
    case stuckAntiparallel = "stuck_antiparallel"
    case short
    case open
    case shortResistance = "short_resistance"
    case writeErrorRate = "write_error_rate"
  }

  /// Missing keys mean no spread and no defects.
  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> Double {
      try c.decodeIfPresent(Double.self, forKey: key) ?? 0
    }
    diameter = try number(.diameter)
    resistance = try number(.resistance)
    tmr = try number(.tmr)
    saturationMagnetization = try number(.saturationMagnetization)
    anisotropy = try number(.anisotropy)
    stuckParallel = try number(.stuckParallel)
    stuckAntiparallel = try number(.stuckAntiparallel)
    short = try number(.short)
    open = try number(.open)
    shortResistance =
      try c.decodeIfPresent(Ohms.self, forKey: .shortResistance) ?? DeviceSpread().shortResistance
    writeErrorRate = try number(.writeErrorRate)
  }
}

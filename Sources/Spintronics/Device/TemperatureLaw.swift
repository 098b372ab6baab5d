import Foundation

/// How magnetisation, anisotropy and polarisation follow temperature.
///
/// M_s(T) is `power`: M_0 (1 - T/T_C)^n, or `bloch`: M_0 (1 - (T/T_C)^(3/2)). The anisotropy
/// energy goes as M_s(T)^k (k from 2 to 3, Callen and Callen), and P(T) = P_0 (1 - b T^(3/2)),
/// from which the magnetoresistance follows by Julliere's TMR = 2 P^2/(1 - P^2).
public struct TemperatureLaw: Codable, Hashable, Sendable {
  /// The law of the magnetisation.
  public enum Magnetization: String, Codable, Hashable, Sendable, CaseIterable {
    /// Nothing follows temperature but the thermal energy.
    case fixed
    case power
    case bloch
  }

  /// The law of the magnetisation.
  public var magnetization: Magnetization
  /// Temperature T_C at which the magnetisation vanishes, K.
  public var criticalTemperature: Double
  /// n of the `power` law.
  public var magnetizationExponent: Double
  /// k: the anisotropy energy goes as M_s^k.
  public var anisotropyExponent: Double
  /// b of the polarisation, K^(-3/2).
  public var polarizationCoefficient: Double

  /// No dependence unless given.
  public init(
    magnetization: Magnetization = .fixed, criticalTemperature: Double = 1120,
    magnetizationExponent: Double = 0.4, anisotropyExponent: Double = 2,
    polarizationCoefficient: Double = 0
  ) {
    self.magnetization = magnetization
    self.criticalTemperature = criticalTemperature
    self.magnetizationExponent = magnetizationExponent
    self.anisotropyExponent = anisotropyExponent
    self.polarizationCoefficient = polarizationCoefficient
  }

  /// M_s0 (1 - T/1420 K)^0.4 and P_0 (1 - 2e-5 T^1.5): the law of the UMN compact models.
  public static let power = TemperatureLaw(
    magnetization: .power, criticalTemperature: 1420, magnetizationExponent: 0.4,
    polarizationCoefficient: 2e-5)
  /// M_s0 (1 - (T/1120 K)^1.5) and P_0 (1 - 2e-5 T^1.5): the law of the BUAA compact models.
  public static let bloch = TemperatureLaw(
    magnetization: .bloch, criticalTemperature: 1120, polarizationCoefficient: 2e-5)

  /// M_s(T)/M_s(0); zero above T_C.
  public func magnetizationFactor(_ kelvins: Double) -> Double {
    let t = min(kelvins / criticalTemperature, 1)
    switch magnetization {
    case .fixed: return 1
    case .power: return pow(1 - t, magnetizationExponent)
    case .bloch: return 1 - pow(t, 1.5)
    }
  }

  /// K(T)/K(0) = (M_s(T)/M_s(0))^k of the anisotropy energy.
  public func anisotropyFactor(_ kelvins: Double) -> Double {
    pow(magnetizationFactor(kelvins), anisotropyExponent)
  }

  /// P(T)/P(0), not below zero.
  public func polarizationFactor(_ kelvins: Double) -> Double {
    max(0, 1 - polarizationCoefficient * pow(kelvins, 1.5))
  }

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case magnetization
    case criticalTemperature = "critical_temperature"
    case magnetizationExponent = "magnetization_exponent"
    case anisotropyExponent = "anisotropy_exponent"
    case polarizationCoefficient = "polarization_coefficient"
  }

  /// Missing keys take the defaults of `init`.
  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    let d = TemperatureLaw()
    magnetization =
      try c.decodeIfPresent(Magnetization.self, forKey: .magnetization)
      ?? d.magnetization
    criticalTemperature =
      try c.decodeIfPresent(Double.self, forKey: .criticalTemperature) ?? d.criticalTemperature
    magnetizationExponent =
      try c.decodeIfPresent(Double.self, forKey: .magnetizationExponent) ?? d.magnetizationExponent
    anisotropyExponent =
      try c.decodeIfPresent(Double.self, forKey: .anisotropyExponent) ?? d.anisotropyExponent
    polarizationCoefficient =
      try c.decodeIfPresent(Double.self, forKey: .polarizationCoefficient)
      ?? d.polarizationCoefficient
  }
}

public import Quantities

/// A one-pole thermal model of the junction: dT/dt = (T_ambient + R_th P - T)/tau.
///
/// Take R_th = (d - t_ox)/(2 A lambda) and tau = 12 C_v d^2/lambda for a stack of height d with heat
/// conductivity lambda and heat capacity C_v (the published VCMA junction: tau = 0.44 ns).
public struct SelfHeating: Codable, Hashable, Sendable {
  /// Temperature rise per dissipated power, K/W.
  public var thermalResistance: KelvinsPerWatt
  /// Time constant, s.
  public var timeConstant: Seconds

  /// A pole of this resistance and time constant.
  public init(thermalResistance: KelvinsPerWatt, timeConstant: Seconds) {
    self.thermalResistance = thermalResistance
    self.timeConstant = timeConstant
  }

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case thermalResistance = "thermal_resistance"
    case timeConstant = "time_constant"
  }
}

public import Quantities

/// What follows from a device description: the figures that papers quote.
public struct DerivedParameters: Codable, Hashable, Sendable {
  /// Area A, m2.
  public var area: SquareMeters
  /// R_P at zero bias, ohm.
  public var parallelResistance: Ohms
  /// R_AP at zero bias, ohm.
  public var antiparallelResistance: Ohms
  /// mu_0 H_k,eff, T.
  public var anisotropyField: Teslas
  /// Energy barrier E = M_s H_k V/2 without applied field, J.
  public var energyBarrier: Joules
  /// Thermal stability Delta = E/(k_B T).
  public var thermalStability: Double
  /// Critical current I_c0 = 4 e alpha E/(hbar eta) from the antiparallel state, A.
  public var criticalCurrent: Amperes
  /// Critical current from the parallel state, A; equal to the other unless eta depends on angle.
  public var criticalCurrentFromParallel: Amperes
  /// Voltage that drives I_c0 through the antiparallel junction, V.
  public var criticalVoltage: Volts
  /// tau_D = (1 + alpha^2)/(alpha gamma mu_0 H_k), s.
  public var relaxationTime: Seconds
  /// VCMA: change of mu_0 H_k per volt, T/V.
  public var vcmaSlope: TeslasPerVolt
  /// VCMA: voltage at which the barrier vanishes, V; nil without VCMA.
  public var vcmaCriticalVoltage: Volts?
  /// VCMA: half a precession about the in-plane field, pi/(gamma mu_0 H_x), s; nil without a field.
  public var halfPrecessionPeriod: Seconds?
  /// SOT: effective spin Hall angle.
  public var effectiveHallAngle: Double?
  /// SOT: resistance of the strip, ohm.
  public var stripResistance: Ohms?
  /// SOT: damping-like switching threshold, A/m2.
  public var spinOrbitCriticalDensity: AmperesPerSquareMeter?
  /// SOT: the same as a current in the strip, A.
  public var spinOrbitCriticalCurrent: Amperes?

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case area
    case parallelResistance = "parallel_resistance"
    case antiparallelResistance = "antiparallel_resistance"
    case anisotropyField = "anisotropy_field"
    case energyBarrier = "energy_barrier"
    case thermalStability = "thermal_stability"
    case criticalCurrent = "critical_current"
    case criticalCurrentFromParallel = "critical_current_from_parallel"
    case criticalVoltage = "critical_voltage"
    case relaxationTime = "relaxation_time"
    case vcmaSlope = "vcma_slope"
    case vcmaCriticalVoltage = "vcma_critical_voltage"
    case halfPrecessionPeriod = "half_precession_period"
    case effectiveHallAngle = "effective_hall_angle"
    case stripResistance = "strip_resistance"
    case spinOrbitCriticalDensity = "spin_orbit_critical_density"
    case spinOrbitCriticalCurrent = "spin_orbit_critical_current"
  }
}

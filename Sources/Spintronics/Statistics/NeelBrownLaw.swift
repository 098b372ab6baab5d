import Foundation
public import Quantities

/// Thermally activated reversal: the lifetime of a state under a current below the threshold.
///
///     tau(I) = tau_0 exp(Delta (1 - I/I_c0)^n),   P(t) = 1 - exp(-t/tau)
///
/// n = 2 is the barrier of a perpendicular macrospin under spin torque (T. Taniguchi, H. Imamura,
/// Phys. Rev. B 83, 054432 (2011)); n = 1 is the older form that some compact models use. It holds
/// while the barrier is several k_B T: for I well below I_c0 (0.8 I_c0 is a common limit) and pulses
/// much longer than tau_D. Above the threshold `lifetime` is tau_0 and is not to be trusted.
public struct NeelBrownLaw: Hashable, Sendable {
  /// Delta at zero current.
  public var thermalStability: Double
  /// I_c0, A.
  public var criticalCurrent: Amperes
  /// tau_0, s.
  public var attemptTime: Seconds
  /// n.
  public var exponent: Double

  /// The law of a junction with this stability, critical current and attempt time.
  public init(
    thermalStability: Double, criticalCurrent: Amperes, attemptTime: Seconds = 1e-9,
    exponent: Double = 2
  ) {
    self.thermalStability = thermalStability
    self.criticalCurrent = criticalCurrent
    self.attemptTime = attemptTime
    self.exponent = exponent
  }

  /// Delta (1 - I/I_c0)^n, zero above the threshold. A negative current stabilises the state.
  public func barrier(current: Amperes) -> Double {
    let reduced = 1 - current / criticalCurrent
    return reduced <= 0 ? 0 : thermalStability * pow(reduced, exponent)
  }

  /// Mean time until the state reverses under `current`, s.
  public func lifetime(current: Amperes = 0) -> Seconds {
    attemptTime * exp(barrier(current: current))
  }

  /// Probability that the state has reversed after `duration` under `current`.
  public func switchingProbability(current: Amperes, duration: Seconds) -> Double {
    -expm1(-duration.value / lifetime(current: current).value)
  }

  /// Probability that a read of `duration` at `current` reverses the state.
  public func readDisturb(current: Amperes, duration: Seconds) -> Double {
    switchingProbability(current: current, duration: duration)
  }

  /// Probability that a bit is lost within `time` at rest.
  public func retentionFailure(after time: Seconds) -> Double {
    switchingProbability(current: 0, duration: time)
  }

  /// Time until a bit at rest is lost with `probability`, s.
  public func retentionTime(failure probability: Double) -> Seconds {
    lifetime() * -log1p(-probability)
  }

  /// The pulse that reverses the state with `probability` at `current`, s.
  public func duration(probability: Double, current: Amperes) -> Seconds {
    lifetime(current: current) * -log1p(-probability)
  }
}

extension MTJDevice {
  /// The activated reversal of this device from `state`.
  public func neelBrown(leaving state: JunctionState = .antiparallel) -> NeelBrownLaw {
    NeelBrownLaw(
      thermalStability: thermalStability, criticalCurrent: criticalCurrent(leaving: state),
      attemptTime: attemptTime)
  }
}

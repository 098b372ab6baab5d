public import Quantities

/// A magnetic tunnel junction whose TMR falls with bias.
///
/// R(m, V) = R_P (1 + x + TMR) / (1 + x + TMR (1 + m) / 2), x = (V / V_h)^2, m = cos of the angle
/// between the two magnetisations; so it is R_P and ohmic at m = 1, R_P (1 + TMR / (1 + x)) at m = -1.
/// The law is symmetric in V. It interpolates the conductance over m, as the usual compact models of
/// perpendicular junctions do; temperature and the weak rise of R_P's own conductance with bias are not
/// part of it.
public struct Junction: Hashable, Sendable {
  /// Resistance with parallel magnetisations, above 0; infinite for an open cell.
  public var parallel: Ohms
  /// (R_AP - R_P) / R_P at zero bias, 0 or more.
  public var tmr: Double
  /// Voltage at which the TMR has fallen to half, above 0; infinite for a junction without bias
  /// dependence.
  public var halfBias: Volts
  /// m, from -1 (antiparallel) to 1 (parallel).
  public var magnetization: Double

  /// A junction of these four parameters.
  public init(parallel: Ohms, tmr: Double, halfBias: Volts, magnetization: Double) {
    self.parallel = parallel
    self.tmr = tmr
    self.halfBias = halfBias
    self.magnetization = magnetization
  }

  /// The resistance at `bias`.
  public func resistance(at bias: Volts) -> Ohms {
    let x = (bias / halfBias) * (bias / halfBias)
    return parallel * ((1 + x + tmr) / (1 + x + tmr * (1 + magnetization) / 2))
  }

  /// The current at `bias`.
  public func current(at bias: Volts) -> Amperes { bias / resistance(at: bias) }
}

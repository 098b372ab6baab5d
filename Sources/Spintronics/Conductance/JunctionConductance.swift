public import Quantities

/// The conductance of a junction at a free-layer angle and a bias:
///
///     R(m_z, V) = R_P (1 + u^2 + TMR)/(1 + u^2 + TMR (1 + m_z)/2) / (1 + b V^2),   u = V/V_h
///
/// It is R_P at m_z = +1, R_P (1 + TMR/(1 + u^2)) at m_z = -1, and the conductance is linear in m_z
/// between. V_h is the bias at which the magnetoresistance has halved. The parabolic term b of
/// Brinkman (W. F. Brinkman, R. C. Dynes, J. M. Rowell, J. Appl. Phys. 41, 1915 (1970)) is zero
/// unless `TunnelBarrier` gives it. The interpolation is that of the published compact models.
/// Not for biases near breakdown (above about 1 V for an RA of a few ohm um2).
public struct JunctionConductance: Hashable, Sendable {
  /// R_P at zero bias, ohm; positive, infinite for an open junction.
  public var parallelResistance: Ohms
  /// Tunnel magnetoresistance (R_AP - R_P)/R_P at zero bias, a ratio; zero for a fixed resistor.
  public var tmr: Double
  /// V_h, volt; infinite when the magnetoresistance does not fall with bias.
  public var halfBiasVoltage: Volts
  /// b, 1/V^2.
  public var parabolicTerm: Double

  /// A junction by its parallel resistance, its magnetoresistance and how both follow the bias.
  public init(
    parallelResistance: Ohms, tmr: Double, halfBiasVoltage: Volts, parabolicTerm: Double = 0
  ) {
    self.parallelResistance = parallelResistance
    self.tmr = tmr
    self.halfBiasVoltage = halfBiasVoltage
    self.parabolicTerm = parabolicTerm
  }

  /// R(m_z, V), ohm.
  public func resistance(magnetization m: Double, bias: Volts = 0) -> Ohms {
    conductance(magnetization: m, bias: bias).resistance
  }

  /// G(m_z, V) = I/V, siemens (the chord, not the slope).
  public func conductance(magnetization m: Double, bias: Volts = 0) -> Siemens {
    let u = bias.value / halfBiasVoltage.value
    let base = 1 + u * u
    let parabola = 1 + parabolicTerm * bias.value * bias.value
    let ratio = (base + tmr * (1 + m) / 2) / (base + tmr)
    return Siemens(parabola * ratio / parallelResistance.value)
  }

  /// I(m_z, V), ampere.
  public func current(magnetization m: Double, bias: Volts) -> Amperes {
    bias * conductance(magnetization: m, bias: bias)
  }

  /// dI/dV at fixed m_z, siemens: exact, as a Newton solver needs it.
  public func derivative(magnetization m: Double, bias: Volts) -> Siemens {
    let v = bias.value
    let u = v / halfBiasVoltage.value
    let base = 1 + u * u
    let bottom = base + tmr
    let ratio = (base + tmr * (1 + m) / 2) / bottom
    let ratioSlope = 2 * u * u * (tmr * (1 - m) / 2) / (bottom * bottom)  // V d(ratio)/dV
    let parabola = 1 + parabolicTerm * v * v
    let slope = parabola * (ratio + ratioSlope) + 2 * parabolicTerm * v * v * ratio
    return Siemens(slope / parallelResistance.value)
  }

  /// TMR(V) = TMR/(1 + (V/V_h)^2).
  public func tmr(bias: Volts) -> Double {
    let u = bias.value / halfBiasVoltage.value
    return tmr / (1 + u * u)
  }
}

extension JunctionConductance {
  /// I(V) in one of the two stable states, ampere.
  public func current(_ state: JunctionState, bias: Volts) -> Amperes {
    current(magnetization: state.magnetization, bias: bias)
  }

  /// I/V in one of the two stable states, siemens.
  public func conductance(_ state: JunctionState, bias: Volts = 0) -> Siemens {
    conductance(magnetization: state.magnetization, bias: bias)
  }

  /// dI/dV in one of the two stable states, siemens.
  public func derivative(_ state: JunctionState, bias: Volts) -> Siemens {
    derivative(magnetization: state.magnetization, bias: bias)
  }

  /// V/I in one of the two stable states, ohm.
  public func resistance(_ state: JunctionState, bias: Volts = 0) -> Ohms {
    resistance(magnetization: state.magnetization, bias: bias)
  }
}

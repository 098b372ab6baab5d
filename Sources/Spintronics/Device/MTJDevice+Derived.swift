public import Quantities

extension MTJDevice {
  /// Energy barrier E = M_s mu_0 H_k V/2 between the two states, without applied field, J.
  public var energyBarrier: Joules {
    Joules(
      saturationMagnetization.value * effectiveAnisotropyField.value * volume.value / 2)
  }

  /// Thermal stability Delta = E/(k_B T); infinite at 0 K.
  public var thermalStability: Double {
    energyBarrier.value / (PhysicalConstants.boltzmann * temperature.value)
  }

  /// Critical current I_c0 = 4 e alpha E/(hbar eta) for leaving `state`, A.
  ///
  /// The macrospin threshold at 0 K: the current at which the linearised motion about the state
  /// becomes unstable. Source: J. Z. Sun, Phys. Rev. B 62, 570 (2000).
  public func criticalCurrent(leaving state: JunctionState = .antiparallel) -> Amperes {
    Amperes(
      4 * PhysicalConstants.elementaryCharge * damping * energyBarrier.value
        / (PhysicalConstants.reducedPlanck * efficiency(cosine: state.magnetization)))
  }

  /// eta at the angle with the given cosine.
  public func efficiency(cosine: Double) -> Double {
    let form = spinEfficiency.rational(polarization: polarization, asymmetry: asymmetry)
    return form.numerator / (form.constant + form.slope * cosine)
  }

  /// tau_D = (1 + alpha^2)/(alpha gamma mu_0 H_k), the unit of time of the reversal, s.
  public var relaxationTime: Seconds {
    Seconds(
      (1 + damping * damping)
        / (damping * PhysicalConstants.gyromagneticRatio * effectiveAnisotropyField.value))
  }

  /// Fall of mu_0 H_k per volt, 2 xi/(M_s t_ox t_f), T/V.
  public var vcmaSlope: TeslasPerVolt {
    TeslasPerVolt(
      2 * vcmaCoefficient.value
        / (saturationMagnetization.value * oxideThickness.value * freeLayerThickness.value))
  }

  /// Threshold of damping-like spin-orbit switching under an in-plane field along the current:
  /// J_c = (2 e/hbar) M_s t_f/theta (mu_0 H_k/2 - mu_0 H_x/sqrt 2), A/m2; nil without a strip.
  ///
  /// Source: K.-S. Lee et al., Appl. Phys. Lett. 102, 112410 (2013).
  public var spinOrbitCriticalDensity: AmperesPerSquareMeter? {
    guard let layer = spinHall else { return nil }
    let field =
      effectiveAnisotropyField.value / 2
      - abs(appliedField.x + exchangeBias.x) / 2.0.squareRoot()
    let charge = 2 * PhysicalConstants.elementaryCharge / PhysicalConstants.reducedPlanck
    return AmperesPerSquareMeter(
      charge * saturationMagnetization.value * freeLayerThickness.value * field
        / abs(layer.effectiveHallAngle))
  }

  /// All derived figures at once.
  public var derived: DerivedParameters {
    let slope = vcmaSlope
    let inPlane = ((appliedField + exchangeBias) * SIMD3(1, 1, 0))
    let field = (inPlane * inPlane).sum().squareRoot()
    let density = spinOrbitCriticalDensity
    return DerivedParameters(
      area: area, parallelResistance: parallelResistance,
      antiparallelResistance: antiparallelResistance, anisotropyField: effectiveAnisotropyField,
      energyBarrier: energyBarrier, thermalStability: thermalStability,
      criticalCurrent: criticalCurrent(leaving: .antiparallel),
      criticalCurrentFromParallel: criticalCurrent(leaving: .parallel),
      criticalVoltage: voltage(driving: criticalCurrent(leaving: .antiparallel), .antiparallel),
      relaxationTime: relaxationTime, vcmaSlope: slope,
      vcmaCriticalVoltage: slope.value == 0
        ? nil : Volts(effectiveAnisotropyField.value / slope.value),
      halfPrecessionPeriod: field == 0
        ? nil : Seconds(.pi / (PhysicalConstants.gyromagneticRatio * field)),
      effectiveHallAngle: spinHall?.effectiveHallAngle, stripResistance: spinHall?.resistance,
      spinOrbitCriticalDensity: density,
      spinOrbitCriticalCurrent: spinHall.flatMap { layer in
        density.map { Amperes($0.value * layer.crossSection.value) }
      })
  }

  /// The bias at which the junction in `state` carries `current`, V: Newton's method on I(V), which
  /// is monotonic.
  public func voltage(driving current: Amperes, _ state: JunctionState) -> Volts {
    conductance.voltage(driving: current, magnetization: state.magnetization)
  }
}

extension JunctionConductance {
  /// The bias at which the junction carries `current` at `magnetization`, V: a bracketed Newton
  /// iteration, to 1e-12 of the value.
  public func voltage(driving current: Amperes, magnetization m: Double) -> Volts {
    let target = current.value
    guard target != 0, parallelResistance.isFinite else { return .zero }
    let highest = target * parallelResistance.value * (1 + tmr)
    var low = min(0, highest)
    var high = max(0, highest)
    var v = target * resistance(magnetization: m).value
    for _ in 0..<100 {
      let excess = self.current(magnetization: m, bias: Volts(v)).value - target
      if excess > 0 { high = v } else { low = v }
      var next = v - excess / derivative(magnetization: m, bias: Volts(v)).value
      if !(next > low && next < high) { next = (low + high) / 2 }
      if abs(next - v) <= 1e-13 * abs(v) { return Volts(next) }
      v = next
    }
    return Volts(v)
  }
}

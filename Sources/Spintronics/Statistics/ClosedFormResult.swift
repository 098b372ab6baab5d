public import Quantities

/// A switching probability from a closed form, with the place where the form holds.
public struct ClosedFormResult: Hashable, Sendable {
  /// Which law answered.
  public enum Law: String, Codable, Hashable, Sendable {
    /// Thermal activation over the barrier, below the threshold.
    case neelBrown = "neel_brown"
    /// Spin-torque amplification of the thermal angle, above the threshold.
    case precessional
  }

  /// The switching probability and the law that it is by.
  public var probability: Double
  public var law: Law
  /// I/I_c0 of the initial state.
  public var reducedCurrent: Double
  /// Whether the reduced current lies where the law is good: below 0.8 or from 2 on.
  public var isValid: Bool
  /// Energy at the initial state's resistance, J: an upper bound at a current that lowers the
  /// resistance, a lower one otherwise.
  public var energy: Joules
}

extension SwitchingExperiment {
  /// The first pulse of the experiment by the closed forms: Neel and Brown's below the threshold, the
  /// precessional one above; a bias lowers the barrier by the VCMA coefficient.
  ///
  /// Throws for a strip current and for devices that are not axisymmetric, where no closed form holds.
  public func closedForm() throws(SpintronicsError) -> ClosedFormResult {
    guard device.isAxisymmetric, let pulse = pulses.first, pulse.drive.stripCurrent.value == 0
    else {
      throw SpintronicsError(
        .invalidArgument, field: "method",
        "no closed form holds for fields in the plane or strip currents; use the macrospin method")
    }
    let (voltage, current) = operatingPoint(pulse.drive)
    var biased = device
    biased.anisotropy = .effectiveField(
      device.effectiveAnisotropyField - Teslas(device.vcmaSlope.value * voltage.value))
    guard biased.effectiveAnisotropyField.value > 0 else {
      throw SpintronicsError(
        .invalidArgument, field: "voltage",
        "\(voltage.value) V exceeds the critical voltage of the device, where no barrier is left; "
          + "use the macrospin or the Fokker-Planck method")
    }
    // A current that favours the other state counts positive.
    let driving = current * initial.magnetization
    let threshold = biased.criticalCurrent(leaving: initial)
    let reduced = driving / threshold
    let power = DissipatedPower(device, drive: pulse.drive)(initial.magnetization)
    let above = reduced >= 1
    return ClosedFormResult(
      probability: above
        ? biased.precessional(leaving: initial)
          .switchingProbability(current: driving, duration: pulse.duration)
        : biased.neelBrown(leaving: initial)
          .switchingProbability(current: driving, duration: pulse.duration),
      law: above ? .precessional : .neelBrown, reducedCurrent: reduced,
      isValid: above ? reduced >= PrecessionalLaw.lowestReducedCurrent : reduced <= 0.8,
      energy: Joules(power * pulse.duration.value))
  }

  /// Voltage over and current through the junction in its initial state.
  private func operatingPoint(_ drive: JunctionDrive) -> (Volts, Amperes) {
    switch drive.source {
    case .voltage(let v): (v, device.conductance.current(initial, bias: v))
    case .current(let i): (device.voltage(driving: i, initial), i)
    case .measured(let v, let i): (v, i)
    }
  }
}

import Quantities

/// The numbers in the Landau-Lifshitz-Gilbert equation of one junction under one drive.
///
/// All fields are mu_0 H in tesla. With g = gamma/(1 + alpha^2) the motion is
///
///     dm/dt = -g m x (A1 + m x A2)
///     A1 = B + (r - alpha) a_J z + (r_s - alpha) a_S y
///     A2 = alpha B + (1 + alpha r) a_J z + (1 + alpha r_s) a_S y
///     B  = field + coupling m - v0/(1 + v1 m_z) m_z z + thermal field
///     a_J = (torque0 + torque1 m_z)/(1 + torqueSlope m_z)
///
/// which is the explicit form of -m x B with Gilbert damping, Slonczewski's torque
/// -a_J m x (m x z), its field-like partner -r a_J m x z, and the same two along y from the strip. The
/// isotropic part of the demagnetising field exerts no torque and is left out.
public struct MacrospinCoefficients: Hashable, Sendable {
  /// Applied and exchange-bias field, T.
  public var field: SIMD3<Double>
  /// Field per unit of each component of m: demagnetisation in the plane, anisotropy along z, T.
  public var coupling: SIMD3<Double>
  /// a_J = (torque0 + torque1 m_z)/(1 + torqueSlope m_z), T.
  public var torque0: Double
  public var torque1: Double
  public var torqueSlope: Double
  /// a_S, T.
  public var orbitTorque: Double
  /// r and r_s.
  public var fieldLikeRatio: Double
  public var orbitFieldLikeRatio: Double
  /// Voltage-controlled field v0/(1 + v1 m_z), T.
  public var voltageField: Double
  public var voltageSlope: Double
  /// alpha.
  public var damping: Double
  /// Variance of each component of the thermal field times the time that it is held, T^2 s.
  public var thermalVariance: Double
  /// Heating (heat0 + heat1 m_z)/(1 + v1 m_z) in W, and how it acts; nil thermal model means none.
  public var heat0: Double
  public var heat1: Double
  public var selfHeating: SelfHeating?
  /// Ambient temperature, K.
  public var temperature: Double

  /// The coefficients of `device` under `drive`.
  public init(_ device: MTJDevice, drive: JunctionDrive) {
    let ms = device.saturationMagnetization.value
    let n = device.demagnetizingFactors
    let easier = min(n.x, n.y)
    let demagnetizing = PhysicalConstants.vacuumPermeability * ms
    field = device.appliedField + device.exchangeBias
    coupling = SIMD3(
      -demagnetizing * (n.x - easier), -demagnetizing * (n.y - easier),
      device.effectiveAnisotropyField.value)
    fieldLikeRatio = device.fieldLikeRatio
    orbitFieldLikeRatio = device.spinHall?.fieldLikeRatio ?? 0
    damping = device.damping
    temperature = device.temperature.value
    thermalVariance =
      2 * damping * PhysicalConstants.boltzmann * temperature
      / (ms * device.volume.value * PhysicalConstants.gyromagneticRatio)
    selfHeating = device.selfHeating
    orbitTorque = device.spinOrbitTorque(stripCurrent: drive.stripCurrent)
    (torque0, torque1, torqueSlope) = (0, 0, 0)
    (voltageField, voltageSlope) = (0, 0)
    (heat0, heat1) = (0, 0)
    setDrive(device, drive)
  }

  /// Replaces what depends on the drive; `device` must be the one of `init`.
  public mutating func setDrive(_ device: MTJDevice, _ drive: JunctionDrive) {
    let form = device.spinEfficiency.rational(
      polarization: device.polarization, asymmetry: device.asymmetry)
    // Torque field per ampere; a positive current drives towards -z.
    let perAmpere =
      -PhysicalConstants.reducedPlanck * form.numerator / form.constant
      / (2 * PhysicalConstants.elementaryCharge * device.saturationMagnetization.value
        * device.volume.value)
    torqueSlope = form.slope / form.constant
    orbitTorque = device.spinOrbitTorque(stripCurrent: drive.stripCurrent)
    let slope = device.vcmaSlope.value
    switch drive.source {
    case .voltage(let v):
      let low = device.conductance.current(magnetization: -1, bias: v).value
      let high = device.conductance.current(magnetization: 1, bias: v).value
      torque0 = perAmpere * (high + low) / 2
      torque1 = perAmpere * (high - low) / 2
      (voltageField, voltageSlope) = (slope * v.value, 0)
      (heat0, heat1) = (v.value * (high + low) / 2, v.value * (high - low) / 2)
    case .current(let i):
      torque0 = perAmpere * i.value
      torque1 = 0
      // V(m_z) = I/G(m_z) with its exact ends: v/(1 + s m_z), as G is linear in m_z.
      let low = device.conductance.voltage(driving: i, magnetization: -1).value
      let high = device.conductance.voltage(driving: i, magnetization: 1).value
      let needed = slope != 0 || selfHeating != nil
      voltageSlope = needed && low + high != 0 ? (low - high) / (low + high) : 0
      let middle = high * (1 + voltageSlope)
      voltageField = slope * middle
      (heat0, heat1) = (i.value * middle, 0)
    case .measured(let v, let i):
      torque0 = perAmpere * i.value
      torque1 = 0
      (voltageField, voltageSlope) = (slope * v.value, 0)
      (heat0, heat1) = (v.value * i.value, 0)
    }
  }

  /// Whether the kernel needs its general form: a quotient in the torque or the voltage, or heating.
  package var isGeneral: Bool {
    torqueSlope != 0 || voltageSlope != 0 || selfHeating != nil
  }
}

extension MTJDevice {
  /// a_S = hbar theta_eff J/(2 e M_s t_f) of a current in the strip, T; zero without a strip.
  func spinOrbitTorque(stripCurrent: Amperes) -> Double {
    guard let layer = spinHall else { return 0 }
    let density = stripCurrent.value / layer.crossSection.value
    return PhysicalConstants.reducedPlanck * layer.effectiveHallAngle * density
      / (2 * PhysicalConstants.elementaryCharge * saturationMagnetization.value
        * freeLayerThickness.value)
  }
}

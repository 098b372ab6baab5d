import Foundation
import Quantities

/// The drift of the Fokker-Planck equation under one drive, as a potential: a(x) = (1/2 Delta) dPhi/dx.
struct FokkerPlanckDrift {
  /// 1/(2 Delta): the diffusion constant in units of 1/tau_D.
  let diffusion: Double

  private let anisotropy: Double
  private let field: Double
  private let torque: Double
  private let torque0: Double
  private let torque1: Double
  private let slope: Double
  private let voltage: Double
  private let voltageSlope: Double

  init(_ device: MTJDevice, drive: JunctionDrive) {
    let c = MacrospinCoefficients(device, drive: drive)
    let unit = device.effectiveAnisotropyField.value
    diffusion = 1 / (2 * device.thermalStability)
    anisotropy = c.coupling.z / unit
    field = c.field.z / unit
    // dtheta/dt has alpha B - (1 + alpha r) a_J: the torque in units of alpha B_k.
    torque = (1 + c.damping * c.fieldLikeRatio) / (c.damping * unit)
    (torque0, torque1, slope) = (c.torque0, c.torque1, c.torqueSlope)
    (voltage, voltageSlope) = (c.voltageField / unit, c.voltageSlope)
  }

  /// Phi(x) = 2 Delta times the integral of a from 0 to x; exp(Phi) is the stationary density.
  func potential(_ x: Double) -> Double {
    var sum = anisotropy * x * x / 2 + field * x
    sum += torque * Self.quotientIntegral(torque0, torque1, slope, x)
    // The voltage-controlled field is -v x/(1 + s x) along z.
    sum -= Self.quotientIntegral(0, voltage, voltageSlope, x)
    return sum / diffusion
  }

  /// The integral of (a + b x)/(1 + s x) from 0 to x.
  private static func quotientIntegral(_ a: Double, _ b: Double, _ s: Double, _ x: Double) -> Double
  {
    // Below 1e-4 the series is exact to rounding, and the closed form is not.
    guard abs(s) > 1e-4 else {
      return a * x + (b - a * s) * x * x / 2 - (b - a * s) * s * x * x * x / 3
    }
    return b / s * x + (a - b / s) * log1p(s * x) / s
  }
}

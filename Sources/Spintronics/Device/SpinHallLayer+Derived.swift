import Foundation
public import Quantities

extension SpinHallLayer {
  /// theta_SH (1 - sech(t/lambda)), or theta_SH itself when lambda is zero.
  public var effectiveHallAngle: Double {
    guard diffusionLength.value > 0 else { return hallAngle }
    return hallAngle * (1 - 1 / cosh(thickness / diffusionLength))
  }

  /// Resistance rho l/(w d) along the strip, ohm.
  public var resistance: Ohms {
    Ohms(resistivity.value * length.value / (width.value * thickness.value))
  }

  /// Cross-section that carries the current, m2.
  public var crossSection: SquareMeters { width * thickness }
}

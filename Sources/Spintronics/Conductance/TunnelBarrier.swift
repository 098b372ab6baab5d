import Foundation
public import Quantities

/// A rectangular tunnel barrier: Simmons' resistance and Brinkman's parabola.
///
/// At low bias RA is proportional to t_ox/sqrt(phi) exp(2 t_ox sqrt(2 m phi)/hbar)
/// (J. G. Simmons, J. Appl. Phys. 34, 1793 (1963)), and the conductance grows with bias as
/// G(V) = G_0 (1 + (9/128) (A_0^2/phi) V^2), A_0 = 4 sqrt(2 m) t_ox/(3 hbar)
/// (W. F. Brinkman, R. C. Dynes, J. M. Rowell, J. Appl. Phys. 41, 1915 (1970)), for a symmetric
/// barrier. Not for biases near phi/e.
public struct TunnelBarrier: Hashable, Sendable {
  /// Thickness t_ox, m.
  public var thickness: Meters
  /// Height phi, eV.
  public var height: Double

  /// A barrier of `thickness`, and `height` in eV.
  public init(thickness: Meters, height: Double) {
    self.thickness = thickness
    self.height = height
  }

  /// The decay constant 2 sqrt(2 m phi)/hbar, 1/m: 1.025 sqrt(phi) per angstrom.
  public var decayConstant: Double {
    let energy = height * PhysicalConstants.elementaryCharge
    return 2 * (2 * PhysicalConstants.electronMass * energy).squareRoot()
      / PhysicalConstants.reducedPlanck
  }

  /// RA of this barrier over RA of one with thickness `reference` and equal height.
  public func resistanceRatio(to reference: Meters) -> Double {
    thickness / reference * exp(decayConstant * (thickness - reference).value)
  }

  /// d ln(RA)/d t_ox, 1/m.
  public var logarithmicSlope: Double { decayConstant + 1 / thickness.value }

  /// b of G(V) = G_0 (1 + b V^2), 1/V^2.
  public var parabolicTerm: Double {
    // With phi in electronvolt and V in volt, A_0^2/phi is (4 sqrt(2 m) d/(3 hbar))^2 e/phi[eV].
    let a0 =
      4 * (2 * PhysicalConstants.electronMass).squareRoot() * thickness.value
      / (3 * PhysicalConstants.reducedPlanck)
    return 9.0 / 128 * a0 * a0 * PhysicalConstants.elementaryCharge / height
  }
}

extension MTJDevice {
  /// The barrier, when the description gives its height.
  public var barrier: TunnelBarrier? {
    barrierHeight.map { TunnelBarrier(thickness: oxideThickness, height: $0) }
  }

  /// This device with its barrier made `thickness` thick: RA follows Simmons' law.
  ///
  /// Throws `missingLayer` when the description gives no barrier height.
  public func withOxideThickness(_ thickness: Meters) throws(SpintronicsError) -> MTJDevice {
    guard let height = barrierHeight else {
      throw SpintronicsError(
        .missingLayer, field: "barrier_height",
        "barrier_height is not given, so RA cannot follow the barrier; set it (0.4 eV for MgO)")
    }
    var device = self
    let ratio = TunnelBarrier(thickness: thickness, height: height)
      .resistanceRatio(to: oxideThickness)
    device.resistanceAreaProduct = resistanceAreaProduct * ratio
    device.oxideThickness = thickness
    return device
  }
}

import Foundation
public import Randomness

/// The equilibrium distribution of an axisymmetric free layer about one of its states:
/// p(theta) ~ sin(theta) exp(-Delta sin^2 theta), theta below a right angle.
public enum ThermalAngle {
  /// cos(theta) of one draw, in (0, 1].
  ///
  /// By rejection from the exponential in 1 - cos(theta); exact for every Delta.
  public static func cosine(thermalStability delta: Double, stream: inout RandomStream) -> Double {
    guard delta.isFinite else { return 1 }
    let cut = -expm1(-delta)
    while true {
      // y = 1 - cos(theta) has the weight exp(-Delta y (2 - y)) <= exp(-Delta y).
      let y = delta > 1e-9 ? -log1p(-stream.uniform() * cut) / delta : stream.uniform()
      if stream.uniform() < exp(-delta * y * (1 - y)) { return 1 - y }
    }
  }

  /// A unit vector about `state`, with a uniform azimuth.
  public static func direction(
    about state: JunctionState, thermalStability: Double, stream: inout RandomStream
  ) -> SIMD3<Double> {
    let z = cosine(thermalStability: thermalStability, stream: &stream)
    let phi = 2 * Double.pi * stream.uniform()
    let radius = ((1 - z) * (1 + z)).squareRoot()
    return SIMD3(radius * cos(phi), radius * sin(phi), state.magnetization * z)
  }
}

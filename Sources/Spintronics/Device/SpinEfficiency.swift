/// How the efficiency eta of the spin-transfer torque depends on the angle between the layers.
///
/// The damping-like torque field is a_J = hbar eta I/(2 e mu_0 M_s V).
public enum SpinEfficiency: String, Codable, Hashable, Sendable, CaseIterable {
  /// eta = P at every angle: the torque of a symmetric tunnel junction at constant current.
  case constant
  /// eta = P/(1 + P^2 cos theta): Slonczewski's tunnel-junction form at constant current.
  case slonczewski
  /// eta = 2 P L^2/((L^2 + 1) + (L^2 - 1) cos theta): the asymmetric form used by OOMMF.
  case asymmetric

  /// (numerator n, constant c, slope s) with eta(cos theta) = n/(c + s cos theta).
  package func rational(
    polarization p: Double, asymmetry l: Double
  ) -> (numerator: Double, constant: Double, slope: Double) {
    switch self {
    case .constant: (p, 1, 0)
    case .slonczewski: (p, 1, p * p)
    case .asymmetric: (2 * p * l * l, l * l + 1, l * l - 1)
    }
  }
}

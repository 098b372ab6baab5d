public import Quantities

/// A heavy-metal strip under the free layer that turns an in-plane current into a spin current.
///
/// The current flows along x; the spins that reach the free layer point along y. The damping-like
/// torque field is a_S = hbar theta_eff J/(2 e mu_0 M_s t_f), with
/// theta_eff = theta_SH (1 - sech(thickness/diffusion_length)).
public struct SpinHallLayer: Codable, Hashable, Sendable {
  /// Spin Hall angle theta_SH, -1...1; the effective angle itself when `diffusionLength` is zero.
  public var hallAngle: Double
  /// Strip length along the current, m.
  public var length: Meters
  /// Strip width across the current, m.
  public var width: Meters
  /// Strip thickness, m.
  public var thickness: Meters
  /// Resistivity, ohm m.
  public var resistivity: OhmMeters
  /// Spin diffusion length, m; zero when `hallAngle` is already the effective angle.
  public var diffusionLength: Meters
  /// Ratio of the field-like to the damping-like spin-orbit torque, -1...1.
  public var fieldLikeRatio: Double

  /// A strip; the defaults are those of the published VG-SOT junction (Zhang 2020).
  public init(
    hallAngle: Double = 0.25, length: Meters = 60e-9, width: Meters = 50e-9,
    thickness: Meters = 3e-9, resistivity: OhmMeters = 278e-8, diffusionLength: Meters = 0,
    fieldLikeRatio: Double = 0
  ) {
    self.hallAngle = hallAngle
    self.length = length
    self.width = width
    self.thickness = thickness
    self.resistivity = resistivity
    self.diffusionLength = diffusionLength
    self.fieldLikeRatio = fieldLikeRatio
  }

  public enum CodingKeys: String, CodingKey, CaseIterable {
    case hallAngle = "hall_angle"
    case length
    case width
    case thickness
    case resistivity
    case diffusionLength = "diffusion_length"
    case fieldLikeRatio = "field_like_ratio"
  }

  /// Missing keys take the defaults of `init`.
  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    let d = SpinHallLayer()
    hallAngle = try c.decodeIfPresent(Double.self, forKey: .hallAngle) ?? d.hallAngle
    length = try c.decodeIfPresent(Meters.self, forKey: .length) ?? d.length
    width = try c.decodeIfPresent(Meters.self, forKey: .width) ?? d.width
    thickness = try c.decodeIfPresent(Meters.self, forKey: .thickness) ?? d.thickness
    resistivity = try c.decodeIfPresent(OhmMeters.self, forKey: .resistivity) ?? d.resistivity
    diffusionLength =
      try c.decodeIfPresent(Meters.self, forKey: .diffusionLength) ?? d.diffusionLength
    fieldLikeRatio =
      try c.decodeIfPresent(Double.self, forKey: .fieldLikeRatio) ?? d.fieldLikeRatio
  }
}

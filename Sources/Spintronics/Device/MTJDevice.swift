public import Quantities

/// One magnetic tunnel junction: everything that its circuits, its dynamics and its statistics need.
///
/// A value, complete and printable; every other type of this module is made from it. Lengths are in
/// metres, fields are given as mu_0 H in tesla, and the +z axis points along the reference layer.
/// `temperature` is the temperature at which all parameters hold; `atTemperature(_:)` makes the
/// device at another one. Free layers are single domains: the description is not for junctions much
/// larger than the domain-wall width (about 50 nm), whose reversal is by nucleation.
public struct MTJDevice: Hashable, Sendable {
  /// A short name for reports.
  public var name: String
  /// Where the numbers come from.
  public var source: String

  // Geometry.

  /// The outline in the plane.
  public var shape: JunctionShape
  /// First lateral side or axis (along x), m.
  public var length: Meters
  /// Second lateral side or axis (along y), m.
  public var width: Meters
  /// Free-layer thickness t_f, m.
  public var freeLayerThickness: Meters
  /// Tunnel-barrier thickness t_ox, m.
  public var oxideThickness: Meters

  // Conductance.

  /// Resistance-area product in the parallel state at zero bias, ohm m2 (5 ohm um2 is 5e-12).
  public var resistanceAreaProduct: OhmSquareMeters
  /// Area that conducts, where it differs from the magnetic area (a fitted electrical diameter), m2.
  public var electricalArea: SquareMeters?
  /// Tunnel magnetoresistance at zero bias, a ratio: 1.2 means R_AP = 2.2 R_P.
  public var tmr: Double
  /// Bias V_h at which the magnetoresistance has halved, V.
  public var halfBiasVoltage: Volts
  /// Barrier height phi of the Brinkman option, eV; nil leaves the parallel state ohmic.
  public var barrierHeight: Double?

  // Magnetism.

  /// Saturation magnetisation M_s, A/m.
  public var saturationMagnetization: AmperesPerMeter
  /// The perpendicular anisotropy.
  public var anisotropy: Anisotropy
  /// The demagnetising factors: `thin_disk`, `oblate_spheroid`, `prism`, or a list N_x, N_y, N_z.
  public var demagnetization: Demagnetization
  /// Gilbert damping alpha.
  public var damping: Double
  /// Applied field mu_0 H_ext (x, y, z), T.
  public var appliedField: SIMD3<Double>
  /// Exchange-bias field on the free layer, mu_0 H_EB (x, y, z), T.
  public var exchangeBias: SIMD3<Double>

  // Torques.

  /// Spin polarisation P, which is the efficiency eta of the `constant` form.
  public var polarization: Double
  /// The angular form of the spin-transfer efficiency.
  public var spinEfficiency: SpinEfficiency
  /// Slonczewski's asymmetry L of the `asymmetric` form.
  public var asymmetry: Double
  /// Ratio of the field-like to the damping-like spin-transfer torque, 0...0.3 in practice.
  public var fieldLikeRatio: Double
  /// VCMA coefficient xi, J/(V m): the interface anisotropy falls by xi V/t_ox.
  public var vcmaCoefficient: JoulesPerVoltMeter
  /// The strip of a three-terminal device.
  public var spinHall: SpinHallLayer?

  // Heat and statistics.

  /// The temperature at which the parameters hold, K.
  public var temperature: Kelvins
  /// Laws by which `atTemperature(_:)` scales the parameters.
  public var temperatureLaw: TemperatureLaw
  /// Self-heating; nil keeps the junction at `temperature`.
  public var selfHeating: SelfHeating?
  /// Attempt time tau_0 of the Neel-Brown law, s.
  public var attemptTime: Seconds
  /// Device-to-device spread and defects.
  public var spread: DeviceSpread
  /// Measured devices that arrays draw R_P, TMR and V_h from, instead of from `spread`; defects and write
  /// errors stay those of `spread`.
  public var population: DevicePopulation?
  /// The file that `population` comes from, as a description names it.
  public var measured: String?
}

extension MTJDevice {
  /// The preset `default-40nm`: a perpendicular junction of 40 nm with a stability of 59 at 300 K.
  public init() { self = .default40nm }

  /// Diameter of the disk of equal area, m; setting it makes the junction a disk.
  public var diameter: Meters {
    get { Meters((4 / .pi * area.value).squareRoot()) }
    set {
      shape = .ellipse
      length = newValue
      width = newValue
    }
  }

  /// Area of the free layer, m2.
  public var area: SquareMeters {
    SquareMeters(shape.area(length: length.value, width: width.value))
  }

  /// Volume V = A t_f of the free layer, m3.
  public var volume: CubicMeters { CubicMeters(area.value * freeLayerThickness.value) }

  /// Demagnetising factors (N_x, N_y, N_z).
  public var demagnetizingFactors: SIMD3<Double> {
    demagnetization.factors(
      length: length.value, width: width.value, thickness: freeLayerThickness.value)
  }

  /// R_P at zero bias, ohm.
  public var parallelResistance: Ohms { resistanceAreaProduct / (electricalArea ?? area) }

  /// R_AP = R_P (1 + TMR) at zero bias, ohm.
  public var antiparallelResistance: Ohms { parallelResistance * (1 + tmr) }

  /// The conductance at any angle and bias.
  public var conductance: JunctionConductance {
    JunctionConductance(
      parallelResistance: parallelResistance, tmr: tmr, halfBiasVoltage: halfBiasVoltage,
      parabolicTerm: barrier?.parabolicTerm ?? 0)
  }
}

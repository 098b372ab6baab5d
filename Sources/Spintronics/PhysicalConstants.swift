/// The constants of nature that the equations of this module use, in SI units (CODATA 2018).
public enum PhysicalConstants {
  /// Elementary charge e, C.
  public static let elementaryCharge = 1.602_176_634e-19
  /// Reduced Planck constant hbar, J s.
  public static let reducedPlanck = 1.054_571_817e-34
  /// Boltzmann constant k_B, J/K.
  public static let boltzmann = 1.380_649e-23
  /// Vacuum permeability mu_0, T m/A.
  public static let vacuumPermeability = 1.256_637_062_12e-6
  /// Bohr magneton mu_B, J/T.
  public static let bohrMagneton = 9.274_010_078_3e-24
  /// Gyromagnetic ratio gamma of the free electron, rad/(s T).
  public static let gyromagneticRatio = 1.760_859_630_23e11
  /// Electron mass m_e, kg.
  public static let electronMass = 9.109_383_701_5e-31
}

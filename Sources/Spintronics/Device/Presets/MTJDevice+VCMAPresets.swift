import Quantities

extension MTJDevice {
  /// Beihang's voltage-controlled junction: 185 mT, stability 30.2, critical voltage 1.48 V.
  static let buaaVCMA = make(
    "buaa-vcma",
    source: """
      Beihang VCMA-MTJ model, Kang et al. 2017: D 50 nm, t_f 1.1 nm, t_ox 1.4 nm, K_i 0.32 mJ/m2, \
      xi 60 fJ/(V m), in-plane field 31 830 A/m (40 mT), RA 196 ohm um2
      """
  ) {
    $0.diameter = 50e-9
    $0.freeLayerThickness = 1.1e-9
    $0.oxideThickness = 1.4e-9
    $0.resistanceAreaProduct = 196e-12
    $0.tmr = 1
    $0.saturationMagnetization = 0.625e6
    $0.anisotropy = .interface(0.32e-3)
    $0.demagnetization = .factors(x: 0.0168, y: 0.0168, z: 0.9664)
    $0.damping = 0.05
    $0.polarization = 0.58
    $0.vcmaCoefficient = 60e-15
    $0.appliedField.x = 31830 * PhysicalConstants.vacuumPermeability
    $0.temperatureLaw = .bloch
  }

  /// The UMN voltage-assisted junction at 358 K: stability 45.7, R_P 26.5 kohm.
  static let umnVCMA = make(
    "umn-vcma",
    source: """
      University of Minnesota VCMA-MTJ deck: 70 x 70 x 1.49 nm, t_ox 1.4 nm, M_s0 950 emu/cm3, \
      P_0 0.54, RA 130 ohm um2, xi 33 fJ/(V m) (105 and 290 also given), 200 Oe in plane, at 358 K; \
      t_c 1.5 nm and net field as in the STT deck
      """
  ) {
    $0.setRectangle(70e-9, 70e-9)
    $0.freeLayerThickness = 1.49e-9
    $0.oxideThickness = 1.4e-9
    $0.resistanceAreaProduct = 130e-12
    $0.temperatureLaw = .power
    $0.temperature = 358
    let ms = 0.95e6 * TemperatureLaw.power.magnetizationFactor(358)
    $0.saturationMagnetization.value = ms
    $0.setNetField(interfaceEnergy: criticalThicknessEnergy(ms, 1.5e-9))
    $0.damping = 0.025
    $0.polarization = 0.54 * TemperatureLaw.power.polarizationFactor(358)
    $0.tmr = julliere($0.polarization)
    $0.halfBiasVoltage = 0.65
    $0.vcmaCoefficient = 33e-15
    $0.appliedField.x = 0.02
  }
}

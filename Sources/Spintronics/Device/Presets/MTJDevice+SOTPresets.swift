import Quantities

extension MTJDevice {
  /// Beihang's voltage-gated spin-orbit junction: R_P 331 kohm, strip 1.11 kohm.
  static let buaaVGSOT = make(
    "buaa-vgsot",
    source: """
      Beihang VG-SOT MTJ model, Zhang et al. 2020: 50 nm on a 60 x 50 x 3 nm strip of 278 uohm cm, \
      K_i 0.32 mJ/m2, theta_SH 0.25, RA 650 ohm um2, xi 60 fJ/(V m), exchange bias -50 Oe \
      along the current
      """
  ) {
    $0.diameter = 50e-9
    $0.freeLayerThickness = 1.1e-9
    $0.oxideThickness = 1.4e-9
    $0.resistanceAreaProduct = 650e-12
    $0.tmr = 1
    $0.saturationMagnetization = 0.625e6
    $0.anisotropy = .interface(0.32e-3)
    $0.demagnetization = .factors(x: 0.0168, y: 0.0168, z: 0.9664)
    $0.damping = 0.05
    $0.polarization = 0.58
    $0.vcmaCoefficient = 60e-15
    $0.exchangeBias.x = -5e-3
    $0.spinHall = SpinHallLayer()
    $0.temperatureLaw = .bloch
  }

  /// The UMN spin-Hall junction at 300 K: stability 70, STT critical current 54 uA.
  static let umnSHE = make(
    "umn-she",
    source: """
      University of Minnesota SHE-MTJ deck: 45 x 45 x 0.7 nm on a 60 x 45 x 5 nm strip of \
      200 uohm cm, M_s0 1185 emu/cm3, K_p 9e6 erg/cm3, P_0 0.73, theta_SH 0.4, 3.5 nm; net field K less N_z M_s
      """
  ) {
    $0.setRectangle(45e-9, 45e-9)
    $0.freeLayerThickness = 0.7e-9
    $0.temperatureLaw = .power
    let ms = 1.185e6 * TemperatureLaw.power.magnetizationFactor(300)
    $0.saturationMagnetization.value = ms
    $0.setNetField(interfaceEnergy: 9e5 * 0.7e-9)
    $0.polarization = 0.73 * TemperatureLaw.power.polarizationFactor(300)
    $0.tmr = julliere($0.polarization)
    $0.halfBiasVoltage = 0.65
    $0.spinHall = SpinHallLayer(
      hallAngle: 0.4, length: 60e-9, width: 45e-9, thickness: 5e-9, resistivity: 2e-6,
      diffusionLength: 3.5e-9)
  }

  /// OpenNVRAM's spin-orbit cell for FreePDK45: strip 560 ohm.
  static let openNVRAM = make(
    "opennvram",
    source: """
      OpenNVRAM (FreePDK45) SOT cell: 45 x 45 x 0.7 nm, K_u 0.9 MJ/m3, M_s 1.185 MA/m, alpha 0.07, \
      theta_SH 0.73 x 0.731, 3.5 nm, field-like ratio 0.5, 10 mT along x, strip 560 ohm
      """
  ) {
    $0.setRectangle(45e-9, 45e-9)
    $0.freeLayerThickness = 0.7e-9
    $0.saturationMagnetization = 1.185e6
    $0.anisotropy = .interface(.init(9e5 * 0.7e-9))
    $0.demagnetization = .prism
    $0.damping = 0.07
    $0.appliedField.x = 0.010
    $0.spinHall = SpinHallLayer(
      hallAngle: 0.73 * 0.731, length: 60e-9, width: 45e-9, thickness: 5e-9,
      resistivity: .init(560 * 45e-9 * 5e-9 / 60e-9), diffusionLength: 3.5e-9, fieldLikeRatio: 0.5)
  }

  /// zhuzibn's spin-orbit junction: 1.5 T of anisotropy, R_P 2 kohm.
  static let zhuzibnSOT = make(
    "zhuzibn-sot",
    source: """
      zhuzibn's macrospin code: 50 x 50 x 0.6 nm on 55 x 55 x 4 nm of 200 uohm cm, M_s 1 MA/m, \
      H_k 1.5 T (before demagnetisation), alpha 0.01, theta_SH 0.2, R_P 2 kohm, TMR 150 %
      """
  ) {
    $0.setRectangle(50e-9, 50e-9)
    $0.freeLayerThickness = 0.6e-9
    $0.resistanceAreaProduct.value = 2e3 * $0.area.value
    $0.tmr = 1.5
    $0.saturationMagnetization = 1e6
    $0.anisotropy = .interface(.init(1.5 * 1e6 * 0.6e-9 / 2))
    $0.damping = 0.01
    $0.spinHall = SpinHallLayer(
      hallAngle: 0.2, length: 55e-9, width: 55e-9, thickness: 4e-9, resistivity: 2e-6)
  }

  /// vgsot-sim's fit of a 40 nm foundry kit: R_P 5 kohm, strip 776 ohm.
  static let vgsotSim = make(
    "vgsot-sim",
    source: """
      vgsot-sim fit of the Hikstor 40 nm kit: 80 nm magnetic and 65 nm electrical diameter, \
      RA 16.6 ohm um2, TMR 100 %, theta_eff 0.04, strip 240 x 200 x 4.3 nm of 776 ohm; it states no \
      free-layer magnetics, so those of buaa-vgsot stand in
      """
  ) {
    $0 = .buaaVGSOT
    $0.name = "vgsot-sim"
    $0.diameter = 80e-9
    $0.electricalArea = .init(.pi / 4 * 65e-9 * 65e-9)
    $0.demagnetization = .oblateSpheroid
    $0.resistanceAreaProduct = 16.6e-12
    $0.spinHall = SpinHallLayer(
      hallAngle: 0.04, length: 240e-9, width: 200e-9, thickness: 4.3e-9,
      resistivity: .init(776 * 200e-9 * 4.3e-9 / 240e-9))
    $0.source = """
      vgsot-sim fit of the Hikstor 40 nm kit: 80 nm magnetic and 65 nm electrical diameter, \
      RA 16.6 ohm um2, TMR 100 %, theta_eff 0.04, strip 240 x 200 x 4.3 nm of 776 ohm; it states no \
      free-layer magnetics, so those of buaa-vgsot stand in
      """
  }
}

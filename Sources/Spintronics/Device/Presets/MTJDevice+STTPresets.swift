import Quantities

extension MTJDevice {
  /// Spinlib's perpendicular set, from the manual: stability 43, critical current 57.5 uA.
  static let spinlib = make(
    "spinlib-pma",
    source: """
      Beihang Spinlib PMA MTJ model beta 5, manual (Tohoku devices): D 40 nm, 4 pi M_s 15.8 kG, \
      H_k,eff 1734 Oe, alpha 0.025; efficiency sqrt(TMR(TMR+2))/(2(TMR+1)) as the model writes it
      """
  ) {
    $0.saturationMagnetization = 1.257e6
    $0.anisotropy = .effectiveField(0.1734)
    $0.damping = 0.025
    $0.tmr = 2.0
    $0.polarization = (2.0 * 4).squareRoot() / (2 * 3)
    $0.barrierHeight = 0.4
    $0.attemptTime = 0.87e-9
  }

  /// Spinlib's perpendicular set, from the code: stability 35.5, critical current 51 uA.
  static let spinlibCode = make(
    "spinlib-pma-code",
    source: """
      Beihang Spinlib PMA MTJ model beta 5, source code: H_k,eff 1433 Oe at 300 K, alpha 0.027, \
      TMR 180 %; efficiency sqrt(TMR(TMR+2))/(2(TMR+1))
      """
  ) {
    $0.saturationMagnetization = 1.257e6
    $0.anisotropy = .effectiveField(0.1433)
    $0.damping = 0.027
    $0.tmr = 1.8
    $0.polarization = (1.8 * 3.8).squareRoot() / (2 * 2.8)
    $0.barrierHeight = 0.4
    $0.attemptTime = 0.87e-9
  }

  /// The UMN interface-perpendicular junction at 358 K: stability 72.8, critical current 22 uA.
  static let umnSTT = make(
    "umn-stt",
    source: """
      University of Minnesota STT-MTJ deck, Kim et al. 2015: 65 x 65 x 1.48 nm, t_c 1.5 nm, \
      M_s0 1210 emu/cm3, P_0 0.69, at 358 K; net field K less N_z M_s, the reading under which the \
      quoted stability of 73 follows; spin efficiency from parallel 1/1.5 of that from antiparallel
      """
  ) {
    $0.setRectangle(65e-9, 65e-9)
    $0.freeLayerThickness = 1.48e-9
    $0.temperatureLaw = .power
    $0.temperature = 358
    let ms = 1.21e6 * TemperatureLaw.power.magnetizationFactor(358)
    $0.saturationMagnetization.value = ms
    $0.setNetField(interfaceEnergy: criticalThicknessEnergy(ms, 1.5e-9))
    $0.damping = 0.006
    $0.polarization = 0.69 * TemperatureLaw.power.polarizationFactor(358)
    $0.tmr = julliere($0.polarization)
    // The efficiency is the polarisation from the antiparallel state and less from the parallel one.
    $0.spinEfficiency = .asymmetric
    $0.asymmetry = 1.5.squareRoot()
    $0.polarization /= 1.5
    $0.halfBiasVoltage = 0.65
  }

  /// The default of ARM's s-LLGS framework; its stability of about 206 is not physical.
  static let armDefault = make(
    "arm-default",
    source: """
      ARM s-LLGS framework, default: D 50 nm, t_f 1 nm, K_i 1 mJ/m2, P 0.35, Lambda 1.2, \
      xi 61 fJ/(V m); stability about 206, which its authors ask users to tune
      """
  ) {
    $0.diameter = 50e-9
    $0.freeLayerThickness = 1e-9
    $0.oxideThickness = 1.6e-9
    $0.resistanceAreaProduct.value = 6e3 * $0.area.value
    $0.saturationMagnetization = 0.97e6
    $0.anisotropy = .interface(1e-3)
    $0.damping = 0.005
    $0.polarization = 0.35
    $0.spinEfficiency = .asymmetric
    $0.asymmetry = 1.2
    $0.vcmaCoefficient = 61e-15
  }

  /// ARM's Verilog-A set: stability 70, critical current 23.6 uA.
  static let armVerilogA = make(
    "arm-veriloga",
    source: """
      ARM Verilog-A set: D 50 nm, t_f 1 nm, M_s 1.2 MA/m, K_i 1 mJ/m2 less N_z M_s with N_z 0.941 \
      (the in-plane factor is not subtracted there), alpha 0.01, P 0.75, R_P 6 kohm
      """
  ) {
    $0.diameter = 50e-9
    $0.freeLayerThickness = 1e-9
    $0.resistanceAreaProduct.value = 6e3 * $0.area.value
    $0.saturationMagnetization = 1.2e6
    $0.demagnetization = .factors(x: 0.0295, y: 0.0295, z: 0.941)
    $0.setNetField(interfaceEnergy: 1e-3)
    $0.damping = 0.01
    $0.polarization = 0.75
  }

  /// UT Austin's write model: stability 19.9, critical current 25 uA.
  static let utAustin = make(
    "ut-austin",
    source: """
      UT Austin SWrite model: D 50 nm, t_f 1.1 nm, M_s 1.2 MA/m, alpha 0.03, P 0.6, xi 75 fJ/(V m); \
      net anisotropy field 63.7 mT, which its K_i of 1.0056 mJ/m2 leaves
      """
  ) {
    $0.diameter = 50e-9
    $0.freeLayerThickness = 1.1e-9
    $0.oxideThickness = 1.5e-9
    $0.resistanceAreaProduct.value = 5e3 * $0.area.value
    $0.saturationMagnetization = 1.2e6
    $0.anisotropy = .effectiveField(0.0637)
    $0.damping = 0.03
    $0.vcmaCoefficient = 75e-15
  }

  /// NVSim's sample cell of 3 and 6 kohm, on the magnetics of the default.
  static let nvsimSample = make(
    "nvsim-sample",
    source: """
      NVSim STT-RAM sample cell: 3 and 6 kohm; it states no magnetics, so those of default-40nm \
      stand in
      """
  ) {
    $0.resistanceAreaProduct.value = 3e3 * $0.area.value
    $0.tmr = 1
  }

  /// K_i that balances the demagnetising field of an infinite film of thickness t_c (m), J/m2.
  static func criticalThicknessEnergy(_ ms: Double, _ criticalThickness: Double) -> Double {
    PhysicalConstants.vacuumPermeability * ms * ms * criticalThickness / 2
  }

  /// Sets the net field to 2 K_i/(M_s t_f) - mu_0 N_z M_s, as models that leave the in-plane
  /// factor out reckon it. Geometry, factors and M_s come first.
  mutating func setNetField(interfaceEnergy: Double) {
    let ms = saturationMagnetization.value
    let demagnetizing = PhysicalConstants.vacuumPermeability * demagnetizingFactors.z * ms
    let field = 2 * interfaceEnergy / (ms * freeLayerThickness.value) - demagnetizing
    anisotropy = .effectiveField(Teslas(field))
  }

  /// Julliere's magnetoresistance of two equal electrodes: 2 P^2/(1 - P^2).
  static func julliere(_ p: Double) -> Double { 2 * p * p / (1 - p * p) }
}

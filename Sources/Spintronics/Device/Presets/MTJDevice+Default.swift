import Quantities

extension MTJDevice {
  /// A perpendicular junction of 40 nm: stability 59 and critical current 49.6 uA at 300 K.
  static let default40nm = MTJDevice(
    name: "default-40nm",
    source: "Larmor's own choice in the range of 40 nm perpendicular CoFeB/MgO junctions",
    shape: .ellipse, length: 40e-9, width: 40e-9, freeLayerThickness: 1.3e-9,
    oxideThickness: 0.85e-9, resistanceAreaProduct: 5e-12, electricalArea: nil, tmr: 1.2,
    halfBiasVoltage: 0.5, barrierHeight: nil, saturationMagnetization: 1.0e6,
    anisotropy: .effectiveField(0.30), demagnetization: .oblateSpheroid, damping: 0.02,
    appliedField: .zero, exchangeBias: .zero, polarization: 0.6, spinEfficiency: .constant,
    asymmetry: 1, fieldLikeRatio: 0, vcmaCoefficient: 0, spinHall: nil, temperature: 300,
    temperatureLaw: TemperatureLaw(), selfHeating: nil, attemptTime: 1e-9, spread: DeviceSpread())

  /// `default40nm` with changes: the short way to write the other sets.
  static func make(
    _ name: String, source: String, _ change: (inout MTJDevice) -> Void
  ) -> MTJDevice {
    var device = MTJDevice.default40nm
    device.name = name
    device.source = source
    change(&device)
    return device
  }

  /// Makes the junction a rectangle `length` by `width`, m.
  mutating func setRectangle(_ length: Double, _ width: Double) {
    shape = .rectangle
    self.length.value = length
    self.width.value = width
    demagnetization = .prism
  }
}

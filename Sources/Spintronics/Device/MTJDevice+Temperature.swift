public import Quantities

extension MTJDevice {
  /// This device at another temperature, by `temperatureLaw`.
  ///
  /// M_s, the anisotropy energy, the polarisation and the magnetoresistance are scaled from
  /// `temperature` to `kelvins`; with the `fixed` law only the thermal energy changes. An effective
  /// field is split into interface and demagnetising parts first, since the two scale differently.
  public func atTemperature(_ kelvins: Kelvins) -> MTJDevice {
    var device = self
    device.temperature = kelvins
    let law = temperatureLaw
    let m = law.magnetizationFactor(kelvins.value) / law.magnetizationFactor(temperature.value)
    if m != 1 {
      let energy = law.anisotropyFactor(kelvins.value) / law.anisotropyFactor(temperature.value)
      device.anisotropy = .interface(interfaceAnisotropy * energy)
      device.saturationMagnetization = saturationMagnetization * m
    }
    let p = law.polarizationFactor(kelvins.value) / law.polarizationFactor(temperature.value)
    if p != 1 {
      device.polarization = polarization * p
      // Julliere: P^2 = TMR/(TMR + 2) of the electrodes, scaled, and back.
      let squared = tmr / (tmr + 2) * p * p
      device.tmr = 2 * squared / (1 - squared)
    }
    return device
  }
}

import Quantities

extension MTJDevice {
  /// The measured 40 nm junction of Rehm et al. 2023, fitted to its pulse-width curve alone.
  ///
  /// Published: size, R_P, R_AP, t_f, alpha and M_s. The efficiency follows from the magnetoresistance as
  /// in the compact models, and temperature acts by Bloch's law. Only the anisotropy field is fitted, to
  /// the logarithmic odds of the switching probability from the antiparallel state at 0.715 V; what other
  /// choices give stands in docs/devices.md.
  static let rehm2023 = make(
    "rehm-2023",
    source: """
      L. Rehm et al., arXiv:2310.18779: 40 nm junction, R_P 2530 ohm, R_AP 5849 ohm, t_f 2.6 nm, \
      alpha 0.016, M_s 166 kA/m; anisotropy fitted to its measured pulse-width curve at 0.715 V and 300 K
      """
  ) {
    $0.freeLayerThickness = 2.6e-9
    $0.resistanceAreaProduct.value = 2530 * $0.area.value
    $0.tmr = 5849.0 / 2530 - 1
    $0.damping = 0.016
    $0.polarization = ($0.tmr * ($0.tmr + 2)).squareRoot() / (2 * ($0.tmr + 1))
    $0.saturationMagnetization = 165_600
    $0.anisotropy = .effectiveField(2.7563)
    $0.temperatureLaw = .bloch
  }
}

extension MTJDevice {
  /// The published and recommended parameter sets, in the order that `larmor device list` prints.
  public static let presets: [(name: String, device: MTJDevice)] = [
    ("default-40nm", .default40nm),
    ("spinlib-pma", .spinlib),
    ("spinlib-pma-code", .spinlibCode),
    ("umn-stt", .umnSTT),
    ("arm-default", .armDefault),
    ("arm-veriloga", .armVerilogA),
    ("ut-austin", .utAustin),
    ("nvsim-sample", .nvsimSample),
    ("buaa-vcma", .buaaVCMA),
    ("umn-vcma", .umnVCMA),
    ("buaa-vgsot", .buaaVGSOT),
    ("umn-she", .umnSHE),
    ("opennvram", .openNVRAM),
    ("zhuzibn-sot", .zhuzibnSOT),
    ("vgsot-sim", .vgsotSim),
    ("rehm-2023", .rehm2023),
  ]

  /// The preset called `name`.
  ///
  /// Throws `unknownPreset`, listing the names, when there is none.
  public static func preset(_ name: String) throws(SpintronicsError) -> MTJDevice {
    guard let found = presets.first(where: { $0.name == name }) else {
      let names = presets.map(\.name).joined(separator: ", ")
      throw SpintronicsError(
        .unknownPreset, field: "preset", "there is no device preset '\(name)'; there are \(names)")
    }
    return found.device
  }
}

import Foundation
import Quantities
import Spintronics
import Testing

@Suite struct DeviceDescriptionTests {
  private func decode(_ json: String) throws -> MTJDevice {
    try JSONDecoder().decode(MTJDevice.self, from: Data(json.utf8))
  }

  @Test func `missing keys take the default preset, and SPICE numbers are read`() throws {
    let device = try decode(#"{"diameter": "50n", "tmr": 1.5, "spread": {"resistance": 0.05}}"#)
    #expect(device.length == 50e-9)
    #expect(device.tmr == 1.5)
    #expect(device.spread.resistance == 0.05)
    #expect(device.damping == MTJDevice().damping)
  }

  @Test func `a description can start from a named preset`() throws {
    let device = try decode(#"{"preset": "umn-stt", "damping": 0.01}"#)
    #expect(device.damping == 0.01)
    #expect(device.shape == .rectangle)
    #expect(device.freeLayerThickness == 1.48e-9)
  }

  @Test func `a diameter beside a length is refused`() {
    #expect(throws: DecodingError.self) { try decode(#"{"diameter": 4e-8, "length": 4e-8}"#) }
    #expect(throws: DecodingError.self) {
      try decode(#"{"interface_anisotropy": 1e-3, "effective_anisotropy_field": 0.3}"#)
    }
    #expect(throws: DecodingError.self) { try decode(#"{"preset": "nosuch"}"#) }
    #expect(throws: DecodingError.self) { try decode(#"{"applied_field": [1, 2]}"#) }
  }

  @Test(arguments: [
    (#"{"diameter": -4e-8}"#, "length"), (#"{"tmr": -0.5}"#, "tmr"),
    (#"{"damping": 0}"#, "damping"), (#"{"polarization": 1.5}"#, "polarization"),
    (#"{"temperature": -3}"#, "temperature"), (#"{"half_bias_voltage": 0}"#, "half_bias_voltage"),
    (#"{"resistance_area_product": 5}"#, "resistance_area_product"),
    (#"{"spread": {"short": 0.7, "open": 0.7}}"#, "spread.open"),
    (#"{"spread": {"tmr": -1}}"#, "spread.tmr"),
    (#"{"free_layer_thickness": 6e-8}"#, "free_layer_thickness"),
    (#"{"interface_anisotropy": 1e-4}"#, "interface_anisotropy"),
    (#"{"saturation_magnetization": 1000000000}"#, "saturation_magnetization"),
    (#"{"demagnetization": [0.5, 0.5, 0.5]}"#, "demagnetization"),
  ])
  func `a value that no junction can have is an issue that names its field`(
    _ json: String, _ field: String
  ) throws {
    let device = try decode(json)
    let issues = device.validate()
    #expect(issues.contains { $0.field == field && $0.sentence.contains(field) })
    let error = #expect(throws: SpintronicsError.self) { try device.validated() }
    #expect(error?.code == .invalidDevice)
  }

  @Test func `all issues are reported together`() throws {
    #expect(try decode(#"{"damping": 0, "tmr": -1, "polarization": 0}"#).validate().count == 3)
  }

  @Test func `the demagnetising factors of a cube and a sphere are a third`() {
    let cube = Demagnetization.prism.factors(length: 1, width: 1, thickness: 1)
    let sphere = Demagnetization.oblateSpheroid.factors(
      length: 1, width: 1, thickness: 0.999_999)
    for i in 0..<3 {
      #expect(abs(cube[i] - 1.0 / 3) < 1e-12)  // rounding alone
      #expect(abs(sphere[i] - 1.0 / 3) < 1e-5)  // the spheroid is a millionth flat
    }
  }

  @Test func `prism factors of a flat and of a long body sum to one by independent formulas`() {
    let shape = Demagnetization.prism.factors(length: 80, width: 50, thickness: 2)
    let turned = Demagnetization.prism.factors(length: 50, width: 2, thickness: 80)
    #expect(abs(shape.z - turned.y) < 1e-9)
    #expect(abs(shape.x - turned.z) < 1e-9)
  }

  @Test func `heating weakens the magnet and the magnetoresistance`() throws {
    let cold = try MTJDevice.preset("umn-vcma")
    let hot = cold.atTemperature(400)
    #expect(hot.saturationMagnetization < cold.saturationMagnetization)
    #expect(hot.tmr < cold.tmr)
    #expect(hot.thermalStability < cold.thermalStability * 358 / 400)
    let back = hot.atTemperature(358)
    #expect(abs(back.tmr / cold.tmr - 1) < 1e-12)
    #expect(abs(back.saturationMagnetization / cold.saturationMagnetization - 1) < 1e-12)
  }

  @Test func `one percent more oxide raises RA by six to seven percent`() throws {
    // 1.025 sqrt(0.4) per angstrom at 8.5 angstrom, plus 1/t: the figure of the published models.
    let device = try MTJDevice.preset("spinlib-pma")
    let thicker = try device.withOxideThickness(device.oxideThickness * 1.01)
    let ratio = thicker.resistanceAreaProduct / device.resistanceAreaProduct
    #expect(abs(ratio - 1.067) < 1e-3)
    let slope = try #require(device.barrier).decayConstant * 1e-10
    #expect(abs(slope - 1.025 * 0.4.squareRoot()) < 1e-3)
    #expect(throws: SpintronicsError.self) { try MTJDevice().withOxideThickness(1e-9) }
  }
}

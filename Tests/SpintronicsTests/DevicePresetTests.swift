import Foundation
import Quantities
import Spintronics
import Testing

/// One row of published or independently recomputed figures for a preset.
struct PresetFigures: CustomTestStringConvertible {
  var name: String
  var stability: Double?
  var criticalMicroamperes: Double?
  var relaxationNanoseconds: Double?
  var parallelKiloohms: Double?
  var testDescription: String { name }
}

@Suite struct DevicePresetTests {
  /// The published figures are quoted to three digits, some to two.
  static let quoted = 0.012

  static let figures = [
    PresetFigures(
      name: "default-40nm", stability: 59, criticalMicroamperes: 49.6, relaxationNanoseconds: 0.95,
      parallelKiloohms: 3.98),
    PresetFigures(
      name: "spinlib-pma", stability: 43.0, criticalMicroamperes: 57.5, parallelKiloohms: 3.98),
    PresetFigures(name: "spinlib-pma-code", stability: 35.5, criticalMicroamperes: 51.3),
    PresetFigures(
      name: "umn-stt", stability: 72.8, criticalMicroamperes: 22.0, relaxationNanoseconds: 8.85,
      parallelKiloohms: 1.18),
    PresetFigures(name: "arm-default", stability: 206, parallelKiloohms: 6),
    PresetFigures(
      name: "arm-veriloga", stability: 70, criticalMicroamperes: 23.6, relaxationNanoseconds: 2.29,
      parallelKiloohms: 6),
    PresetFigures(
      name: "ut-austin", stability: 19.9, criticalMicroamperes: 25.1, relaxationNanoseconds: 2.97,
      parallelKiloohms: 5),
    PresetFigures(name: "nvsim-sample", parallelKiloohms: 3),
    PresetFigures(name: "buaa-vcma", stability: 30.2, parallelKiloohms: 100),
    PresetFigures(name: "umn-vcma", stability: 45.7, parallelKiloohms: 26.5),
    PresetFigures(name: "buaa-vgsot", parallelKiloohms: 331),
    PresetFigures(name: "umn-she", stability: 70, criticalMicroamperes: 54),
    PresetFigures(name: "vgsot-sim", parallelKiloohms: 5),
    PresetFigures(name: "zhuzibn-sot", parallelKiloohms: 2),
  ]

  @Test(arguments: figures)
  func `a preset gives the figures that are quoted for its source`(_ row: PresetFigures) throws {
    let derived = try MTJDevice.preset(row.name).derived
    func agrees(_ value: Double, _ expected: Double?) {
      guard let expected else { return }
      #expect(abs(value / expected - 1) < Self.quoted, "\(value) against \(expected)")
    }
    agrees(derived.thermalStability, row.stability)
    agrees(derived.criticalCurrent.value * 1e6, row.criticalMicroamperes)
    agrees(derived.relaxationTime.value * 1e9, row.relaxationNanoseconds)
    agrees(derived.parallelResistance.value / 1e3, row.parallelKiloohms)
  }

  @Test(arguments: MTJDevice.presets.map(\.name))
  func `every preset is physical and survives a round trip through JSON`(_ name: String) throws {
    let device = try MTJDevice.preset(name)
    #expect(device.validate().isEmpty)
    #expect(device.name == name)
    let data = try JSONEncoder().encode(device)
    #expect(try JSONDecoder().decode(MTJDevice.self, from: data) == device)
  }

  @Test func `the published VCMA junction has the quoted field, slope, voltage and period`() throws
  {
    let derived = try MTJDevice.preset("buaa-vcma").derived
    #expect(abs(derived.anisotropyField.value - 0.185) < 1e-3)
    #expect(abs(derived.vcmaSlope.value - 0.1247) < 1e-4)
    #expect(abs(try #require(derived.vcmaCriticalVoltage).value - 1.48) < 0.01)
    #expect(abs(try #require(derived.halfPrecessionPeriod).value - 0.446e-9) < 1e-12)
  }

  @Test func `the published spin-orbit junction has the quoted threshold and strip`() throws {
    let derived = try MTJDevice.preset("buaa-vgsot").derived
    #expect(abs(try #require(derived.stripResistance).value - 1112) < 1)
    // 75 MA/cm2 and 112 uA, quoted to two digits.
    #expect(abs(try #require(derived.spinOrbitCriticalDensity).value / 75e10 - 1) < 0.02)
    #expect(abs(try #require(derived.spinOrbitCriticalCurrent).value / 112e-6 - 1) < 0.02)
  }

  @Test func `the UMN junction is harder to switch from parallel by its published ratio`() throws {
    let derived = try MTJDevice.preset("umn-stt").derived
    #expect(abs(derived.criticalCurrentFromParallel / derived.criticalCurrent - 1.5) < 1e-9)
  }

  @Test func `an unknown preset is refused with the list of those there are`() {
    let error = #expect(throws: SpintronicsError.self) { try MTJDevice.preset("nosuch") }
    #expect(error?.code == .unknownPreset)
    #expect(error?.message.contains("default-40nm") == true)
  }
}

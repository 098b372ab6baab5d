import ArgumentParser
import Foundation
import Quantities
import Spintronics

/// `larmor device`: junction descriptions and what follows from them.
struct DeviceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device",
    abstract: "Show a junction's parameters and derived figures, or list the published sets.",
    subcommands: [DeviceShowCommand.self, DeviceListCommand.self, DeviceFitCommand.self],
    defaultSubcommand: DeviceShowCommand.self)
}

/// `larmor device show`.
struct DeviceShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a device description with the figures that follow from it.",
    discussion: """
      Example:
        larmor device show --preset umn-stt --temperature 300

      A description is YAML; keys that it leaves out take the values of its 'preset', or of \
      default-40nm.
      """)

  @OptionGroup var device: DeviceOptions

  @Option(help: "Show the device at this temperature, by its temperature law, K.")
  var temperature: Double?

  @OptionGroup var json: JSONOption

  private struct Result: Encodable {
    let device: MTJDevice
    let derived: DerivedParameters
  }

  func run() async throws {
    try await json.reporting {
      var found = try device.resolve()
      if let temperature {
        found = try found.atTemperature(Kelvins(temperature)).validated()
      }
      let result = Result(device: found, derived: found.derived)
      if !json.json { Self.table(found) }
      return result
    }
  }

  private static func table(_ device: MTJDevice) {
    let d = device.derived
    print("\(device.name): \(device.source)\n")
    let disk = device.shape == .ellipse && device.length == device.width
    var rows: [(String, String)] = [
      (
        "size",
        disk
          ? "\(device.length) across"
          : "\(device.length) x \(device.width) (\(device.shape.rawValue))"
      ),
      ("free layer, barrier", "\(device.freeLayerThickness), \(device.oxideThickness)"),
      ("R_P, R_AP", "\(d.parallelResistance), \(d.antiparallelResistance)"),
      ("TMR, V_h", String(format: "%.4g %%, ", 100 * device.tmr) + "\(device.halfBiasVoltage)"),
      ("M_s", "\(device.saturationMagnetization)"),
      ("mu_0 H_k,eff", "\(d.anisotropyField)"),
      ("Delta at \(device.temperature)", String(format: "%.4g", d.thermalStability)),
      ("I_c0 AP to P, P to AP", "\(d.criticalCurrent), \(d.criticalCurrentFromParallel)"),
      ("V_c0 (AP)", "\(d.criticalVoltage)"),
      ("tau_D", "\(d.relaxationTime)"),
    ]
    if let critical = d.vcmaCriticalVoltage {
      rows.append(("VCMA slope, V_c", "\(d.vcmaSlope), \(critical)"))
    }
    if let half = d.halfPrecessionPeriod { rows.append(("half precession", "\(half)")) }
    if let strip = d.stripResistance, let current = d.spinOrbitCriticalCurrent {
      rows.append(("strip, SOT threshold", "\(strip), \(current)"))
    }
    for (name, value) in rows {
      print(name.padding(toLength: 24, withPad: " ", startingAt: 0) + value)
    }
  }
}

/// `larmor device list`.
struct DeviceListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the published parameter sets with their sources.",
    discussion: """
      Example:
        larmor device list --json
      """)

  @OptionGroup var json: JSONOption

  private struct Entry: Encodable {
    let name: String
    let source: String
    let derived: DerivedParameters
  }

  private struct Result: Encodable { let presets: [Entry] }

  func run() async throws {
    try await json.reporting {
      let entries = MTJDevice.presets.map {
        Entry(name: $0.name, source: $0.device.source, derived: $0.device.derived)
      }
      if !json.json {
        for entry in entries {
          print(
            entry.name.padding(toLength: 18, withPad: " ", startingAt: 0)
              + String(
                format: "Delta %6.1f  I_c0 %7.1f uA  R_P %8.3g kohm  ",
                entry.derived.thermalStability, entry.derived.criticalCurrent.value * 1e6,
                entry.derived.parallelResistance.value / 1e3) + entry.source)
        }
      }
      return Result(presets: entries)
    }
  }
}

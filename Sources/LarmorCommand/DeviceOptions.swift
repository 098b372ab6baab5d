import ArgumentParser
import Characterization
import Configurations
import Spintronics

/// `--device F.yaml` and `--preset NAME`: the junction that a command is about.
struct DeviceOptions: ParsableArguments {
  @Option(help: "A device description, a YAML file.")
  var device: String?

  @Option(help: "A published parameter set; 'larmor device list' names them.")
  var preset: String?

  func validate() throws {
    if device != nil, preset != nil {
      throw ValidationError("--device and --preset exclude each other; give one")
    }
    if let preset, !MTJDevice.presets.contains(where: { $0.name == preset }) {
      let names = MTJDevice.presets.map(\.name)
      let hint = nearest(to: preset, among: names).map { "did you mean '\($0)'? There are " }
      throw ValidationError(
        "--preset \(preset) is not known; \(hint ?? "there are ")\(names.joined(separator: ", "))")
    }
  }

  /// The device, checked.
  func resolve() throws -> MTJDevice {
    if let device {
      let found: MTJDevice = try ConfigurationFile.read(at: device)
      return try found.withMeasurements().validated()
    }
    return try MTJDevice.preset(preset ?? "default-40nm").validated()
  }
}

import ArgumentParser
import Characterization
import Foundation
import Spintronics

/// `larmor device fit`: a distribution of devices from measurements.
struct DeviceFitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit the joint distribution of measured junctions and say how well it holds.",
    discussion: """
      Example:
        larmor device fit wafer.csv --json

      The CSV has a head line with parallel_resistance, antiparallel_resistance (ohm) and \
      half_bias_voltage (V); switching_voltage_to_parallel and switching_voltage_to_antiparallel (V) \
      are fitted too. The logarithms of R_P, TMR, V_h and of the switching voltages are taken as jointly \
      normal. A configuration uses the devices by 'device: {measured: wafer.csv}'.
      """)

  @Argument(help: "The measured devices, a CSV file.")
  var file: String

  @OptionGroup var json: JSONOption

  func run() async throws {
    try await json.reporting {
      guard let data = FileManager.default.contents(atPath: file) else {
        throw CharacterizationError(
          .unusable, "the measured devices '\(file)' cannot be read; check name and permissions")
      }
      let found = try DeviceMeasurements(
        csv: String(decoding: data, as: UTF8.self), name: file
      ).population
      if !json.json { Self.show(found) }
      return found
    }
  }

  private static func show(_ found: DevicePopulation) {
    print("\(found.count) devices")
    var table = TextTable(
      "figure", "median", "sigma of ln", "KS distance", "5 % limit", "log-normal")
    for (k, name) in found.names.enumerated() {
      let fit = found.goodness[k]
      table.add(
        name, String(format: "%.5g", found.median[k]), String(format: "%.4f", found.sigma[k]),
        String(format: "%.4f", fit.distance), String(format: "%.4f", fit.limit),
        fit.isNormal ? "holds" : "refused")
    }
    print(table.text)
    print("correlations of the logarithms")
    for row in found.correlation {
      print(row.map { String(format: "%6.3f", $0) }.joined(separator: " "))
    }
  }
}

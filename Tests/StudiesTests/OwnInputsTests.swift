import Characterization
import CoSimulation
import Configurations
import Foundation
import Quantities
import Spintronics
import Studies
import Testing

@Suite("A user's own devices and characteristics in a configuration")
struct OwnInputsTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "larmor-own-\(UUID().uuidString)")

  private func file(_ name: String, _ text: String) throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let place = folder.appending(path: name)
    try Data(text.utf8).write(to: place)
    return place.path
  }

  @Test("measured devices become the population that arrays draw from; a gap names line and column")
  func measured() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let head = "parallel_resistance,antiparallel_resistance,half_bias_voltage\n"
    let rows = (0..<9).map { "\(4000 + 50 * $0),\(8000 + 90 * $0),\(0.5 + 0.001 * Double($0))\n" }
    let path = try file("w.csv", head + rows.joined())
    let found: PairConfiguration = try ConfigurationFile.decode(
      from: "device: {measured: \(path)}\n", file: "run.yaml")
    #expect(found.device.population?.count == 9)
    #expect(abs(found.design.device.parallelResistance.value - 4200) < 10)
    let mapped: MappedConfiguration = try ConfigurationFile.decode(
      from: "network: {training: t.yaml}\ndevice: {measured: \(path)}\n", file: "run.yaml")
    #expect(mapped.setup.device.population == found.device.population)
    let law: DeviceLaw = try ConfigurationFile.decode(
      from: "device: {measured: \(path)}\n", file: "run.yaml")
    #expect(law.device.population == found.device.population)
    let switching: SwitchingMeasurement = try ConfigurationFile.decode(
      from: "device: {measured: \(path)}\n", file: "run.yaml")
    #expect(switching.device.population == found.device.population)
    let bad = try file("bad.csv", head + "4000,,0.5\n")
    let error = #expect(throws: ConfigurationError.self) {
      let _: PairConfiguration = try ConfigurationFile.decode(
        from: "device: {measured: \(bad)}\n", file: "run.yaml")
    }
    #expect(
      error?.description.contains("bad.csv:2: column 'antiparallel_resistance' is empty") == true)
  }

  @Test("a characteristic of another array is refused, naming what differs")
  func otherArray() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    func characteristic(rows: Int, _ own: PairConfiguration) throws -> String {
      let text = """
        {"schema": "larmor.characteristic/2", "kind": "mac",
         "axes": {"signed_sum": [-1, 1], "drive": [0, 1]}, "mean": [[-1, -1], [1, 1]],
         "sigma": [[0, 0], [0, 0]], "residual": [[0, 0], [0, 0]], "samples": 1,
         "subject": {"rows": \(rows), "columns": 15, "unit_current": \(own.design.unitCurrent.value),
         "read_voltage": 0.1, "driver": 10, "sense": 10, "wire": 0.28},
         "provenance": {"engine": "e", "deck": "0", "decks": 1, "seed": 1, "version": "0"}}
        """
      return try file("c.json", text)
    }
    var configuration = PairConfiguration()
    configuration.extraction.characteristic = try characteristic(rows: 15, configuration)
    #expect(try configuration.givenCharacteristic()?.samples == 1)
    configuration.extraction.characteristic = try characteristic(rows: 16, configuration)
    let error = #expect(throws: CharacterizationError.self) {
      try configuration.givenCharacteristic()
    }
    #expect(error?.description.contains("rows is 16.0, not 15.0") == true)
  }
}

import Configurations
import Foundation
import Quantities
import Spintronics
import Studies
import Testing

@Suite("Configurations of co-simulations")
struct PairConfigurationTests {
  private func issues(_ text: String) -> String {
    do {
      let _: PairConfiguration = try ConfigurationFile.decode(from: text, file: "run.yaml")
      return ""
    } catch {
      return error.description
    }
  }

  @Test("an empty file is the default, and the ready configuration is sound")
  func defaults() throws {
    #expect(issues("") == "")
    let ready = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "configurations/wine-passive-15x15.yaml")
    let configuration: PairConfiguration = try ConfigurationFile.read(at: ready.path)
    #expect(configuration.network.count == 100)
    #expect(configuration.device.tmr == 1)
    #expect(configuration.device.spread.writeErrorRate == 1e-3)
    #expect(configuration.array.wireCapacitance == 0.05e-15)
  }

  @Test(
    "each mistake is a sentence with its line",
    arguments: [
      ("array:\n  rowz: 15\n", "run.yaml:2: unknown key 'rowz'; did you mean 'rows'?"),
      ("array:\n  rows: 12\n", "array.rows 12 and array.columns 15 are in conflict with layer 1"),
      ("network: {hidden: 8}\n", "layer 1, which needs 13 rows and 16 columns"),
      ("device:\n  tmr: -0.5\n", "tmr"),
      ("device:\n  resistance_area_product: -5e-12\n", "resistance_area_product"),
      (
        "array:\n  wire_resistance: -1\n",
        "array.wire_resistance is -1.0; a resistance must be 0 or more"
      ),
      ("evaluation: {spice_networks: 5}\nnetwork: {count: 2}\n", "are in conflict"),
      ("data: {dataset: beer}\n", "'data.dataset'"),
      ("read: {width: wide}\n", "'read.width'"),
      ("seed: -3\n", "run.yaml:1: 'seed': expected a whole number, 0 or more, found '-3'"),
    ])
  func mistakes(_ text: String, _ sentence: String) {
    let found = issues(text)
    #expect(found.contains(sentence), "\(found)")
  }

  @Test("all mistakes are reported at once")
  func together() {
    let found = issues("array: {rows: 0}\nread: {voltage: 0}\nnetwork: {count: 0}\n")
    #expect(found.contains("array.rows is 0"))
    #expect(found.contains("read.voltage is 0.0"))
    #expect(found.contains("network.count is 0"))
  }
}

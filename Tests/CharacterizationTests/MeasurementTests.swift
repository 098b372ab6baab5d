import Characterization
import Configurations
import Foundation
import Quantities
import Randomness
import Spintronics
import Testing

@Suite("Measured chips and devices")
struct MeasurementTests {
  private func sentence(_ work: () throws -> Void) -> String {
    let error = #expect(throws: CharacterizationError.self) { try work() }
    return error?.description ?? ""
  }

  /// 400 devices whose ln R_P and ln TMR have the correlation -0.6.
  private func wafer() -> String {
    var stream = RandomStream(seed: 8, purpose: "wafer")
    var text = "die,parallel_resistance,antiparallel_resistance,half_bias_voltage\n"
    for die in 0..<400 {
      let (a, b) = (stream.normal(), stream.normal())
      let parallel = 4000 * exp(0.06 * a)
      let tmr = 1.1 * exp(0.04 * (-0.6 * a + 0.8 * b))
      let half = 0.5 * exp(0.02 * stream.normal())
      text += "\(die),\(parallel),\(parallel * (1 + tmr)),\(half)\n"
    }
    return text
  }

  @Test("measured devices are fitted, and resampled with their correlations")
  func devices() throws {
    let found = try DeviceMeasurements(csv: wafer(), name: "w.csv").population
    // 400 devices know a deviation to 3.5 % and this correlation to 0.032.
    #expect(abs(found.sigma[0] / 0.06 - 1) < 0.15 && abs(found.sigma[1] / 0.04 - 1) < 0.15)
    #expect(abs(found.correlation[0][1] + 0.6) < 0.13)
    #expect(found.goodness.allSatisfy { $0.isNormal })
    let device = MTJDevice().drawn(from: found)
    #expect(abs(device.parallelResistance.value / found.median[0] - 1) < 1e-12)
    let drawn = (0..<4000).map { device.sample(.parallel, seed: 1, index: UInt64($0)) }
    let logs = drawn.map { (log($0.parallelResistance.value), log($0.tmr)) }
    let n = Double(logs.count)
    let means = (logs.reduce(0) { $0 + $1.0 } / n, logs.reduce(0) { $0 + $1.1 } / n)
    func moment(_ f: ((Double, Double)) -> Double) -> Double {
      logs.reduce(0) { $0 + f(($1.0 - means.0, $1.1 - means.1)) } / n
    }
    let (xx, yy, xy) = (moment { $0.0 * $0.0 }, moment { $0.1 * $0.1 }, moment { $0.0 * $0.1 })
    // 4,000 draws know a deviation to 1.1 % and the correlation to 0.01.
    #expect(abs(xx.squareRoot() / found.sigma[0] - 1) < 0.05)
    #expect(abs(xy / (xx * yy).squareRoot() - found.correlation[0][1]) < 0.04)
  }

  @Test("a measured junction is the same in arrays and in dynamics")
  func sameJunction() throws {
    let device = MTJDevice().drawn(
      from: try DeviceMeasurements(csv: wafer(), name: "w.csv").population)
    for index in 0..<20 as Range<UInt64> {
      let cell = device.sample(.parallel, seed: 3, index: index)
      let free = device.sampleDevice(seed: 3, index: index)
      #expect(abs(free.parallelResistance / cell.parallelResistance - 1) < 1e-12)
      #expect(free.tmr == cell.tmr && free.halfBiasVoltage == cell.halfBiasVoltage)
      #expect(free.length == device.length)
    }
  }

  @Test(
    "questions read the devices of a file, and tell its contents apart",
    arguments: ["ngspice", "nodal"])
  func questions(solver: String) throws {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let yaml = "device: {measured: \(path)}\nsolver: \(solver)\nrows: 4\ncolumns: 4\n"
    func question() throws -> MACQuestion {
      try ConfigurationFile.decode(MACQuestion.self, from: yaml, file: "mac.yaml")
    }
    let missing = #expect(throws: (any Error).self) { _ = try question() }
    #expect("\(try #require(missing))".contains(path))
    try wafer().write(toFile: path, atomically: true, encoding: .utf8)
    let first = try question()
    #expect(first.device.population?.count == 400)
    try wafer().split(separator: "\n").dropLast(50).joined(separator: "\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try question().deck(seed: 1) != first.deck(seed: 1))
    #expect(try first.deck(seed: 1) == first.deck(seed: 1))
  }

  @Test("two populations in one column are told from one")
  func goodness() throws {
    var text = "parallel_resistance,antiparallel_resistance,half_bias_voltage\n"
    for k in 0..<100 {
      let parallel = (k % 2 == 0 ? 3000.0 : 5000) + Double(k)
      text += "\(parallel),\(2 * parallel + Double(k % 7)),\(0.5 + 0.001 * Double(k % 11))\n"
    }
    let found = try DeviceMeasurements(csv: text, name: "w.csv").population
    #expect(!found.goodness[0].isNormal)
  }

  @Test("gaps and bad cells are refused with line and column")
  func gaps() {
    let head = "parallel_resistance,antiparallel_resistance,half_bias_voltage\n"
    func devices(_ text: String) -> String {
      sentence { _ = try DeviceMeasurements(csv: text, name: "w.csv") }
    }
    #expect(
      devices(head + "4000,8000,0.5\n4000,,0.5\n").contains(
        "w.csv:3: column 'antiparallel_resistance' is empty"))
    #expect(
      devices(head + "4000,8k,0.5\n").contains(
        "w.csv:2: column 'antiparallel_resistance' '8k' is no number"))
    #expect(devices(head + "4000,8000\n").contains("w.csv:2: the line has 2 cells, and the head 3"))
    #expect(devices(head + "8000,4000,0.5\n").contains("w.csv:2: antiparallel_resistance"))
    #expect(devices(head + "4000,-1,0.5\n").contains("column 'antiparallel_resistance' is -1.0"))
    #expect(devices(head + "4000,8000,0.5\n").contains("too few"))
    #expect(devices("a,b\n1,2\n").contains("has no column 'parallel_resistance'"))
    #expect(devices("").contains("is empty"))
    #expect(
      sentence {
        _ = try MACMeasurements(csv: "signed_sum,drive,measured\n1,nan,2\n", name: "c.csv")
      }.contains("c.csv:2: column 'drive'"))
  }

  @Test("a chip's sums become a characteristic by the same fit")
  func chip() throws {
    var stream = RandomStream(seed: 5, purpose: "chip")
    var text = "drive,signed_sum,measured\n"
    for _ in 0..<500 {
      let drive = 1 + 7 * stream.uniform()
      let sum = drive * (2 * stream.uniform() - 1)
      text += "\(drive),\(sum),\(sum * (0.95 - 0.01 * drive) + 0.01 * stream.normal())\n"
    }
    let found = try MACMeasurements(csv: text, name: "c.csv").characteristic(
      name: "c.csv", version: "v")
    // 500 reads with noise 0.01 know the mean to about a thousandth.
    #expect(abs(found.response(signedSum: 2, drive: 4).value - 2 * 0.91) < 5e-3)
    #expect(found.lines == nil && found.samples == 500)
    let again = try MACCharacteristic.read(try found.json(), from: "c.json")
    #expect(again == found)
  }

  @Test("a wrong question is refused with its line before anything runs")
  func questions() {
    func issues<Q: CharacterizationQuestion>(_ type: Q.Type, _ text: String) -> String {
      do {
        let _: Q = try ConfigurationFile.decode(from: text, file: "q.yaml")
        return ""
      } catch {
        return error.description
      }
    }
    #expect(issues(SenseQuestion.self, "") == "" && issues(MACQuestion.self, "") == "")
    #expect(issues(NeuronQuestion.self, "") == "" && issues(WriteQuestion.self, "") == "")
    #expect(issues(SenseQuestion.self, "margin: [1]\n").contains("did you mean 'margins'?"))
    #expect(issues(SenseQuestion.self, "margins: [0.2, 0.1]\n").contains("q.yaml:1: margins must"))
    #expect(
      issues(NeuronQuestion.self, "neurons: 1\n").contains("neurons is 1; it must be at least 2"))
    #expect(
      issues(WriteQuestion.self, "device: {applied_field: [0.1, 0, 0]}\n").contains("not round"))
    #expect(issues(MACQuestion.self, "device: {tmr: 0}\n").contains("device.tmr is 0.0"))
    #expect(
      issues(NeuronQuestion.self, "transistors: {models: a.lib}\n").contains("belong together"))
  }
}

import Characterization
import Foundation
import Quantities
import Randomness
import Testing

@Suite("Characteristics as files and as functions")
struct CharacteristicFileTests {
  private let provenance =
    #""provenance": {"engine": "e", "deck": "0", "decks": 1, "seed": 1, "version": "0"}"#

  private func write(target: String = "parallel", schema: String = "larmor.characteristic/2")
    -> Data
  {
    Data(
      """
      {"schema": "\(schema)", "kind": "write", "target": "\(target)",
       "axes": {"current": [1e-5, 2e-5], "width": [1e-9, 3e-9], "temperature": [300]},
       "mean": [[[0], [0]], [[0.99], [0.9999]]], "sigma": [[[0], [0]], [[0], [0]]],
       "intervals": [[[[0, 1]], [[0, 1]]], [[[0, 1]], [[0, 1]]]],
       "error": [[[1], [1]], [[1e-2], [1e-4]]], "driver_current": {"mean": 2e-5, "sigma": 1e-6},
       "checks": [], "disturb": [{"scheme": "half", "write_voltage": 1, "current": 1e-6,
       "width": 1e-9, "probability": 1e-3}], "samples": 1, \(provenance)}
      """.utf8)
  }

  @Test("a write characteristic interpolates the logarithm of its error rate")
  func writeErrors() throws {
    let found = try WriteCharacteristic.read(write(), from: "w.json")
    func error(_ i: Double, _ t: Double) -> Double {
      found.errorRate(current: Amperes(i), width: Seconds(t), temperature: 300)
    }
    #expect(abs(error(2e-5, 2e-9) / 1e-3 - 1) < 1e-12)
    #expect(abs(error(1.5e-5, 1e-9) / 1e-1 - 1) < 1e-12)
    #expect(abs(error(-2e-5, 9e-9) / 1e-4 - 1) < 1e-12)
    #expect(abs(found.success(current: 2e-5, width: 1e-9, temperature: 350) - 0.99) < 1e-12)
    let thousand = try #require(found.disturbProbability(scheme: "half", pulses: 1000))
    #expect(abs(thousand - (1 - Foundation.pow(0.999, 1000))) < 1e-12)
    #expect(found.disturbProbability(scheme: "third") == nil)
  }

  @Test("files of another version or kind, and damaged ones, are refused with a sentence")
  func refused() throws {
    func sentence(_ work: () throws -> Void) -> String {
      let error = #expect(throws: CharacterizationError.self) { try work() }
      return error?.description ?? ""
    }
    #expect(
      sentence {
        _ = try WriteCharacteristic.read(write(schema: "larmor.characteristic/1"), from: "w")
      }
      .contains("has the schema 'larmor.characteristic/1'"))
    #expect(
      sentence { _ = try SenseCharacteristic.read(write(), from: "w") }
        .contains("is a characteristic of kind 'write', and one of kind 'sense' is needed"))
    let cut = try #require(String(data: write(), encoding: .utf8))
    #expect(
      sentence {
        let text = cut.replacing("\"samples\": 1,", with: "")
        _ = try WriteCharacteristic.read(Data(text.utf8), from: "w")
      }.contains("lacks 'samples'"))
    #expect(
      sentence {
        let text = cut.replacing("[1e-9, 3e-9]", with: "[3e-9, 1e-9]")
        _ = try WriteCharacteristic.read(Data(text.utf8), from: "w")
      }.contains("axis 'width' does not ascend"))
    #expect(
      sentence { _ = try WriteCharacteristic.read(Data("[]".utf8), from: "w") }
        .contains("is no characteristic"))
    #expect(
      sentence { _ = try WriteCharacteristic.read(contentsOf: "/nowhere/w.json") }
        .contains("cannot be read"))
  }

  /// 2,000 offsets of deviation 0.02 known to 0.01: the deviation is good to 1.6 % by counting alone.
  @Test("the law behind censored offsets is found")
  func normalLaw() throws {
    var stream = RandomStream(seed: 4, purpose: "offsets")
    let brackets = (0..<2000).map { _ -> (low: Double, high: Double) in
      let x = stream.normal(mean: 0.005, deviation: 0.02)
      if x < -0.03 { return (-.infinity, -0.03) }
      if x >= 0.03 { return (0.03, .infinity) }
      let k = (x / 0.01).rounded(.down)
      return (k * 0.01, (k + 1) * 0.01)
    }
    let law = try #require(NormalLaw(brackets: brackets))
    #expect(abs(law.mean - 0.005) < 4 * 0.02 / 2000.0.squareRoot())
    #expect(abs(law.sigma / 0.02 - 1) < 0.07)
    // Ten deviations out: erfc(10/sqrt 2)/2.
    #expect(abs(NormalLaw(mean: 1, sigma: 2).above(21) / 7.619853024160527e-24 - 1) < 1e-9)
  }
}

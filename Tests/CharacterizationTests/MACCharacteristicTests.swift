import Characterization
import Foundation
import Randomness
import Testing

@Suite("Multiply-accumulate characteristics")
struct MACCharacteristicTests {
  private let provenance = Provenance(engine: "none", deck: "0", decks: 0, seed: 1, version: "0")

  /// Observations of an array whose law is known: gain 0.9 falling by 0.01 for each unit of drive, a
  /// cubic of -0.002, device noise 0.05 sqrt(drive), and a remainder of 0.02.
  private func observations(count: Int) -> [MACObservation] {
    var stream = RandomStream(seed: 3, purpose: "observations")
    return (0..<count).map { _ in
      let drive = 8 * stream.uniform()
      let signed = drive * (2 * stream.uniform() - 1)
      let device = signed + 0.05 * drive.squareRoot() * stream.normal()
      let measured =
        device * (0.9 - 0.01 * drive) - 0.002 * device * device * device + 0.02 * stream.normal()
      return MACObservation(
        signedSum: signed, deviceSum: device, drive: drive, measured: measured)
    }
  }

  /// The fit of 4,000 observations with noise 0.02 is good to a few thousandths; 0.01 leaves room.
  private let meanTolerance = 0.01
  /// A spread is estimated to 5 % from so many, and its model is linear where the truth is a product.
  private let spreadTolerance = 0.15

  @Test("the fit finds the law behind the observations")
  func fit() throws {
    let found = try MACFit(observations(count: 4000)).characteristic(
      energy: nil, latency: nil, provenance: provenance)
    for (s, d) in [(0.0, 4.0), (2.0, 4.0), (-3.0, 6.0), (1.0, 2.0)] {
      let law = s * (0.9 - 0.01 * d) - 0.002 * s * s * s
      let slope = 0.9 - 0.01 * d - 0.006 * s * s
      #expect(abs(found.response(signedSum: s, drive: d).value - law) < meanTolerance)
      #expect(abs(found.response(signedSum: s, drive: d).slope - slope) < 4 * meanTolerance)
      #expect(abs(found.remainder(signedSum: s, drive: d) / 0.02 - 1) < spreadTolerance)
    }
    let device = 0.05 * 2 * (0.9 - 0.04)
    let total = (device * device + 0.02 * 0.02).squareRoot()
    #expect(abs(found.spread(signedSum: 0, drive: 4) / total - 1) < spreadTolerance)
  }

  @Test("points off the grid lie between their neighbours, and outside the mean goes straight on")
  func interpolation() {
    let table = MACCharacteristic(
      axes: .init(signedSum: [-1, 0, 1], drive: [0, 2]), mean: [[-1, -0.8], [0, 0], [1, 0.8]],
      sigma: [[0.1, 0.3], [0.1, 0.3], [0.2, 0.4]], residual: [[0, 0], [0, 0], [0, 0]], samples: 3,
      provenance: provenance)
    #expect(abs(table.response(signedSum: 0.5, drive: 1).value - 0.45) < 1e-15)
    #expect(abs(table.response(signedSum: 3, drive: 0).value - 3) < 1e-15)
    #expect(abs(table.response(signedSum: 0.5, drive: 9).slope - 0.8) < 1e-15)
    #expect(abs(table.spread(signedSum: 0.5, drive: 1) - 0.25) < 1e-15)
    #expect(abs(table.spread(signedSum: 5, drive: 0) - 0.2) < 1e-15)
  }

  @Test("too few or too uniform observations are refused with a sentence")
  func refused() {
    #expect(throws: CharacterizationError.self) { try MACFit(observations(count: 10)) }
    let same = Array(repeating: observations(count: 1)[0], count: 100)
    let error = #expect(throws: CharacterizationError.self) { try MACFit(same) }
    #expect(error?.description.contains("do not vary enough") == true)
  }

  @Test("a characteristic written as JSON reads back equal")
  func roundTrip() throws {
    let found = try MACFit(observations(count: 100)).characteristic(
      energy: .init(of: [1e-12, 2e-12]), latency: .init(of: [1e-9]), provenance: provenance)
    let data = try JSONEncoder().encode(found)
    #expect(try JSONDecoder().decode(MACCharacteristic.self, from: data) == found)
  }
}

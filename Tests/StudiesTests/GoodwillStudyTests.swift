import CoSimulation
import Datasets
import Foundation
import Networks
import Ngspice
import Randomness
import Spintronics
import Studies
import Testing

@Suite("Goodwill's study")
struct GoodwillStudyTests {
  /// Four networks trained here, on the bundled Wine data.
  private func networks(_ split: DatasetSplit) -> [PairNetwork] {
    (0..<4).map { number in
      var stream = RandomStream(seed: 1, purpose: "networks", index: UInt64(number))
      let training = PairTraining(widths: [13, 6, 3], alpha: [1, 1])
      return training.train(
        from: training.start(stream: &stream), samples: SampleMatrix(split.training),
        labels: split.training.labels, model: IdealProduct(), stream: &stream
      ).network
    }
  }

  @Test("the study of own networks is complete, sound and the same with one worker and two")
  func study() async throws {
    let split = try Wine.split(seed: 1)
    let networks = networks(split)
    var configuration = PairConfiguration(name: "test")
    configuration.device.tmr = 1
    configuration.device.spread.resistance = 0.05
    func run(workers: Int) async throws -> GoodwillResult {
      try await GoodwillStudy(
        networks: networks, split: split, configuration: configuration,
        extent: .init(spiceNetworks: 1, sensitivityNetworks: 40),
        simulator: try NgspicePool(workers: workers), workers: workers, progress: { _, _ in }
      ).run()
    }
    let found = try await run(workers: 1)
    #expect(try await run(workers: 2) == found)
    #expect(found.networks == 4)
    // Ideal means, counted here once more.
    let samples = SampleMatrix(split.training)
    let right = networks.reduce(0) { sum, network in
      let decided = network.idealDecisions(for: samples, alpha: [0.9, 0.9])
      return sum + zip(decided, split.training.labels).count { $0 == $1 }
    }
    #expect(abs((found.ideal["0.9"]?.train ?? 0) - Double(right) / (4 * 148)) < 1e-12)
    // Four of NIST's networks would give 0.954 +- 0.05; a broken array gives a third.
    #expect(found.array.accuracy > 0.85)
    #expect(found.array.interval.contains(found.array.accuracy))
    let spice = try #require(found.array.agreement.last)
    #expect(spice.higher == "spice" && spice.equalDecisions == 1)
    // The engine's relative tolerance is 1e-3 of a step that is quadratic: sums agree far better.
    #expect(spice.sumError < 1e-6)
  }

  @Test("networks that do not take the samples are refused by number")
  func misfit() throws {
    let split = try Wine.split(seed: 1)
    var stream = RandomStream(seed: 1, purpose: "misfit")
    let narrow = PairTraining(widths: [12, 6, 3], alpha: [1, 1]).start(stream: &stream).network
    let error = #expect(throws: StudyError.self) {
      try GoodwillStudy(
        networks: networks(split) + [narrow], split: split, configuration: PairConfiguration(),
        extent: .init(spiceNetworks: 1, sensitivityNetworks: 40),
        simulator: try NgspicePool(workers: 1), workers: 1,
        progress: { _, _ in })
    }
    #expect(error?.description.contains("network 4 takes 12 inputs") == true)
  }
}

import Networks
import Randomness
import Studies
import Testing

@Suite("Virtual dies")
struct DieStudyTests {
  /// Ten classes of noisy 8 x 8 patterns.
  private func samples(_ count: Int, part: UInt64) throws -> LabelledSamples {
    var patterns = RandomStream(seed: 5, purpose: "patterns")
    let bases = (0..<640).map { _ in patterns.bernoulli(0.5) }
    var stream = RandomStream(seed: 5, purpose: "samples", index: part)
    var pixels: [UInt8] = []
    for sample in 0..<count {
      for pixel in 0..<64 {
        let bright = bases[sample % 10 * 64 + pixel] != stream.bernoulli(0.2)
        pixels.append(bright ? 255 : 0)
      }
    }
    return try LabelledSamples(
      sampleShape: [1, 8, 8], storage: .bytes(pixels), labels: (0..<count).map { $0 % 10 },
      classCount: 10)
  }

  /// A small network for them.
  private var training: TrainingConfiguration {
    var training = TrainingConfiguration(
      dataset: "patterns", algorithm: .bnn, architecture: "32-10")
    training.epochs = 8
    training.batchSize = 50
    return training
  }

  @Test(
    "training over the distribution of defects, or for a die, wins back what defects cost",
    arguments: [(0.03, 1), (0.01, 2)])
  func winningBack(defects: Double, networks: Int) throws {
    let study = DieStudy(
      training: training,
      devices: DeviceStatistics(
        shorts: defects, opens: defects, spread: 0.1, shortConductance: 5),
      networks: networks, dies: 6, awareDies: 2, awareEpochs: 8, trimSamples: 1000)
    let found = try study.run(
      training: try samples(2000, part: 0), test: try samples(1000, part: 1), workers: 2)
    #expect(found.junctions == 2 * (64 * 32 + 320))
    #expect(found.networks.count == networks && Set(found.networks).count == networks)
    for network in found.networks {
      #expect(network.baseline.count == 6 && network.statisticsAware.count == 6)
    }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func mean(_ errors: (DieStudy.NetworkErrors) -> [Double]) -> Double {
      mean(found.networks.flatMap(errors))
    }
    let (hurt, healed) = (mean(\.baseline), mean(\.statisticsAware))
    #expect(mean { [$0.software] } < hurt)
    #expect(healed < hurt)
    #expect(mean(\.trimmedBaseline) < hurt)
    #expect(mean(\.trimmedStatisticsAware) < healed)
    #expect(mean(found.defectAware) < mean(Array(found.networks[0].baseline.prefix(2))))
  }

  @Test("more samples to trim by than there are to train on are refused before any training")
  func tooManyToTrim() throws {
    var training = training
    training.validation = 100
    let study = DieStudy(
      training: training, devices: DeviceStatistics(), dies: 1, awareDies: 1, awareEpochs: 1,
      trimSamples: 450)
    let few = try samples(500, part: 0)
    let error = #expect(throws: NetworkError.self) {
      _ = try study.run(training: few, test: few, workers: 1) { _, _ in
        Issue.record("training has begun")
      }
    }
    #expect(error?.description.contains("trim_samples is 450, but training has 400") == true)
  }
}

import Foundation
import Networks
import Testing

@Suite("Configurations of training")
struct ConfigurationTests {
  @Test("Architectures are read in the notation of the literature")
  func architecture() throws {
    let read = try Architecture("2x128C3p1-MP2-64R3s2-AP4-1024-10")
    #expect(
      read.stages == [
        .convolution(outputs: 128, size: 3, padding: 1, stride: 1),
        .convolution(outputs: 128, size: 3, padding: 1, stride: 1), .maxPool(size: 2, step: 2),
        .residual(outputs: 64, size: 3, stride: 2), .averagePool(size: 4), .dense(1024), .dense(10),
      ])
    for (text, item) in [
      ("10-5Q", "5Q"), ("10--10", "\"\""), ("0-10", "\"0\""), ("10-MP2", "last"),
    ] {
      let error = #expect(throws: NetworkError.self) { _ = try Architecture(text) }
      #expect(error?.description.contains(item) == true)
    }
  }

  @Test("Every problem is found, and names its key")
  func problems() {
    var configuration = TrainingConfiguration(
      dataset: "mnist", algorithm: .bnn, architecture: "10-x")
    configuration.startArchitecture = "10-y"
    configuration.startScale = 0
    configuration.epochs = 0
    configuration.finalBatchSize = 100
    configuration.finalLearningRate = 1
    configuration.finalMomentum = 0.8
    configuration.batchNorm = false
    configuration.patience = 3
    configuration.normSamples = 100
    configuration.augmentation = Augmentation(pad: -1, cutout: 2000)
    configuration.significance = -1
    configuration.spiking = SpikingConfiguration(timeSteps: 0)
    #expect(
      configuration.problems().map(\.key) == [
        "epochs", "finalBatchSize", "finalLearningRate", "finalMomentum", "normSamples", "patience",
        "normSamples", "significance", "significance", "spiking", "startArchitecture",
        "startScale", "startScale", "architecture", "startArchitecture", "augmentation",
        "augmentation", "spiking",
      ])
    #expect(
      TrainingConfiguration(dataset: "mnist", algorithm: .bnn, architecture: "10").problems() == [])
  }

  @Test("What momentum lacks to 1 falls as the rate does")
  func pace() {
    var configuration = TrainingConfiguration(
      dataset: "mnist", algorithm: .gxnor, architecture: "10")
    configuration.learningRate = 0.04
    configuration.finalLearningRate = 0.01
    configuration.schedule = .exponential
    configuration.momentum = 0.95
    #expect(configuration.pace(at: 0.7).momentum == 0.95)
    configuration.finalMomentum = 0.9875
    #expect(configuration.pace(at: 0) == Pace(rate: 0.04, momentum: 0.95))
    let half = configuration.pace(at: 0.5)
    #expect(abs(half.rate - 0.02) < 1e-15)
    #expect(abs(half.momentum - 0.975) < 1e-15)
    #expect(abs(configuration.pace(at: 1).momentum - 0.9875) < 1e-15)
  }

  @Test("The batch doubles after equal parts of the run")
  func batchSizes() {
    var configuration = TrainingConfiguration(
      dataset: "mnist", algorithm: .ternaryGradient, architecture: "10")
    configuration.batchSize = 100
    configuration.epochs = 3
    #expect(configuration.batchSizes == [100, 100, 100])
    configuration.finalBatchSize = 100
    #expect(configuration.batchSizes == [100, 100, 100])
    configuration.finalBatchSize = 500
    configuration.epochs = 9
    #expect(configuration.batchSizes == [100, 100, 100, 200, 200, 400, 400, 500, 500])
    configuration.finalBatchSize = .max
    configuration.epochs = 2
    #expect(configuration.batchSizes == [100, 100 << 29])
  }

  @Test("A configuration survives its file form")
  func codable() throws {
    var configuration = TrainingConfiguration(
      dataset: "mnist", algorithm: .spiking, architecture: "8C3-10")
    configuration.spiking = SpikingConfiguration(timeSteps: 6, reset: .hard)
    configuration.augmentation = Augmentation(pad: 2, flip: true, cutout: 6)
    configuration.start = "runs/first/network.safetensors"
    configuration.startArchitecture = "6C3-10"
    configuration.startScale = 0.5
    configuration.ternaryGradient = TernaryGradientConfiguration()
    configuration.finalMomentum = 0.99
    configuration.finalBatchSize = 512
    configuration.significance = 2
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(TrainingConfiguration.self, from: data) == configuration)
  }

  @Test("Wilson's interval has its closed form at the ends and in the middle")
  func accuracy() {
    let z = 1.959963984540054
    let none = Accuracy(correct: 0, count: 10).interval
    #expect(none.lowerBound == 0)
    #expect(abs(none.upperBound - z * z / (10 + z * z)) < 1e-12)
    let half = Accuracy(correct: 50, count: 100).interval
    // 0.5 -+ z/(2 sqrt(n + z^2))
    #expect(abs(half.lowerBound - (0.5 - z / (2 * (100 + z * z).squareRoot()))) < 1e-12)
  }

  @Test("Output codes keep their words apart, and too few bits are refused")
  func codes() throws {
    let code = try OutputCode(classes: 10, length: 64, seed: 1)
    #expect(code.length == 64)
    #expect(code.minimumDistance > 20)
    #expect(throws: NetworkError.self) { _ = try OutputCode(classes: 10, length: 3, seed: 1) }
    #expect(OutputCode(oneOf: 3).words == [[1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
  }

  @Test("Samples split and select as asked")
  func samples() throws {
    let samples = try Support.quarters(100, seed: 1)
    let parts = try samples.split(first: 41, seed: 3)
    #expect((0..<4).map { label in parts.first.labels.count { $0 == label } } == [11, 10, 10, 10])
    #expect(parts.rest.count == 59)
    #expect(throws: NetworkError.self) { _ = try samples.split(first: 101, seed: 1) }
  }
}

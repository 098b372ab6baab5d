import Foundation
import Networks
import Testing

/// The first losses of a small binary network in PyTorch 2.15 (float32, Adam 0.01), from the same
/// weights and data; see `losses()`.
private let torchLosses: [Double] = [
  1.9091346263885498, 1.6305137872695923, 1.3202636241912842, 1.2793532609939575,
  1.154484748840332, 1.2110977172851562, 1.1404714584350586, 1.1364866495132446,
]
/// 32-bit floats in another order of summation, over eight steps of Adam.
private let torchTolerance = 2e-4

@Suite("Training")
struct TrainingTests {
  private func run(
    _ configuration: TrainingConfiguration, workers: Int = 2, folder: String? = nil,
    epochs: Int? = nil
  ) throws -> (Trainer, Trainer.Result) {
    let trainer = try Trainer(
      configuration, training: try Support.quarters(512, seed: 1),
      test: try Support.quarters(200, seed: 2), workers: Workers(workers))
    return (trainer, try trainer.run(folder: folder))
  }

  @Test("The first losses are PyTorch's")
  func losses() throws {
    let (batch, inputs, hidden, outputs) = (32, 20, 24, 4)
    func weights(_ layer: Dense, _ factor: Int) {
      for n in 0..<layer.inputs * layer.outputs {
        let share = Double((n * factor) % 1009) / 1009
        layer.weight.values.set(n, Float((share * 2 - 1) * 0.25))
      }
      layer.weight.touch()
    }
    let first = Dense(name: "0", inputs: inputs, outputs: hidden, kind: .binary)
    let second = Dense(name: "1", inputs: hidden, outputs: outputs, kind: .binary)
    weights(first, 37)
    weights(second, 71)
    let network = try Network(
      sampleShape: [inputs],
      layers: [
        first, BatchNorm(name: "0.norm", features: hidden), SignActivation(), second,
        BatchNorm(name: "1.norm", features: outputs),
      ])
    let rule = GradientRule(
      network: network, loss: CrossEntropy(), optimizer: AdamOptimizer(),
      pace: { _ in Pace(rate: 0.01) })
    let pixels = (0..<batch * inputs).map { (n: Int) -> Float in Float((n * n * 7 + n * 13) % 251) }
    let x = try Tensor([batch, inputs], pixels, domain: .bytes)
    let labels = (0..<batch).map { (n: Int) -> Int in (n * 5 + n / 3) % outputs }
    for (step, expected) in torchLosses.enumerated() {
      let pass = Pass(training: true, step: step, precision: .float32)
      let loss = try rule.learn(x, labels, progress: 0, pass).loss
      #expect(abs(loss - expected) < torchTolerance, "step \(step): \(loss)")
    }
  }

  private static let cases: [(TrainingConfiguration.Algorithm, String)] = [
    (.bnn, "40-30-4"), (.bnn, "8C3-MP2-8C3p1-4"), (.gxnor, "8C3-MP2-20-4"), (.spiking, "8C3-8R3-4"),
    (.ternaryGradient, "60-4"),
  ]

  @Test(
    "Each algorithm learns, and to the same bits with one, two and three workers",
    arguments: cases.indices)
  func workers(index: Int) throws {
    let (algorithm, architecture) = Self.cases[index]
    var configuration = Support.configuration(algorithm, architecture)
    if algorithm == .ternaryGradient { configuration.epochs = 12 }
    if algorithm == .bnn { configuration.dropout = 0.1 }
    if algorithm == .gxnor { configuration.loss = .squaredHinge }
    let (one, result) = try run(configuration, workers: 1)
    // Chance is 25 %, with a deviation of 3 %.
    #expect(result.test.value > 0.6, "\(result.test.value)")
    #expect(result.test.count == 200)
    for workers in [2, 3] {
      let (other, same) = try run(configuration, workers: workers)
      #expect(other.network.entries() == one.network.entries())
      #expect(same.test == result.test)
    }
    #expect(
      one.network.parameters.allSatisfy { parameter in
        switch parameter.kind {
        case .real: true
        case .binary: parameter.values.array.allSatisfy { $0.magnitude <= 1 }
        case .discrete(let levels):
          parameter.values.array.allSatisfy {
            levels == 2 ? $0.magnitude == 1 : [-1, 0, 1].contains($0)
          }
        }
      })
  }

  @Test("The kept network's batch norms are those measured on its own weights")
  func measuredNorms() throws {
    var configuration = Support.configuration(.bnn, "8C3-MP2-20-4")
    let (following, _) = try run(configuration)
    configuration.normSamples = 256
    let (measured, _) = try run(configuration)
    let kept = measured.network.entries()
    #expect(kept != following.network.entries())
    try measured.measureNorms(samples: 256)
    #expect(measured.network.entries() == kept)
    configuration.normSamples = 449
    let error = #expect(throws: NetworkError.self) { _ = try run(configuration) }
    #expect(error?.description.contains("normSamples 449 is more than the 448") == true)
  }

  @Test("Without batch norms a network of signs alone learns, and its thresholds stay at 0")
  func withoutNorms() throws {
    var configuration = Support.configuration(.bnn, "8C3-MP2-20-4")
    configuration.batchNorm = false
    let (trainer, result) = try run(configuration)
    #expect(result.test.value > 0.6, "\(result.test.value)")
    let network = trainer.network
    #expect(network.layers.first is BinaryInput)
    #expect(network.parameters.allSatisfy { $0.name.hasSuffix(".weight") })
    for statistic in network.statistics where !statistic.name.hasSuffix("var") {
      let fixed: Float = statistic.name.hasSuffix("norm.weight") ? 1 : 0
      #expect(statistic.values.array.allSatisfy { $0 == fixed }, "\(statistic.name)")
    }
  }

  @Test("A step of ternary gradients switches the weights that its definition names")
  func ternaryStep() throws {
    var configuration = Support.configuration(.ternaryGradient, "4")
    configuration.epochs = 1
    configuration.validation = 0
    configuration.ternaryGradient = TernaryGradientConfiguration()
    configuration.ternaryGradient?.margin = 0.5
    configuration.ternaryGradient?.weightThreshold = 1
    configuration.ternaryGradient?.probability = 1
    configuration.ternaryGradient?.finalProbability = 1
    let samples = try Support.quarters(32, seed: 4)
    let before = try configuration.makeNetwork(sampleShape: [8, 8, 1], classes: 4)
    var weights = try #require(before.parameters.first).values.array
    guard case .bytes(let pixels) = samples.storage else { return }
    var gradient = [Float](repeating: 0, count: 4 * 64)
    var pushed = 0
    for (sample, label) in samples.labels.enumerated() {
      let x = (0..<64).map { (i: Int) -> Float in pixels[sample * 64 + i] >= 128 ? 1 : -1 }
      let sums = (0..<4).map { c in (0..<64).reduce(Float(0)) { $0 + weights[c * 64 + $1] * x[$1] }
      }
      var rival = label == 0 ? 1 : 0
      for c in 0..<4 where c != label && sums[c] > sums[rival] { rival = c }
      // Half the lead is the mean over the two outputs; the margin is half the root of 64.
      guard (sums[label] - sums[rival]) / 2 < 4 else { continue }
      pushed += 1
      for i in 0..<64 {
        gradient[label * 64 + i] -= x[i]
        gradient[rival * 64 + i] += x[i]
      }
    }
    #expect(pushed > 0 && pushed < 32)
    for i in weights.indices where abs(gradient[i]) > Float(32).squareRoot() {
      if gradient[i] * weights[i] > 0 { weights[i] = -weights[i] }
    }
    let trainer = try Trainer(configuration, training: samples, test: samples)
    let result = try trainer.run()
    #expect(trainer.network.parameters.first?.values.array == weights)
    #expect(result.epochs.first?.loss == Double(pushed) / 32)
  }

  @Test("An interrupted run resumes to the same bits", arguments: cases.indices)
  func resume(index: Int) throws {
    let (algorithm, architecture) = Self.cases[index]
    var configuration = Support.configuration(algorithm, architecture)
    configuration.augmentation = Augmentation(pad: 1, flip: false)
    if algorithm != .ternaryGradient { configuration.normSamples = 100 }
    if algorithm == .gxnor { configuration.finalMomentum = 0.97 }
    configuration.finalBatchSize = 4 * configuration.batchSize
    let (whole, wholeResult) = try run(configuration)
    let folder = Support.path("run")
    defer { Support.remove(folder) }
    // Two epochs, then a new process would start.
    let trainer = try Trainer(
      configuration, training: try Support.quarters(512, seed: 1),
      test: try Support.quarters(200, seed: 2))
    try trainer.interrupt(after: 2, folder: folder)
    let (resumed, result) = try run(configuration, folder: folder)
    #expect(resumed.network.entries() == whole.network.entries())
    #expect(result.test == wholeResult.test)
    #expect(result.epochs.map(\.loss) == wholeResult.epochs.map(\.loss))
    let metrics = try String(contentsOfFile: folder + "/metrics.csv", encoding: .utf8)
    #expect(metrics.split(separator: "\n").count == 1 + configuration.epochs)
    // The finished network loads into a fresh one.
    let fresh = try configuration.makeNetwork(sampleShape: [8, 8, 1], classes: 4)
    try fresh.load(try SafeTensors(path: folder + "/network.safetensors"))
    #expect(fresh.entries() == whole.network.entries())
  }

  @Test("A run trains on from another's network, and resumes without it")
  func start() throws {
    let folder = Support.path("run")
    let other = Support.path("run")
    defer {
      Support.remove(folder)
      Support.remove(other)
    }
    var configuration = Support.configuration(.bnn, "10-4")
    let (first, firstResult) = try run(configuration, folder: folder)
    configuration.start = folder + "/network.safetensors"
    configuration.epochs = 1
    let (second, result) = try run(configuration, folder: other)
    #expect((result.epochs.first?.loss ?? 9) < (firstResult.epochs.first?.loss ?? 0))
    // The same as from the arrays in memory, which take the place of the file.
    let third = try Trainer(
      configuration, training: try Support.quarters(512, seed: 1),
      test: try Support.quarters(200, seed: 2), start: SafeTensors(first.network.entries()))
    _ = try third.run()
    #expect(third.network.entries() == second.network.entries())
    // What does not fit, or is not there, is named; a run that has a checkpoint asks for it no more.
    func expectRefusal(_ reason: String) {
      let error = #expect(throws: NetworkError.self) { _ = try run(configuration) }
      #expect(error?.description.contains(folder + "/network.safetensors") == true)
      #expect(error?.description.contains(reason) == true)
    }
    configuration.architecture = "12-4"
    expectRefusal("expected shape [12, 64]")
    configuration.architecture = "10-4"
    try FileManager.default.removeItem(atPath: folder + "/network.safetensors")
    expectRefusal("cannot be read")
    #expect(try run(configuration, folder: other).1.test == result.test)
  }

  @Test("Latent weights of a start are scaled, and others are not")
  func startScale() throws {
    let folder = Support.path("run")
    defer { Support.remove(folder) }
    var configuration = Support.configuration(.bnn, "10-4")
    let (first, _) = try run(configuration, folder: folder)
    configuration.start = folder + "/network.packed.safetensors"
    configuration.startScale = 0.25
    configuration.epochs = 1
    configuration.learningRate = 1e-7
    configuration.finalLearningRate = 1e-7
    let (second, _) = try run(configuration)
    for (before, after) in zip(first.network.parameters, second.network.parameters) {
      let expected = before.values.array.map {
        before.kind == .binary ? Float(signOf: $0, magnitudeOf: 0.25) : $0
      }
      let far = zip(after.values.array, expected).count { abs($0 - $1) > 1e-4 }
      #expect(far == 0, "\(before.name)")
    }
  }

  @Test("A checkpoint of another configuration is refused")
  func otherConfiguration() throws {
    var configuration = Support.configuration(.bnn, "10-4")
    configuration.epochs = 1
    let folder = Support.path("run")
    defer { Support.remove(folder) }
    _ = try run(configuration, folder: folder)
    configuration.learningRate = 0.02
    let error = #expect(throws: NetworkError.self) { _ = try run(configuration, folder: folder) }
    #expect(error?.description.contains("another configuration") == true)
  }

  @Test("Training stops when validation has not improved for the patience")
  func earlyStop() throws {
    var configuration = Support.configuration(.bnn, "40-4")
    configuration.epochs = 60
    configuration.patience = 3
    let (_, result) = try run(configuration)
    #expect(result.epochs.count < 60)
    #expect(result.epochs.count == result.chosenEpoch + 3)
  }

  @Test("Error-aware training keeps more accuracy under bit errors")
  func errorAware() throws {
    func damaged(_ rate: Double) throws -> Double {
      var configuration = Support.configuration(.bnn, "32-32-4")
      configuration.epochs = 20
      configuration.bitErrorRate = rate
      let (trainer, _) = try run(configuration)
      let test = try Support.quarters(400, seed: 3)
      let draws = try (0..<10).map {
        try trainer.accuracy(on: test, disturbance: BitErrors(rate: 0.15), draw: $0).value
      }
      return draws.reduce(0, +) / 10
    }
    let (aware, unaware) = (try damaged(0.15), try damaged(0))
    #expect(aware > unaware, "\(aware) and \(unaware)")
  }

  @Test("Statistics-aware training runs on disturbed weights and learns")
  func statisticsAware() throws {
    var configuration = Support.configuration(.bnn, "40-4")
    configuration.devices = DeviceStatistics(shorts: 0.005, opens: 0.005, spread: 0.1)
    let (_, result) = try run(configuration)
    #expect(result.test.value > 0.8)
  }

  @Test("Divergence is an error that names the epoch and the remedy")
  func divergence() throws {
    let training = try LabelledSamples(
      sampleShape: [2], storage: .reals([Double](repeating: .nan, count: 128)),
      labels: (0..<64).map { $0 % 2 }, classCount: 2)
    var configuration = TrainingConfiguration(
      dataset: "x", algorithm: .bnn, architecture: "4-2")
    configuration.batchSize = 16
    let trainer = try Trainer(configuration, training: training, test: training)
    let error = #expect(throws: NetworkError.self) { _ = try trainer.run() }
    #expect(error?.code == .divergence)
    #expect(error?.description.contains("lower learningRate") == true)
  }
}

import Foundation
import Randomness

/// Runs a training configuration: epochs, validation, checkpoints, early stop, the final test.
///
/// Every random draw is named by seed, purpose and step, so that a run gives the same bits for any
/// number of workers, and when it is interrupted and resumed. The best epoch is chosen on the
/// validation part; the test samples are looked at once, at the end.
public final class Trainer {
  /// How far a run is.
  public struct Progress: Sendable {
    /// The epoch that has ended, from 1.
    public let record: EpochRecord
    /// The number of epochs of the run.
    public let epochs: Int
    /// An estimate of the time left, in seconds, from the epochs of this session.
    public let secondsLeft: Double
  }

  /// What a run comes to.
  public struct Result: Sendable {
    /// Every epoch.
    public let epochs: [EpochRecord]
    /// The epoch whose network was kept.
    public let chosenEpoch: Int
    /// The kept network on all training samples that it learnt from.
    public let training: Accuracy
    /// The kept network on the validation part, if there is one.
    public let validation: Accuracy?
    /// The kept network on the test samples.
    public let test: Accuracy
    /// The mean time of an epoch of this run, in seconds.
    public let secondsPerEpoch: Double
  }

  private let configuration: TrainingConfiguration
  private let training: LabelledSamples
  private let validation: LabelledSamples?
  private let test: LabelledSamples
  private let workers: Workers
  private let rule: any TrainingRule
  private let circuit: (any WeightDisturbance)?
  private let startFile: String?
  private var history = TrainingHistory()
  private var best: [SafeTensors.Entry] = []

  /// The network; after `run`, the kept one.
  public var network: Network { rule.network }

  /// How many samples it learns from.
  package var sampleCount: Int { training.count }

  /// A run that has not begun.
  ///
  /// - Parameters:
  ///   - start: arrays to train on from; nil leaves it to the configuration.
  ///   - circuit: what becomes of the weights on arrays; training and the choice of the best epoch
  ///     then see those weights instead of exact ones.
  /// - Throws: `NetworkError` when the configuration is unsound or does not fit the samples.
  public init(
    _ configuration: TrainingConfiguration, training: LabelledSamples, test: LabelledSamples,
    workers: Workers = Workers(), start: SafeTensors? = nil,
    circuit: (any WeightDisturbance)? = nil
  ) throws(NetworkError) {
    if let problem = configuration.problems().first {
      throw NetworkError(.value, problem.message)
    }
    self.configuration = configuration
    self.test = test
    self.workers = workers
    var rest = training
    var held: LabelledSamples?
    if configuration.validation > 0 {
      let parts = try training.split(first: configuration.validation, seed: configuration.seed)
      (held, rest) = (parts.first, parts.rest)
    }
    if configuration.trainingSamples > 0 {
      rest = try rest.split(first: configuration.trainingSamples, seed: configuration.seed).first
    }
    for (key, count) in [
      ("batchSize", configuration.batchSize),
      ("finalBatchSize", configuration.finalBatchSize ?? 0),
      ("normSamples", configuration.normSamples),
    ] where count > rest.count {
      throw NetworkError(
        .value, "\(key) \(count) is more than the \(rest.count) training samples that are left")
    }
    self.training = rest
    validation = held
    rule = try configuration.makeRule(
      sampleShape: BatchReader(training).sampleShape, classes: training.classCount)
    self.circuit = circuit
    startFile = start == nil ? configuration.start : nil
    if let start { try rule.network.load(start) }
  }

  /// Trains to the end, from the checkpoint in `folder` if there is one, else from the start that the
  /// configuration names, if any.
  ///
  /// - Parameters:
  ///   - folder: receives `checkpoint.safetensors` and `metrics.csv` after each epoch and
  ///     `network.safetensors` and `network.packed.safetensors` at the end; nil keeps everything in memory.
  ///   - progress: is called after each epoch.
  /// - Throws: `NetworkError`; when training diverges, the last checkpoint stays.
  public func run(
    folder path: String? = nil, progress: (Progress) -> Void = { _ in }
  ) throws(NetworkError) -> Result {
    let folder: RunFolder? = if let path { try RunFolder(path) } else { nil }
    try train(to: configuration.epochs, folder, progress)
    return try finish(folder)
  }

  /// Trains up to `epochs` epochs and stops there, as an interruption would.
  package func interrupt(after epochs: Int, folder path: String) throws(NetworkError) {
    try train(to: min(epochs, configuration.epochs), try RunFolder(path)) { _ in }
  }

  private func train(
    to epochs: Int, _ folder: RunFolder?, _ progress: (Progress) -> Void
  ) throws(NetworkError) {
    if let folder, folder.hasCheckpoint {
      try resume(folder.checkpoint)
    } else if let startFile {
      try begin(with: startFile)
    }
    let firstEpoch = history.epochs.count
    let begin = ContinuousClock.now
    while history.epochs.count < epochs, !hasStalled {
      let record = try trainEpoch(history.epochs.count)
      if history.append(record) { best = network.entries() }
      if let folder {
        try checkpoint.write(to: folder.checkpoint)
        try folder.write(history)
      }
      let done = history.epochs.count - firstEpoch
      let spent = (ContinuousClock.now - begin) / .seconds(1)
      progress(
        Progress(
          record: record, epochs: configuration.epochs,
          secondsLeft: spent / Double(done) * Double(configuration.epochs - history.epochs.count)))
    }
  }

  /// Takes over the network in a file, its latent weights scaled and its channels made as many as here.
  private func begin(with path: String) throws(NetworkError) {
    var learnt = network
    if let architecture = configuration.startArchitecture {
      var narrow = configuration
      narrow.architecture = architecture
      learnt = try narrow.makeNetwork(
        sampleShape: network.sampleShape, classes: training.classCount)
    }
    try learnt.load(path: path)
    for weights in learnt.parameters where weights.kind == .binary {
      for index in 0..<weights.values.count {
        weights.values.values[index] *= Float(configuration.startScale)
      }
      weights.touch()
    }
    if learnt !== network { try network.widen(from: learnt) }
  }

  /// Whether the best epoch lies further back than the patience.
  private var hasStalled: Bool {
    guard configuration.patience > 0, let best = history.best else { return false }
    return history.epochs.count - best >= configuration.patience
  }

  private func finish(_ folder: RunFolder?) throws(NetworkError) -> Result {
    if !best.isEmpty { try network.load(SafeTensors(best)) }
    func judge(_ samples: LabelledSamples) throws(NetworkError) -> Accuracy {
      try accuracy(on: samples, disturbance: circuit)
    }
    let held: Accuracy? = if let validation { try judge(validation) } else { nil }
    let result = Result(
      epochs: history.epochs, chosenEpoch: history.best ?? history.epochs.count,
      training: try judge(training), validation: held, test: try judge(test),
      secondsPerEpoch: history.epochs.map(\.seconds).reduce(0, +)
        / Double(max(1, history.epochs.count)))
    if let folder {
      let metadata = [
        "dataset": configuration.dataset, "algorithm": configuration.algorithm.rawValue,
        "architecture": configuration.architecture, "test_accuracy": "\(result.test.value)",
      ]
      try SafeTensors(network.entries(), metadata: metadata).write(to: folder.network)
      try SafeTensors(network.packedEntries(), metadata: metadata).write(to: folder.packedNetwork)
    }
    return result
  }

  /// The accuracy of the present network on any samples.
  ///
  /// - Parameters:
  ///   - disturbance: what befalls the weights, such as write errors.
  ///   - draw: names the disturbance: one draw is one programmed chip.
  public func accuracy(
    on samples: LabelledSamples, disturbance: (any WeightDisturbance)? = nil, draw: Int = 0
  ) throws(NetworkError) -> Accuracy {
    let reader = BatchReader(samples)
    let pass = Pass(
      training: false, seed: configuration.seed, step: draw, workers: workers,
      precision: configuration.precision, disturbance: disturbance)
    let order = Array(0..<samples.count)
    var correct = 0
    for start in stride(from: 0, to: samples.count, by: configuration.batchSize) {
      let indices = order[start..<min(samples.count, start + configuration.batchSize)]
      let predictions = try rule.predict(reader.read(indices, workers: workers), pass)
      correct += zip(predictions, reader.labels(indices)).count { $0 == $1 }
    }
    return Accuracy(correct: correct, count: samples.count)
  }

  /// Measures the means and variances of all batch norms anew, as thresholds are trimmed on a chip; no
  /// weight changes.
  ///
  /// - Parameters:
  ///   - samples: how many of the training samples are read, drawn by the seed, in whole batches.
  ///   - disturbance: what befalls the weights, such as a die's defects.
  ///   - draw: names the disturbance: one draw is one programmed chip.
  /// - Throws: `NetworkError` where `samples` are fewer than a batch or more than there are.
  public func measureNorms(
    samples: Int, disturbance: (any WeightDisturbance)? = nil, draw: Int = 0
  ) throws(NetworkError) {
    try measureNorms(samples: samples, disturbance: disturbance) { _ in draw }
  }

  /// The same, with the draw of each batch.
  private func measureNorms(
    samples: Int, disturbance: (any WeightDisturbance)?, draw: (_ batch: Int) -> Int
  ) throws(NetworkError) {
    let size = configuration.batchSize
    guard samples >= size, samples <= training.count else {
      throw NetworkError(
        .value, "\(samples) samples cannot measure batch norms; take \(size) to \(training.count)")
    }
    let reader = BatchReader(training)
    var stream = RandomStream(seed: configuration.seed, purpose: "samples for batch norms")
    let order = stream.permutation(training.count)
    for index in 0..<samples / size {
      let pass = Pass(
        training: false, seed: configuration.seed, step: draw(index), workers: workers,
        precision: configuration.precision, disturbance: disturbance,
        norms: .measured(earlier: index))
      let indices = order[index * size..<(index + 1) * size]
      _ = try rule.predict(reader.read(indices, workers: workers), pass)
    }
  }

  private func trainEpoch(_ epoch: Int) throws(NetworkError) -> EpochRecord {
    let begin = ContinuousClock.now
    var stream = RandomStream(
      seed: configuration.seed, purpose: "order of samples", index: UInt64(epoch))
    let order = stream.permutation(training.count)
    let sizes = configuration.batchSizes
    let size = sizes[epoch]
    let steps = training.count / size
    let firstStep = sizes[..<epoch].reduce(0) { $0 + training.count / $1 }
    let reader = BatchReader(training)
    var (loss, correct) = (0.0, 0)
    for index in 0..<steps {
      let indices = order[index * size..<(index + 1) * size]
      let batch = reader.read(indices, workers: workers, change: change(epoch, indices))
      let outcome = try learn(
        batch, reader.labels(indices), step: firstStep + index,
        progress: Double(epoch * steps + index) / Double(steps * configuration.epochs))
      loss += outcome.loss / Double(steps)
      correct += outcome.correct
    }
    if configuration.normSamples > 0 {
      try measureNorms(samples: configuration.normSamples, disturbance: disturbance) {
        firstStep + $0
      }
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    let held: Accuracy? =
      if let validation { try accuracy(on: validation, disturbance: circuit) } else { nil }
    return EpochRecord(
      epoch: epoch + 1, loss: loss, trainingAccuracy: Double(correct) / Double(steps * size),
      validation: held, seconds: seconds)
  }

  /// One step, which must not diverge.
  private func learn(
    _ batch: Tensor, _ labels: [Int], step: Int, progress: Double
  ) throws(NetworkError) -> (loss: Double, correct: Int) {
    let reason: String
    do throws(NetworkError) {
      let pass = Pass(
        training: true, seed: configuration.seed, step: step, workers: workers,
        precision: configuration.precision, disturbance: disturbance, norms: .batch,
        inputGradient: false)
      let outcome = try rule.learn(batch, labels, progress: progress, pass)
      if outcome.loss.isFinite { return outcome }
      reason = "the loss is \(outcome.loss)"
    } catch {
      guard error.code == .divergence else { throw error }
      reason = error.description
    }
    throw NetworkError(
      .divergence,
      "step \(step + 1) diverges: \(reason); lower learningRate (\(configuration.learningRate)) "
        + "and look for values in the samples that are not numbers")
  }

  private func change(
    _ epoch: Int, _ indices: ArraySlice<Int>
  ) -> ((Int) -> Augmentation.Draw)? {
    guard let augmentation = configuration.augmentation else { return nil }
    let base = UInt64(epoch) * UInt64(training.count)
    return { position in
      augmentation.draw(
        seed: self.configuration.seed, index: base + UInt64(indices[indices.startIndex + position]))
    }
  }

  /// What befalls the weights in training.
  private var disturbance: (any WeightDisturbance)? {
    if let circuit { return circuit }
    if configuration.bitErrorRate > 0 { return BitErrors(rate: configuration.bitErrorRate) }
    return configuration.devices
  }

  private var checkpoint: Checkpoint {
    let kept = rule.state.map {
      SafeTensors.Entry(name: $0.name, shape: $0.tensor.shape, values: $0.tensor.array)
    }
    let leader = best.map {
      SafeTensors.Entry(name: "best.\($0.name)", shape: $0.shape, values: $0.values)
    }
    return Checkpoint(
      arrays: network.entries() + kept + leader, history: history, configuration: configuration)
  }

  private func resume(_ path: String) throws(NetworkError) {
    let saved = try Checkpoint(path: path)
    guard saved.configuration == configuration else {
      throw NetworkError(
        .value,
        "\(path) belongs to another configuration; use its folder for it alone, or remove it")
    }
    let file = SafeTensors(saved.arrays)
    try network.load(file)
    for (name, tensor) in rule.state {
      guard let entry = file.entry(name), entry.shape == tensor.shape else {
        throw NetworkError(.file, "\(path): no array \(name) of shape \(tensor.shape)")
      }
      for (i, value) in entry.values.enumerated() { tensor.values[i] = value }
    }
    best = saved.arrays.filter { $0.name.hasPrefix("best.") }.map {
      SafeTensors.Entry(name: String($0.name.dropFirst(5)), shape: $0.shape, values: $0.values)
    }
    history = saved.history
  }
}

public import Networks
public import Randomness

/// A binary network on many virtual dies with defects: what training on the defects brings.
///
/// Three trainings after Borders et al. (Phys. Rev. Applied 21, 054028, 2024): of the network alone;
/// for each die with its own devices in the forward pass (defect-aware); and once over the
/// distribution, with fresh devices in each batch (statistics-aware). Every weight is a differential
/// pair, see `DeviceStatistics`. The first and the third are also judged trimmed: with the batch
/// norms' means and variances, the thresholds of the circuit, measured anew on each die.
public struct DieStudy: Sendable {
  /// The network and how it is trained; its `devices` are replaced.
  public var training: TrainingConfiguration
  /// Of all dies.
  public var devices: DeviceStatistics
  /// Dies that every network is judged on.
  public var dies: Int
  /// Dies that get a training of their own.
  public var awareDies: Int
  /// Epochs of each of those trainings.
  public var awareEpochs: Int
  /// Training samples that a die is trimmed by.
  public var trimSamples: Int

  /// Numbers of dies and epochs are at least 1; `awareDies` beyond `dies` count as `dies`; at least a
  /// batch of `trimSamples`.
  public init(
    training: TrainingConfiguration, devices: DeviceStatistics, dies: Int, awareDies: Int,
    awareEpochs: Int, trimSamples: Int
  ) {
    self.training = training
    self.devices = devices
    self.dies = dies
    self.awareDies = awareDies
    self.awareEpochs = awareEpochs
    self.trimSamples = trimSamples
  }

  /// What came out; errors are shares of the test samples.
  public struct Outcome: Codable, Hashable, Sendable {
    /// Junctions of one die.
    public var junctions: Int
    /// The network in software.
    public var software: Double
    public var softwareInterval: ConfidenceInterval
    /// The software's network on each die.
    public var baseline: [Double]
    /// The same, trimmed.
    public var trimmedBaseline: [Double]
    /// For the first dies, the network trained for that die.
    public var defectAware: [Double]
    /// The network trained over the distribution, on each die.
    public var statisticsAware: [Double]
    /// The same, trimmed.
    public var trimmedStatisticsAware: [Double]
  }

  /// Trains and judges.
  ///
  /// - Parameter progress: is told what is being trained, and the share of all trainings that is done.
  /// - Throws: `NetworkError` for configurations that do not fit the samples.
  public func run(
    training samples: LabelledSamples, test: LabelledSamples, workers: Int,
    progress: (String, Double) -> Void = { _, _ in }
  ) throws -> Outcome {
    let trainings = Double(2 + awareDies)
    func trained(
      _ devices: DeviceStatistics?, epochs: Int, _ stage: String, _ done: Int
    ) throws -> (Trainer, Accuracy) {
      var configuration = training
      configuration.devices = devices
      configuration.epochs = epochs
      let trainer = try Trainer(
        configuration, training: samples, test: test, workers: Workers(workers))
      guard trimSamples <= trainer.sampleCount else {
        throw NetworkError(
          .value,
          "trim_samples is \(trimSamples), but training has \(trainer.sampleCount) samples; take fewer"
        )
      }
      progress(stage, Double(done) / trainings)
      return (trainer, try trainer.run().test)
    }
    func errors(_ trainer: Trainer, on dies: Range<Int>, trimmed: Bool = false) throws -> [Double] {
      try dies.map { die in
        var devices = devices
        devices.die = die
        if trimmed {
          try trainer.measureNorms(samples: trimSamples, disturbance: devices, draw: die)
        }
        return 1 - (try trainer.accuracy(on: test, disturbance: devices, draw: die).value)
      }
    }
    let (plain, software) = try trained(nil, epochs: training.epochs, "software", 0)
    let baseline = try errors(plain, on: 0..<dies)
    let trimmedBaseline = try errors(plain, on: 0..<dies, trimmed: true)
    let (general, _) = try trained(devices, epochs: training.epochs, "statistics-aware", 1)
    let statisticsAware = try errors(general, on: 0..<dies)
    let trimmedStatisticsAware = try errors(general, on: 0..<dies, trimmed: true)
    var defectAware: [Double] = []
    for die in 0..<min(awareDies, dies) {
      var devices = devices
      devices.die = die
      let (own, _) = try trained(devices, epochs: awareEpochs, "die \(die)", 2 + die)
      defectAware += try errors(own, on: die..<die + 1)
    }
    let weights = plain.network.parameters.filter { $0.kind != .real }
    return Outcome(
      junctions: 2 * weights.reduce(0) { $0 + $1.values.count }, software: 1 - software.value,
      softwareInterval: ConfidenceInterval(
        successes: software.count - software.correct, trials: software.count),
      baseline: baseline, trimmedBaseline: trimmedBaseline, defectAware: defectAware,
      statisticsAware: statisticsAware, trimmedStatisticsAware: trimmedStatisticsAware)
  }
}

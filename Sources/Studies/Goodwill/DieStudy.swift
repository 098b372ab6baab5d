public import Networks

/// A binary network on many virtual dies with defects: what training on the defects brings.
///
/// Three trainings after Borders et al. (Phys. Rev. Applied 21, 054028, 2024): of the network alone;
/// for each die with its own devices in the forward pass (defect-aware); and once over the
/// distribution, with fresh devices in each batch (statistics-aware). Every weight is a differential
/// pair, see `DeviceStatistics`. The first and the third are also judged trimmed: with the batch
/// norms' means and variances, the thresholds of the circuit, measured anew on each die.
public struct DieStudy: Sendable {
  /// The network and how it is trained; its `devices` are replaced. Its seed is that of the first network
  /// and of the trainings for a die.
  public var training: TrainingConfiguration
  /// Of all dies.
  public var devices: DeviceStatistics
  /// Networks that are trained, in software and over the distribution, with seeds one after the other.
  public var networks: Int
  /// Dies that every network is judged on.
  public var dies: Int
  /// Dies that get a training of their own.
  public var awareDies: Int
  /// Epochs of each of those trainings.
  public var awareEpochs: Int
  /// Training samples that a die is trimmed by.
  public var trimSamples: Int

  /// Numbers of networks, dies and epochs are at least 1; `awareDies` beyond `dies` count as `dies`; at
  /// least a batch of `trimSamples`.
  public init(
    training: TrainingConfiguration, devices: DeviceStatistics, networks: Int = 1, dies: Int,
    awareDies: Int, awareEpochs: Int, trimSamples: Int
  ) {
    self.training = training
    self.devices = devices
    self.networks = networks
    self.dies = dies
    self.awareDies = awareDies
    self.awareEpochs = awareEpochs
    self.trimSamples = trimSamples
  }

  /// What came out; errors are shares of the test samples.
  public struct Outcome: Codable, Hashable, Sendable {
    /// Junctions of one die.
    public var junctions: Int
    /// Each network in software and on each die.
    public var networks: [NetworkErrors]
    /// For the first dies, the network trained for that die.
    public var defectAware: [Double]
  }

  /// The errors of one network.
  public struct NetworkErrors: Codable, Hashable, Sendable {
    /// In software.
    public var software: Double
    /// Software's network on each die.
    public var baseline: [Double]
    /// The same, trimmed.
    public var trimmedBaseline: [Double]
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
    let trainings = Double(2 * networks + min(awareDies, dies))
    var done = 0.0
    func trained(
      _ stage: String, seed: Int = 0, devices: DeviceStatistics? = nil, epochs: Int? = nil
    ) throws -> (Trainer, error: Double) {
      var configuration = training
      configuration.seed &+= UInt64(seed)
      configuration.devices = devices
      configuration.epochs = epochs ?? training.epochs
      let trainer = try Trainer(
        configuration, training: samples, test: test, workers: Workers(workers))
      guard trimSamples <= trainer.sampleCount else {
        throw NetworkError(
          .value,
          "trim_samples is \(trimSamples), but training has \(trainer.sampleCount) samples; take fewer"
        )
      }
      progress(stage, done / trainings)
      done += 1
      return (trainer, 1 - (try trainer.run().test.value))
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
    /// On all dies, as it is and then trimmed, which changes its norms.
    func judged(_ trainer: Trainer) throws -> (asItIs: [Double], trimmed: [Double]) {
      let asItIs = try errors(trainer, on: 0..<dies)
      return (asItIs, try errors(trainer, on: 0..<dies, trimmed: true))
    }
    var outcome = Outcome(junctions: 0, networks: [], defectAware: [])
    for number in 0..<networks {
      let (plain, software) = try trained("software \(number)", seed: number)
      let (general, _) = try trained("statistics-aware \(number)", seed: number, devices: devices)
      let (baseline, trimmedBaseline) = try judged(plain)
      let (statisticsAware, trimmedStatisticsAware) = try judged(general)
      outcome.networks.append(
        NetworkErrors(
          software: software, baseline: baseline, trimmedBaseline: trimmedBaseline,
          statisticsAware: statisticsAware, trimmedStatisticsAware: trimmedStatisticsAware))
      let weights = plain.network.parameters.filter { $0.kind != .real }
      outcome.junctions = 2 * weights.reduce(0) { $0 + $1.values.count }
    }
    for die in 0..<min(awareDies, dies) {
      var devices = devices
      devices.die = die
      let (own, _) = try trained("die \(die)", devices: devices, epochs: awareEpochs)
      outcome.defectAware += try errors(own, on: die..<die + 1)
    }
    return outcome
  }
}

/// Everything that decides a training run. Read from YAML with these keys; each but the first three
/// has a default.
public struct TrainingConfiguration: Codable, Sendable, Equatable {
  /// How weights and activations are represented and trained.
  public enum Algorithm: String, Codable, Sendable, CaseIterable {
    /// Binary weights and activations with latent real weights (Hubara et al., 2016).
    case bnn
    /// Ternary weights and activations by discrete state transition (Deng et al., 2018).
    case gxnor
    /// Binary weights and inputs, ternary gradients, stochastic update; no real number in training.
    case ternaryGradient
    /// Binary weights, spikes over time steps, surrogate gradient.
    case spiking
  }

  /// The loss by name.
  public enum LossName: String, Codable, Sendable, CaseIterable {
    case crossEntropy, squaredHinge
  }

  /// The optimiser by name; `gxnor` uses its own for its weights.
  public enum OptimizerName: String, Codable, Sendable, CaseIterable {
    case adam, descent
  }

  /// `mnist`, `cifar-10`, `svhn`, `wine`, or a folder with files named like MNIST's.
  public var dataset: String
  /// How the network is trained.
  public var algorithm: Algorithm
  /// The layers, such as `1024-1024-10` or `32C5-MP2-64C5-MP2-512-10`; see `Architecture`.
  public var architecture: String

  /// A safetensors file to train on from, such as another run's network or one trained in PyTorch;
  /// relative to the working folder. Without it weights are drawn by `seed`. That other run's seed keeps
  /// its validation part, whose samples this one must not learn either.
  public var start: String?
  /// The architecture of the network in `start` where it is narrower than this one: new channels are added
  /// in pairs that cancel until training parts them, so that nothing of what it computes is lost.
  public var startArchitecture: String?
  /// Multiplies the latent weights of the network in `start`. Packed networks hold -1 and 1, which few
  /// weights leave in fewer than (1 / rate)^2 steps; at 0.1 they turn as those of a run under way do.
  public var startScale: Double = 1
  /// Names every random draw of the run.
  public var seed: UInt64 = 1
  /// How often every training sample is seen.
  public var epochs: Int = 20
  /// Samples to a step.
  public var batchSize: Int = 256
  /// Samples to a step at the end: the batch doubles after equal parts of the run until it has so many;
  /// as `batchSize` unless stated. The sums of larger batches are surer, but make fewer steps.
  public var finalBatchSize: Int?
  /// Training samples set aside to choose the best epoch by; drawn by `seed`, stratified.
  public var validation: Int = 0
  /// Uses only so many training samples (after the validation part), drawn by `seed`; 0 for all.
  public var trainingSamples: Int = 0
  /// The loss.
  public var loss: LossName = .crossEntropy
  /// Bits of an error-correcting output code; 0 for one output per class.
  public var codeLength: Int = 0
  /// The optimiser.
  public var optimizer: OptimizerName = .adam
  /// The first learning rate.
  public var learningRate: Double = 0.003
  /// The last learning rate.
  public var finalLearningRate: Double = 0.0001
  /// The way from first to last.
  public var schedule: Schedule = .cosine
  /// How slowly the mean gradient of `adam` (its beta1) or the velocity of `descent` follows. The
  /// noise of `gxnor` falls with it and with the batch size, not with the learning rate.
  public var momentum: Double = 0.9
  /// The last momentum, which 1 - momentum approaches as the learning rate falls; as `momentum` unless
  /// stated. Weights that flip ever more rarely can be told from noise by ever more batches.
  public var finalMomentum: Double?
  /// Whether products of `bnn` are followed by batch norms. Without them pixels enter as signs and
  /// neurons compare their sums with 0, as the network of `ternaryGradient` does.
  public var batchNorm: Bool = true
  /// The share of hidden activations that are dropped in training.
  public var dropout: Double = 0
  /// Stops after so many epochs without a better validation accuracy; 0 for never.
  public var patience: Int = 0
  /// The format of gradient products.
  public var precision: Precision = .automatic
  /// Error-aware training: the probability with which each weight bit is flipped in each batch.
  public var bitErrorRate: Double = 0
  /// Statistics-aware training: defects and spread of fresh virtual devices in each batch.
  public var devices: DeviceStatistics?
  /// After each epoch the means and variances of batch norms are measured anew on so many training
  /// samples, unaugmented; 0 keeps estimates that follow the batches, which lag behind weights that flip.
  public var normSamples: Int = 0
  /// Random changes of training images.
  public var augmentation: Augmentation?
  /// The switching probability of `gxnor`.
  public var switching: SwitchingConfiguration?
  /// Weights of `gxnor` are asked to move only where the mean gradient of `momentum` differs from 0 by so
  /// many of its standard errors: fewer moves, and a greater part of them right; 0 for all.
  public var significance: Double = 0
  /// Settings of `spiking`.
  public var spiking: SpikingConfiguration?
  /// Settings of `ternaryGradient`.
  public var ternaryGradient: TernaryGradientConfiguration?

  enum CodingKeys: String, CodingKey {
    case dataset, algorithm, architecture, start, startArchitecture, startScale, seed, epochs
    case batchSize, finalBatchSize, validation, trainingSamples, loss, codeLength, optimizer
    case learningRate, finalLearningRate, schedule, momentum, finalMomentum, batchNorm, dropout
    case patience, precision, bitErrorRate, devices, normSamples, augmentation, switching
    case significance, spiking, ternaryGradient
  }

  /// A configuration with every default.
  public init(dataset: String, algorithm: Algorithm, architecture: String) {
    self.dataset = dataset
    self.algorithm = algorithm
    self.architecture = architecture
  }
}

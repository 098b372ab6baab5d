public import Networks

/// Keys of a training configuration that a study states anew; the others stay as they are.
public struct TrainingOverrides: Codable, Equatable, Sendable {
  public var architecture: String?
  public var epochs: Int?
  public var batchSize: Int?
  public var finalBatchSize: Int?
  public var validation: Int?
  public var trainingSamples: Int?
  public var codeLength: Int?
  public var learningRate: Double?
  public var finalLearningRate: Double?
  public var momentum: Double?
  public var finalMomentum: Double?
  public var batchNorm: Bool?
  public var dropout: Double?
  public var patience: Int?
  public var bitErrorRate: Double?
  public var devices: DeviceStatistics?
  public var augmentation: Augmentation?
  public var switching: SwitchingConfiguration?
  public var spiking: SpikingConfiguration?
  public var ternaryGradient: TernaryGradientConfiguration?

  public init() {}

  /// Puts what is stated here into `configuration`.
  public func apply(to configuration: inout TrainingConfiguration) {
    func put<T>(_ value: T?, _ key: WritableKeyPath<TrainingConfiguration, T>) {
      if let value { configuration[keyPath: key] = value }
    }
    put(architecture, \.architecture)
    put(epochs, \.epochs)
    put(batchSize, \.batchSize)
    put(finalBatchSize.map(Optional.some), \.finalBatchSize)
    put(validation, \.validation)
    put(trainingSamples, \.trainingSamples)
    put(codeLength, \.codeLength)
    put(learningRate, \.learningRate)
    put(finalLearningRate, \.finalLearningRate)
    put(momentum, \.momentum)
    put(finalMomentum.map(Optional.some), \.finalMomentum)
    put(batchNorm, \.batchNorm)
    put(dropout, \.dropout)
    put(patience, \.patience)
    put(bitErrorRate, \.bitErrorRate)
    put(devices.map(Optional.some), \.devices)
    put(augmentation.map(Optional.some), \.augmentation)
    put(switching.map(Optional.some), \.switching)
    put(spiking.map(Optional.some), \.spiking)
    put(ternaryGradient.map(Optional.some), \.ternaryGradient)
  }
}

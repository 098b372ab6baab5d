/// Settings of a spiking network.
public struct SpikingConfiguration: Codable, Sendable, Equatable {
  /// What a spike leaves of the membrane.
  public enum Reset: String, Codable, Sendable, CaseIterable {
    /// The membrane minus the threshold.
    case soft
    /// Nothing.
    case hard
  }

  /// Time steps, at least 1.
  public var timeSteps: Int
  /// The membrane at which a neuron fires.
  public var threshold: Double
  /// Half the width of the triangular surrogate gradient.
  public var surrogateWidth: Double
  /// What a spike leaves.
  public var reset: Reset

  /// Settings.
  public init(
    timeSteps: Int = 4, threshold: Double = 1, surrogateWidth: Double = 1, reset: Reset = .soft
  ) {
    self.timeSteps = timeSteps
    self.threshold = threshold
    self.surrogateWidth = surrogateWidth
    self.reset = reset
  }

  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      timeSteps: try keys.decodeIfPresent(Int.self, forKey: .timeSteps) ?? 4,
      threshold: try keys.decodeIfPresent(Double.self, forKey: .threshold) ?? 1,
      surrogateWidth: try keys.decodeIfPresent(Double.self, forKey: .surrogateWidth) ?? 1,
      reset: try keys.decodeIfPresent(Reset.self, forKey: .reset) ?? .soft)
  }

  func problems() -> [TrainingConfiguration.Problem] {
    var found: [TrainingConfiguration.Problem] = []
    if timeSteps < 1 {
      found.append(.init(key: "spiking", message: "timeSteps must be at least 1, not \(timeSteps)"))
    }
    if !(threshold > 0) {
      found.append(.init(key: "spiking", message: "threshold must be positive, not \(threshold)"))
    }
    if !(surrogateWidth > 0) {
      found.append(
        .init(key: "spiking", message: "surrogateWidth must be positive, not \(surrogateWidth)"))
    }
    return found
  }
}

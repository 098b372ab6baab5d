/// An integrate-and-fire neuron that has taken in the batch norm before it: its threshold and a
/// constant are those of plain sums of weights times spikes.
///
/// With g = gamma/sigma, u[t] = u[t-1] + g (S[t] - mu) + beta fires at u >= V. Divided by |g|:
/// v[t] = v[t-1] + sgn(g) (S[t] - c), c = mu - beta/g, fires at v >= Theta = V/|g|. The two are equal
/// in real numbers; in floats they differ only where a membrane meets its threshold within rounding.
///
/// On an array that counts P = sum of the spikes on weights +1 of N spikes, S = 2 P - N: the sum
/// reaches theta exactly where P >= (theta + N)/2, a threshold that moves with the input. After
/// Nguyen et al. (IEEE Access 9:151373, 2021), whose circuit of it is not public.
public struct FoldedNeuron: Sendable, Equatable {
  /// c: what each step takes from the sum.
  public let offset: Double
  /// Theta: the membrane, in units of one synapse, at which the neuron fires.
  public let threshold: Double
  /// Whether gamma < 0: the membrane takes c - S instead of S - c.
  public let isInverted: Bool
  /// What a spike leaves of the membrane.
  public let reset: SpikingConfiguration.Reset

  /// Folds one column of a batch norm, as it is used after training, into a neuron.
  ///
  /// - Throws: `NetworkError` when gamma is 0, so that the neuron does not see its input.
  public init(
    _ norm: BatchNorm, column: Int, _ settings: SpikingConfiguration
  ) throws(NetworkError) {
    guard (0..<norm.features).contains(column) else {
      throw .shape(
        "folded neuron", expected: "a column in 0..<\(norm.features)", actual: "\(column)")
    }
    func value(_ parameter: Parameter) -> Double { Double(parameter.values.values[column]) }
    let gamma = value(norm.gamma)
    guard gamma != 0 else {
      throw NetworkError(
        .value,
        "folded neuron: gamma of column \(column) is 0, so its sum has no effect; leave it out")
    }
    let sigma = (value(norm.runningVariance) + norm.epsilon).squareRoot()
    offset = value(norm.runningMean) - value(norm.beta) * sigma / gamma
    threshold = settings.threshold * sigma / gamma.magnitude
    isInverted = gamma < 0
    reset = settings.reset
  }

  /// The membrane after one step with this sum, before any spike.
  public func membrane(_ before: Double, sum: Int) -> Double {
    isInverted ? before + (offset - Double(sum)) : before + (Double(sum) - offset)
  }

  /// The spikes over time steps with these sums of weights times spikes.
  public func spikes(_ sums: [Int]) -> [Bool] {
    var v = 0.0
    return sums.map { sum in
      v = membrane(v, sum: sum)
      let fires = v >= threshold
      if fires { v = reset == .soft ? v - threshold : 0 }
      return fires
    }
  }

  /// The number of spikes on weights +1 from which a sum over `spikes` spikes reaches `theta`:
  /// (theta + spikes)/2.
  public static func countThreshold(_ theta: Double, spikes: Int) -> Double {
    (theta + Double(spikes)) / 2
  }
}

public import Randomness

/// A switching probability counted over trajectories.
public struct SwitchingEstimate: Hashable, Sendable {
  /// Trajectories that ended in the other state.
  public var switched: Int
  /// Trajectories in all.
  public var trajectories: Int
  /// Heun steps taken by all trajectories together.
  public var steps: Int

  public init(switched: Int, trajectories: Int, steps: Int) {
    self.switched = switched
    self.trajectories = trajectories
    self.steps = steps
  }

  /// The share that switched.
  public var probability: Double { Double(switched) / Double(trajectories) }

  /// Clopper and Pearson's 95 % interval of the probability.
  public var interval: ConfidenceInterval {
    ConfidenceInterval(exactSuccesses: switched, trials: trajectories)
  }

  /// The share that failed to switch: the write-error rate.
  public var writeErrorRate: Double { Double(trajectories - switched) / Double(trajectories) }
}

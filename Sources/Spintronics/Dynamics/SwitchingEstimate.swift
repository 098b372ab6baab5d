public import Quantities
public import Randomness

/// A switching probability counted over trajectories.
public struct SwitchingEstimate: Hashable, Sendable {
  /// Trajectories that ended in the other state.
  public var switched: Int
  /// Trajectories in all.
  public var trajectories: Int
  /// Heun steps taken by all trajectories together.
  public var steps: Int
  /// Mean energy that one sequence of pulses dissipates in junction and strip, J.
  public var energy: Joules

  /// An estimate from counts; `energy` is the mean that the pulses dissipate, J.
  public init(switched: Int, trajectories: Int, steps: Int, energy: Joules = 0) {
    self.switched = switched
    self.trajectories = trajectories
    self.steps = steps
    self.energy = energy
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

/// When to stop.
public struct SolverSettings: Hashable, Sendable {
  /// The residual to reach: the largest change that one more relaxation of all lines would make to any
  /// node voltage, over the largest source voltage.
  public var tolerance: Double
  /// Steps of conjugate gradients allowed per linear solve.
  public var iterationLimit: Int
  /// Newton steps allowed per nonlinear solve.
  public var newtonLimit: Int

  /// Settings that give currents to about 1e-12 for arrays that work at all.
  public init(tolerance: Double = 1e-13, iterationLimit: Int = 5000, newtonLimit: Int = 60) {
    self.tolerance = tolerance
    self.iterationLimit = iterationLimit
    self.newtonLimit = newtonLimit
  }
}

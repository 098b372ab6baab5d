/// When to stop, and when to refuse.
public struct SolverSettings: Hashable, Sendable {
  /// The residual to reach: the largest change that one more relaxation of all lines would make to any
  /// node voltage, over the largest source voltage.
  public var tolerance: Double
  /// The largest estimated error of any node voltage, over the largest source voltage, that is let pass
  /// as a result; beyond it `solve` throws.
  public var errorLimit: Double
  /// Steps of conjugate gradients allowed per linear solve.
  public var iterationLimit: Int
  /// Newton steps allowed per nonlinear solve.
  public var newtonLimit: Int

  /// Settings that give currents to about 1e-12 for arrays whose cells are more resistive than their
  /// wires.
  public init(
    tolerance: Double = 1e-13, errorLimit: Double = 1e-9, iterationLimit: Int = 20_000,
    newtonLimit: Int = 60
  ) {
    self.tolerance = tolerance
    self.errorLimit = errorLimit
    self.iterationLimit = iterationLimit
    self.newtonLimit = newtonLimit
  }
}

public import Quantities

extension SwitchingExperiment {
  /// What the Fokker-Planck equation says about the experiment.
  public struct FokkerPlanckResult: Hashable, Sendable {
    /// Probability that the pulses fail to switch, good to 1e-12 and below.
    public var writeErrorRate: Double
    /// Probability of the other state, summed on its own side.
    public var probability: Double
    /// Mean energy that the pulses dissipate, J.
    public var energy: Joules
  }

  /// The probability that the sequence of pulses fails to switch, by the Fokker-Planck equation.
  public func fokkerPlanckErrorRate(
    cells: Int = 800, timeStep: Double = 0.005
  ) throws(SpintronicsError) -> Double {
    try fokkerPlanck(cells: cells, timeStep: timeStep).writeErrorRate
  }

  /// Solves the Fokker-Planck equation over the sequence of pulses.
  ///
  /// Preparation and settling act as pulses at rest. Throws for devices that are not axisymmetric and
  /// for strip currents.
  public func fokkerPlanck(
    cells: Int = 800, timeStep: Double = 0.005
  ) throws(SpintronicsError) -> FokkerPlanckResult {
    guard pulses.allSatisfy({ $0.drive.stripCurrent.value == 0 }) else {
      throw SpintronicsError(
        .invalidArgument, field: "strip_current",
        "a strip current breaks the symmetry about z; use the macrospin method")
    }
    var density = try FokkerPlanck(
      device, initial: initial, cells: cells, timeStep: timeStep)
    density.apply(Pulse(.rest, duration: preparation))
    for pulse in pulses { density.apply(pulse) }
    density.apply(Pulse(.rest, duration: settling))
    return FokkerPlanckResult(
      writeErrorRate: density.probability(of: initial),
      probability: density.probability(of: initial.reversed), energy: density.energy)
  }
}

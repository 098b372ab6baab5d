import Quantities

extension SwitchingExperiment {
  /// The probability that the sequence of pulses fails to switch, by the Fokker-Planck equation; good
  /// to 1e-12 and below.
  ///
  /// The factor (1 + alpha^2) of the time unit is exact; preparation and settling act as pulses at
  /// rest. Throws for devices that are not axisymmetric and for strip currents.
  public func fokkerPlanckErrorRate(
    cells: Int = 800, timeStep: Double = 0.005
  ) throws(SpintronicsError) -> Double {
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
    return density.probability(of: initial)
  }
}

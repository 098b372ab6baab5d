public import Quantities

/// The state in which a circuit rests: `.op` (ngspice manual, section 15.3.5).
public struct OperatingPoint: Analysis {
  /// Voltages and currents at rest.
  public struct Output: Sendable, Hashable {
    /// All values.
    public let plot: Plot

    /// The voltage of a net against ground.
    public func voltage(_ net: String) throws(SimulationError) -> Volts {
      Volts(try plot.value("v(\(net))"))
    }

    /// The current through a voltage source or inductor, into its first terminal.
    public func current(_ device: String) throws(SimulationError) -> Amperes {
      Amperes(try plot.value("i(\(device))"))
    }
  }

  /// An operating point.
  public init() {}

  public var command: String { "op" }

  public func output(from plots: [Plot]) throws(SimulationError) -> Output {
    Output(plot: try plot(.operatingPoint, of: plots))
  }
}

public import Quantities

/// What the circuit does to a junction: one value over the junction and one current in its strip.
///
/// A positive current enters at the reference layer's far side and drives the free layer towards the
/// antiparallel state; a positive voltage drives a positive current and, for a positive coefficient,
/// lowers the voltage-controlled anisotropy.
public struct JunctionDrive: Hashable, Sendable {
  /// How the junction itself is driven.
  public enum Source: Hashable, Sendable {
    /// A current, whatever the resistance.
    case current(Amperes)
    /// A voltage; the current follows the resistance.
    case voltage(Volts)
    /// A voltage and a current measured together, as a circuit simulator gives them.
    case measured(voltage: Volts, current: Amperes)
  }

  /// What drives the junction itself.
  public var source: Source
  /// Current along +x in the heavy-metal strip, A.
  public var stripCurrent: Amperes

  /// A drive of the junction, and of its strip where it has one.
  public init(_ source: Source, stripCurrent: Amperes = 0) {
    self.source = source
    self.stripCurrent = stripCurrent
  }

  /// No current and no voltage.
  public static let rest = JunctionDrive(.current(0))

  /// A current through the junction.
  public static func current(_ value: Amperes) -> JunctionDrive { JunctionDrive(.current(value)) }

  /// A voltage over the junction.
  public static func voltage(_ value: Volts) -> JunctionDrive { JunctionDrive(.voltage(value)) }
}

public import Circuits
import Quantities

/// Drives a bit line and a source line to opposite rails, or neither.
///
/// With `en` high the bit line goes to the level of `d` and the source line to its opposite, so that
/// `d` chooses the polarity of the write current; with `en` low both lines float, as half-selected
/// columns do.
public enum WriteDriver {
  /// `write_driver d en bl sl vdd`.
  public static func subcircuit(_ library: TransistorLibrary) -> Subcircuit {
    Subcircuit(
      "write_driver", ports: ["d", "en", "bl", "sl", "vdd"],
      [.comment("enable and data, inverted")] + inverter("e", "en", "enb", library)
        + inverter("d", "d", "db", library)
        + [.comment("bit line follows d, source line follows not d")]
        + triState("b", "db", "bl", library) + triState("s", "d", "sl", library))
  }

  private static func inverter(
    _ tag: String, _ input: Net, _ output: Net, _ library: TransistorLibrary
  ) -> [Item] {
    [
      library.pmos(Label("mp\(tag)"), output, input, "vdd", width: 0.8e-6),
      library.nmos(Label("mn\(tag)"), output, input, .ground, width: 0.4e-6),
    ]
  }

  /// A tri-state inverter: two transistors in series on each side.
  private static func triState(
    _ tag: String, _ input: Net, _ output: Net, _ library: TransistorLibrary
  ) -> [Item] {
    let (up, down) = (Net(Label("u\(tag)")), Net(Label("w\(tag)")))
    return [
      library.pmos(Label("mp1\(tag)"), up, input, "vdd", width: 6e-6),
      library.pmos(Label("mp2\(tag)"), output, "enb", up, width: 6e-6),
      library.nmos(Label("mn2\(tag)"), output, "en", down, width: 3e-6),
      library.nmos(Label("mn1\(tag)"), down, input, .ground, width: 3e-6),
    ]
  }
}

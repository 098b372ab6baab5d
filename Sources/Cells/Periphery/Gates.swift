public import Circuits
public import Quantities

/// Logic and switches of the periphery, static CMOS.
public enum Gates {
  /// `inverter in out vdd`: n-channel `width`, p-channel twice that.
  public static func inverter(
    _ library: TransistorLibrary, name: Label = "inverter", width: Meters = 0.2e-6
  ) -> Subcircuit {
    Subcircuit(
      name, ports: ["in", "out", "vdd"],
      [
        library.pmos("mp", "out", "in", "vdd", width: 2 * width),
        library.nmos("mn", "out", "in", .ground, width: width),
      ])
  }

  /// `transmission_gate a b on off vdd`: joins a and b while `on` is high and `off` is low.
  public static func transmissionGate(
    _ library: TransistorLibrary, width: Meters = 0.3e-6
  ) -> Subcircuit {
    Subcircuit(
      "transmission_gate", ports: ["a", "b", "on", "off", "vdd"],
      [
        library.nmos("mn", "a", "on", "b", width: width),
        library.pmos("mp", "a", "off", "b", width: width),
      ])
  }

  /// `wordline_driver in out vdd`: two inverters, the second four times as wide.
  public static func wordLineDriver(_ library: TransistorLibrary) -> Subcircuit {
    Subcircuit(
      "wordline_driver", ports: ["in", "out", "vdd"],
      [
        library.pmos("mp1", "x", "in", "vdd", width: 0.8e-6),
        library.nmos("mn1", "x", "in", .ground, width: 0.4e-6),
        library.pmos("mp2", "out", "x", "vdd", width: 3.2e-6),
        library.nmos("mn2", "out", "x", .ground, width: 1.6e-6),
      ])
  }

  /// `bitline_driver on bl read idle vdd`: joins the bit line to `read` while `on` is high and to `idle`
  /// while it is low, each by a transmission gate of `width`.
  ///
  /// Needs `inverter` and `transmission_gate` in the circuit.
  public static func bitLineDriver(_ library: TransistorLibrary) -> Subcircuit {
    Subcircuit(
      "bitline_driver", ports: ["on", "bl", "read", "idle", "vdd"],
      [
        .device("xi", .instance(of: "inverter", ["on", "off", "vdd"], [])),
        .device(
          "xr", .instance(of: "transmission_gate", ["read", "bl", "on", "off", "vdd"], [])),
        .device(
          "xc", .instance(of: "transmission_gate", ["idle", "bl", "off", "on", "vdd"], [])),
      ])
  }
}

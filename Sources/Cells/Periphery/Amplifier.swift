public import Circuits
import Quantities

/// Amplifiers of two kinds with the same ports, and the transimpedance read-out made with either.
///
/// The macromodel is i = imax tanh(gm v / imax) into `out`, with a finite output resistance, so that
/// gain, bandwidth and slewing are those of a real amplifier of the same gm; its supply current is drawn
/// from `vdd`: no noise, no offset unless `vos` gives one, no limit of its output swing. `twoStage` is a
/// transistor circuit.
public enum Amplifier {
  /// `ota inp inn out vdd`: gm (siemens), imax (ampere), rout (ohm), vos (volt), idd (ampere).
  public static var subcircuit: Subcircuit {
    let drive = Formula.voltage("inp", "inn") + .parameter("vos")
    let slope = Formula.parameter("gm") / .parameter("imax")
    return Subcircuit(
      "ota", ports: ["inp", "inn", "out", "vdd"],
      parameters: [
        Parameter("gm", 5e-3), Parameter("imax", 5e-4), Parameter("rout", 200e3),
        Parameter("vos", 0), Parameter("idd", 5e-4),
      ],
      [
        .comment("current into out, limited to imax either way"),
        .device(
          "bgm",
          .behaviouralCurrent(
            .ground, "out", .parameter("imax") * .call("tanh", [slope * drive]))),
        .device("rout", .resistor("out", .ground, .parameter("rout"))),
        .device("cin", .capacitor("inn", .ground, 2e-15)),
        .comment("what the amplifier takes from the supply"),
        .device("bdd", .behaviouralCurrent("vdd", .ground, .parameter("idd"))),
      ])
  }

  /// `ota_two_stage inp inn out vdd`: an n-channel pair with a mirror load, a p-channel second stage
  /// and Miller compensation; half a milliampere from the supply.
  ///
  /// Its bias is that of a resistor into a diode, so it follows corner and supply. For common modes
  /// around half the supply. Source: Allen and Holberg, "CMOS Analog Circuit Design", section 6.3.
  public static func twoStage(_ library: TransistorLibrary) -> Subcircuit {
    let long: Meters = 0.13e-6
    return Subcircuit(
      "ota_two_stage", ports: ["inp", "inn", "out", "vdd"],
      [
        .comment("bias: about 50 uA"),
        .device("rb", .resistor("vdd", "b", 14e3)),
        library.nmos("mb", "b", "b", .ground, width: 2e-6, length: long),
        .comment("input pair, its tail and its mirror"),
        library.nmos("mt", "t", "b", .ground, width: 4e-6, length: long),
        library.nmos("m1", "x", "inn", "t", width: 10e-6, length: long),
        library.nmos("m2", "y", "inp", "t", width: 10e-6, length: long),
        library.pmos("m3", "x", "x", "vdd", width: 8e-6, length: long),
        library.pmos("m4", "y", "x", "vdd", width: 8e-6, length: long),
        .comment("second stage, compensated"),
        library.pmos("m5", "out", "y", "vdd", width: 40e-6, length: long),
        library.nmos("m6", "out", "b", .ground, width: 10e-6, length: long),
        .device("rz", .resistor("y", "z", 300)),
        .device("cc", .capacitor("z", "out", 150e-15)),
      ])
  }

  /// `tia in out cm vdd`: holds `in` at `cm`; v(out) = v(cm) - rf i(in).
  ///
  /// - Parameter amplifier: the subcircuit inside, `ota` or `ota_two_stage`.
  public static func transimpedance(_ amplifier: Label = "ota") -> Subcircuit {
    Subcircuit(
      "tia", ports: ["in", "out", "cm", "vdd"],
      parameters: [Parameter("rf", 10e3), Parameter("cf", 2e-15)],
      [
        .device("xota", .instance(of: amplifier, ["cm", "in", "out", "vdd"], [])),
        .device("rf", .resistor("in", "out", .parameter("rf"))),
        .device("cf", .capacitor("in", "out", .parameter("cf"))),
      ])
  }
}

public import Circuits
import Quantities

/// A transconductance amplifier as a macromodel, and the transimpedance read-out made with it.
///
/// i = imax tanh(gm v / imax) into `out`, with a finite output resistance, so that gain, bandwidth and
/// slewing are those of a real amplifier of the same gm; its supply current is drawn from `vdd`. It is
/// not a transistor circuit: no noise, no offset unless `vos` gives one, no limit of its output swing.
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

  /// `tia in out cm vdd`: holds `in` at `cm`; v(out) = v(cm) - rf i(in).
  public static var transimpedance: Subcircuit {
    Subcircuit(
      "tia", ports: ["in", "out", "cm", "vdd"],
      parameters: [Parameter("rf", 10e3), Parameter("cf", 2e-15)],
      [
        .device("xota", .instance(of: "ota", ["cm", "in", "out", "vdd"], [])),
        .device("rf", .resistor("in", "out", .parameter("rf"))),
        .device("cf", .capacitor("in", "out", .parameter("cf"))),
      ])
  }
}

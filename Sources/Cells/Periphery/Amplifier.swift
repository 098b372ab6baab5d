public import Circuits
import Foundation
public import Quantities

/// Amplifiers with the same ports, and the transimpedance read-out made with any of them.
///
/// `twoStage` and `integrator` are transistor circuits. The macromodel is i = imax tanh(gm v / imax) into
/// `out`, with a finite output resistance, so that gain, bandwidth and slewing are those of a real
/// amplifier of the same gm; its supply current is drawn from `vdd`: no noise, no offset unless `vos`
/// gives one, no limit of its output swing. It costs less time in the simulator and is there for that.
public enum Amplifier {
  /// What holds the virtual ground of a neuron.
  public enum Kind: Hashable, Sendable {
    /// The circuit `integrator`, its widths times `size`.
    case transistors(size: Double)
    /// The macromodel `ota` with what differs from its defaults.
    case macromodel([Parameter])

    /// The current into an integrator's virtual ground over what it moves it by: gm of the macromodel;
    /// of hp transistors at the typical corner some 11 mS at size 1. Measured on a membrane of 100 fF:
    /// 9.4 mS alone, 3.4 mS at size 0.25; 11 to 16 mS by what three steps of a sub-array of 24 inputs
    /// lose.
    public var inputConductance: Siemens {
      switch self {
      case .transistors(let size): Siemens(11e-3 * pow(size, 0.8))
      case .macromodel(let parameters):
        Siemens(parameters.first { $0.name == "gm" }?.value.number() ?? 5e-3)
      }
    }

    /// The subcircuit's name, and the parameters of an instance.
    var instance: (name: Label, parameters: [Parameter]) {
      switch self {
      case .transistors: ("ota_integrator", [])
      case .macromodel(let parameters): ("ota", parameters)
      }
    }

    /// The amplifier itself.
    func subcircuit(_ library: TransistorLibrary) -> Subcircuit {
      switch self {
      case .transistors(let size): Amplifier.integrator(library, size: size)
      case .macromodel: Amplifier.subcircuit
      }
    }
  }

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

  /// `ota_integrator inp inn out vdd`: a p-channel pair with a mirror load, an n-channel second stage
  /// and Miller compensation, for common modes below half the supply.
  ///
  /// Made to integrate on a capacitor of about 100 fF between `out` and `inn`. At size 1 and the typical
  /// corner it takes 1.9 mA. Widths and currents grow with `size`, the compensation capacitor does not,
  /// so that the bandwidth grows too.
  ///
  /// No systematic offset asks for (W/L)_5/(W/L)_4 = 2 (W/L)_6/(W/L)_t, three units of the mirror under
  /// 24 where the tail has 16. There are 23: the drain of m6 lies at the common mode, the tail's just
  /// below the supply, so that a unit of m6 gives more. Source: Allen and Holberg, "CMOS Analog Circuit
  /// Design", section 6.3.
  ///
  /// - Parameters:
  ///   - size: of all widths; 0.1 to 4.
  ///   - compensation: the Miller capacitor.
  public static func integrator(
    _ library: TransistorLibrary, size: Double = 1, compensation: Farads = 25e-15,
    name: Label = "ota_integrator"
  ) -> Subcircuit {
    // Whole nanometres and ohms: the text of a deck shows no binary remainders.
    func width(_ micrometers: Double) -> Meters {
      Meters((micrometers * size * 1e3).rounded() / 1e9)
    }
    func ohms(_ value: Double) -> Value { .number((value / size).rounded()) }
    let (short, medium, long): (Meters, Meters, Meters) = (0.1e-6, 0.13e-6, 0.2e-6)
    return Subcircuit(
      name, ports: ["inp", "inn", "out", "vdd"],
      [
        .comment("bias: a diode and a resistor"),
        library.pmos("mb", "b", "b", "vdd", width: width(4), length: long, units: 2),
        .device("rb", .resistor("b", .ground, ohms(7000))),
        .comment("input pair, its tail and its mirror"),
        library.pmos("mt", "t", "b", "vdd", width: width(4), length: long, units: 16),
        library.pmos("m1", "x", "inn", "t", width: width(40), length: short),
        library.pmos("m2", "y", "inp", "t", width: width(40), length: short),
        library.nmos("m3", "x", "x", .ground, width: width(10), length: medium),
        library.nmos("m4", "y", "x", .ground, width: width(10), length: medium),
        .comment("second stage, compensated"),
        library.nmos("m5", "out", "y", .ground, width: width(10), length: medium, units: 3),
        library.pmos("m6", "out", "b", "vdd", width: width(4), length: long, units: 23),
        .device("rz", .resistor("y", "z", ohms(250))),
        .device("cc", .capacitor("z", "out", Value(compensation))),
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

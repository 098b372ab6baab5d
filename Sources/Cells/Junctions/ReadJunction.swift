public import Circuits

/// The two-state read model of a magnetic tunnel junction: a conductance that falls with bias in the
/// antiparallel state and does not switch.
///
/// I = V (a + V^2) / (R_P (b + V^2)), a = V_h^2 (1 + TMR (1 + m_z)/2), b = V_h^2 (1 + TMR), which is
/// V/R(m_z, V) of `JunctionArray` without its fractions. It holds for reading alone: below the bias
/// at which the state could change. Source: TMR(V) = TMR/(1 + (V/V_h)^2) with the conductance linear
/// in m_z, as in the published compact models (BUAA, University of Minnesota, UT Austin).
public enum ReadJunction {
  /// The name of the subcircuit whose state is a parameter.
  public static let name: Label = "mtj"
  /// The name of the subcircuit whose state is the voltage of a third node.
  public static let stateName: Label = "mtj_state"

  /// The default of each parameter: 4 kohm, 120 %, 0.5 V, parallel.
  static let defaults = [
    Parameter("rp", 4000), Parameter("tmr", 1.2), Parameter("vh", 0.5), Parameter("mz", 1),
  ]

  /// Ports: pinned side, free side. Parameters: rp (ohm), tmr (ratio), vh (volt), mz (1 or -1).
  public static var subcircuit: Subcircuit {
    Subcircuit(
      name, ports: ["p", "f"], parameters: defaults,
      [
        .comment("I = V (a + V^2) / (rp (b + V^2)); a, b from tmr, vh and the state mz"),
        .device("bj", .behaviouralCurrent("p", "f", current(state: .parameter("mz")))),
      ])
  }

  /// The same with the state m_z as the voltage of the third port, between -1 V and 1 V.
  public static var stateSubcircuit: Subcircuit {
    Subcircuit(
      stateName, ports: ["p", "f", "mz"], parameters: Array(defaults.dropLast()),
      [
        .comment("the state is the voltage of mz: 1 parallel, -1 antiparallel"),
        .device("bj", .behaviouralCurrent("p", "f", current(state: .voltage("mz")))),
        .comment("gives a state that is set by a source alone a path to ground"),
        .device("rmz", .resistor("mz", .ground, 1e12)),
      ])
  }

  private static func current(state: Formula) -> Formula {
    let v = Formula.voltage("p", "f")
    let (rp, tmr, vh) = (
      Formula.parameter("rp"), Formula.parameter("tmr"), Formula.parameter("vh")
    )
    let a = vh * vh * (1 + tmr * (1 + state) / 2)
    let b = vh * vh * (1 + tmr)
    return v * (a + v * v) / (rp * (b + v * v))
  }

  /// The junction between two nets with its numbers put in: a resistor where the current is
  /// proportional to the voltage, otherwise a behavioural source.
  ///
  /// - Parameters: R_P in ohm, `tmr` as a ratio, `halfBias` V_h in volt, `magnetization` m_z.
  public static func element(
    _ p: Net, _ f: Net, parallelResistance: Double, tmr: Double, halfBias: Double,
    magnetization: Double
  ) -> Element {
    if let ohms = ohmic(parallelResistance, tmr, halfBias, magnetization) {
      return .resistor(p, f, .number(ohms))
    }
    let square = halfBias * halfBias
    let v = Formula.voltage(p, f)
    let a = square * (1 + tmr * (1 + magnetization) / 2)
    let b = square * (1 + tmr)
    return .behaviouralCurrent(
      p, f, v * (.number(a) + v * v) / (.number(parallelResistance) * (.number(b) + v * v)))
  }

  /// The resistance where it does not depend on bias: without TMR, parallel, or V_h infinite.
  static func ohmic(
    _ parallelResistance: Double, _ tmr: Double, _ halfBias: Double, _ magnetization: Double
  ) -> Double? {
    if tmr == 0 || magnetization == 1 { return parallelResistance }
    if halfBias.isFinite { return nil }
    return parallelResistance * (1 + tmr) / (1 + tmr * (1 + magnetization) / 2)
  }

  /// The library file `models/mtj.lib`: both subcircuits, for any ngspice.
  public static var library: Circuit {
    var circuit = Circuit("Larmor: two-state read model of a magnetic tunnel junction")
    circuit.notes = [
      "R(mz, V) = rp (1 + u + tmr) / (1 + u + tmr (1 + mz)/2), u = (V/vh)^2",
      "rp in ohm, tmr as a ratio at zero bias, vh in volt where tmr is half, mz = 1 parallel or -1",
      "written by Larmor; a test holds this file to the code that writes it",
    ]
    circuit.subcircuits = [subcircuit, stateSubcircuit]
    return circuit
  }
}

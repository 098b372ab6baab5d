public import Circuits

/// A junction whose free layer moves: the macrospin as a subcircuit that any ngspice runs, without
/// code models and without Verilog-A.
///
/// The unit vector m is the voltage of the ports mx, my, mz on capacitors of 1 nF whose currents are
/// 1e-9 dm/dt; the Landau-Lifshitz-Gilbert equation is the explicit one of `MacrospinCoefficients`, with
/// g = gamma/(1 + alpha^2):
///
///     dm/dt = g (W x m) + n (1 - |m|^2) m,   W = A1 + m x A2
///
/// whose last term holds |m| at one against the drift of the trapezoidal rule. Ports hx, hy, hz take a
/// field in tesla as a voltage: an applied field, alone or with the thermal one of `ThermalField`. Use `.tran ... uic` with the
/// starting angle in theta and phi, a maximum step of 1 to 2 ps, and the default integration method: the
/// damping of `gear` and of `maxord=1` is larger than the layer's own.
public enum SwitchingJunction: String, CaseIterable, Sendable {
  /// Spin-transfer torque: two terminals, p at the reference and f at the free layer.
  case spinTransfer = "mtj_stt"
  /// The same with voltage-controlled anisotropy.
  case voltageControlled = "mtj_vcma"
  /// Three terminals, t over the junction and l, r at the ends of a heavy-metal strip, with spin-orbit
  /// and spin-transfer torque and voltage-controlled anisotropy.
  case spinOrbit = "mtj_sot"

  /// The name of the subcircuit.
  public var name: Label {
    switch self {
    case .spinTransfer: "mtj_stt"
    case .voltageControlled: "mtj_vcma"
    case .spinOrbit: "mtj_sot"
    }
  }

  /// The electrical terminals, in order.
  public var terminals: [Net] { self == .spinOrbit ? ["t", "l", "r"] : ["p", "f"] }

  /// The ports: terminals, field, magnetisation.
  public var ports: [Net] { terminals + ["hx", "hy", "hz", "mx", "my", "mz"] }

  /// The parameters with the values of the 40 nm default device; `MTJDevice.switchingParameters` gives
  /// those of any other.
  public var parameters: [Parameter] {
    var list = [
      Parameter("rp", 3978.873577297384), Parameter("tmr", 1.2), Parameter("vh", 0.5),
      Parameter("alpha", 0.02), Parameter("bk", 0.3), Parameter("by", 0),
      Parameter("kst", 120.874253639), Parameter("ks", 0), Parameter("rfl", 0),
    ]
    if self != .spinTransfer { list.append(Parameter("kv", 0)) }
    if self == .spinOrbit {
      list += [Parameter("rw", 1112), Parameter("kso", 450), Parameter("rso", 0)]
    }
    return list + [Parameter("theta", 0.1), Parameter("phi", 0), Parameter("gam", 176_085_963_023)]
  }

  /// The definition.
  public var subcircuit: Subcircuit {
    Subcircuit(name, ports: ports, parameters: parameters, conduction + torque + motion)
  }

  /// The library file `models/macrospin.lib` with the three subcircuits and the thermal field.
  public static var library: Circuit {
    var circuit = Circuit("Larmor: magnetic tunnel junctions that switch")
    circuit.notes = [
      "terminals p (reference) and f (free layer), or t (top), l and r (strip); i(p->f) > 0 drives to -z",
      "hx hy hz: field in tesla as volt; mx my mz: unit vector; mz = 1 parallel, -1 antiparallel",
      "rp ohm, tmr at zero bias, vh volt; bk, by: anisotropy along z and demagnetisation along y, tesla",
      "kst: tesla per ampere hbar eta/(2 e Ms V); ks: slope of the efficiency; rfl: field-like ratio",
      "kv: tesla per volt 2 xi/(Ms tox tf); rw: strip ohm; kso: tesla per ampere; rso: field-like ratio",
      "mtj_thermal between an applied field ax ay az and hx hy hz adds the thermal one; .options seed=N repeats it",
      "noise: 2 alpha kB T/(Ms V gam) in tesla^2 second; nt: time for which a value is held, 2p or less",
      "theta, phi: starting angle; gam: gyromagnetic ratio; run with .tran 1p STOP 0 1p uic",
      "written by Larmor; a test holds this file to the code that writes it",
    ]
    circuit.subcircuits = allCases.map(\.subcircuit) + [ThermalField.subcircuit]
    return circuit
  }
}

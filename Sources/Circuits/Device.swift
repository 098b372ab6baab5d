/// One element of a circuit: its name, and what it is between which nets.
public struct Device: Hashable, Sendable {
  /// The name with the letter that SPICE gives its kind: `r1`, `vdd`, `xcell3_7`.
  public var name: Label
  /// What it is.
  public var element: Element

  /// The device `name`.
  public init(_ name: Label, _ element: Element) {
    self.name = name
    self.element = element
  }
}

/// What a device is; nets stand in SPICE's order.
///
/// Source: ngspice manual, chapters 3 to 11. Values are in SI units; a formula that reads a voltage
/// or current makes a resistor or capacitor behavioural.
public enum Element: Hashable, Sendable {
  case resistor(Net, Net, Value)
  /// A capacitor, with its voltage at time 0 where the run starts from initial conditions.
  case capacitor(Net, Net, Value, initial: Value? = nil)
  case inductor(Net, Net, Value)
  case voltageSource(Net, Net, Stimulus)
  /// Current flows from the first net through the source into the second.
  case currentSource(Net, Net, Stimulus)
  /// B: the voltage between the nets is the formula.
  case behaviouralVoltage(Net, Net, Formula)
  /// B: the current from the first net through the source into the second is the formula.
  case behaviouralCurrent(Net, Net, Formula)
  /// E: v(first, second) = gain v(control, control).
  case controlledVoltage(Net, Net, control: Net, Net, gain: Value)
  /// G: current from first to second = gain v(control, control).
  case controlledCurrent(Net, Net, control: Net, Net, gain: Value)
  /// M: drain, gate, source, bulk.
  case transistor(drain: Net, gate: Net, source: Net, bulk: Net, model: Label, [Parameter])
  /// D: anode, cathode.
  case diode(Net, Net, model: Label, [Parameter])
  /// S: a switch between the first two nets, closed by the voltage between the control nets.
  case voltageSwitch(Net, Net, control: Net, Net, model: Label)
  /// X: a subcircuit with its nets in the order of the definition's ports.
  case instance(of: Label, [Net], [Parameter])
}

extension Element {
  /// The letter that the names of such devices start with.
  public var letter: Character {
    switch self {
    case .resistor: "r"
    case .capacitor: "c"
    case .inductor: "l"
    case .voltageSource: "v"
    case .currentSource: "i"
    case .behaviouralVoltage, .behaviouralCurrent: "b"
    case .controlledVoltage: "e"
    case .controlledCurrent: "g"
    case .transistor: "m"
    case .diode: "d"
    case .voltageSwitch: "s"
    case .instance: "x"
    }
  }

  /// The nets in SPICE's order; those that a formula reads are not among them.
  public var nets: [Net] {
    switch self {
    case .resistor(let a, let b, _), .capacitor(let a, let b, _, _), .inductor(let a, let b, _),
      .voltageSource(let a, let b, _), .currentSource(let a, let b, _),
      .behaviouralVoltage(let a, let b, _), .behaviouralCurrent(let a, let b, _),
      .diode(let a, let b, _, _):
      [a, b]
    case .controlledVoltage(let a, let b, let c, let d, _),
      .controlledCurrent(let a, let b, let c, let d, _),
      .voltageSwitch(let a, let b, let c, let d, _):
      [a, b, c, d]
    case .transistor(let d, let g, let s, let b, _, _): [d, g, s, b]
    case .instance(_, let nets, _): nets
    }
  }

  /// The formulas and values that the element is given.
  public var values: [Value] {
    switch self {
    case .resistor(_, _, let v), .inductor(_, _, let v), .controlledVoltage(_, _, _, _, let v),
      .controlledCurrent(_, _, _, _, let v):
      [v]
    case .capacitor(_, _, let v, let initial): [v] + (initial.map { [$0] } ?? [])
    case .behaviouralVoltage(_, _, let e), .behaviouralCurrent(_, _, let e): [.expression(e)]
    case .transistor(_, _, _, _, _, let p), .diode(_, _, _, let p), .instance(_, _, let p):
      p.map(\.value)
    case .voltageSource(_, _, let s), .currentSource(_, _, let s): s.values
    case .voltageSwitch: []
    }
  }
}

extension Stimulus {
  /// Every number or formula of the stimulus, in the order of its card.
  var values: [Value] {
    switch self {
    case .dc(let v): [v]
    case .pulse(let p):
      [p.low, p.high, p.delay, p.rise, p.fall, p.width] + (p.period.map { [$0] } ?? [])
    case .piecewiseLinear(let points): points.flatMap { [$0.time, $0.level] }
    case .sine(let a, let b, let c, let d, let e): [a, b, c, d, e]
    case .smallSignal(let a, let b): [a, b]
    case .gaussian(let a, let b): [a, b]
    case .external: []
    }
  }
}

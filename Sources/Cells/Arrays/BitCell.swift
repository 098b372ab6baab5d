public import Circuits
public import Quantities

/// What stands at a crosspoint between a word-line and a bit-line node.
public enum BitCell: String, Hashable, Sendable, CaseIterable {
  /// A junction alone.
  case junction = "1mtj"
  /// A junction behind an access transistor.
  case transistorJunction = "1t1mtj"
  /// Two junctions with opposite states, each behind its transistor, on two neighbouring bit lines.
  case complementary = "2t2mtj"
  /// A three-terminal junction on a heavy-metal strip, with a read and a write transistor.
  case spinOrbit = "sot"
  /// A junction of high resistance that voltage pulses toggle, behind an access transistor.
  case voltageControlled = "vcma"

  /// What the cell is, in one line.
  public var summary: String {
    switch self {
    case .junction: "one junction between word and bit line, no selector"
    case .transistorJunction: "one access transistor and one junction"
    case .complementary: "two access transistors, two junctions in opposite states, two bit lines"
    case .spinOrbit: "junction on a heavy-metal strip, one read and one write transistor"
    case .voltageControlled: "voltage-controlled junction (100 kohm) behind an access transistor"
    }
  }

  /// Whether the cell has a gate line.
  public var isGated: Bool { self != .junction }

  /// Physical bit lines for each weight.
  public var linesPerWeight: Int { self == .complementary ? 2 : 1 }

  /// The junction parameters that the cell is usual with: R_P, TMR, V_h.
  ///
  /// STT and SOT cells: 5 ohm um2 on a 40 nm disc, 120 %, 0.5 V. Voltage-controlled: 196 ohm um2 on
  /// 50 nm, 100 %, 0.5 V (Kang et al. 2017).
  public var junction: (parallelResistance: Ohms, tmr: Double, halfBias: Volts) {
    self == .voltageControlled ? (100_000, 1.0, 0.5) : (4000, 1.2, 0.5)
  }

  /// Width of the access transistor: 8 F for F = 65 nm.
  package static let accessWidth: Meters = 0.52e-6
  /// Half of the strip of a three-terminal cell: 60 x 50 x 3 nm at 278 uohm cm (Zhang et al. 2020).
  static let halfStrip: Ohms = 556

  /// The subcircuit of the readable style; ports: word, bit, and the gate where there is one.
  ///
  /// The complementary cell is two `1t1mtj` cells on neighbouring bit lines.
  public func subcircuit(_ library: TransistorLibrary) -> Subcircuit {
    let parameters = [
      Parameter("rp", Value(junction.parallelResistance)), Parameter("tmr", .number(junction.tmr)),
      Parameter("vh", Value(junction.halfBias)), Parameter("mz", 1),
    ]
    let passed = parameters.map { Parameter($0.name, .parameter($0.name)) }
    func access(_ far: Net) -> [Item] {
      [
        library.nmos("mx", "w", "g", "x", width: Self.accessWidth),
        .device("xj", .instance(of: ReadJunction.name, ["x", far], passed)),
      ]
    }
    switch self {
    case .junction:
      return Subcircuit(
        "cell_1mtj", ports: ["w", "b"], parameters: parameters,
        [.device("xj", .instance(of: ReadJunction.name, ["w", "b"], passed))])
    case .transistorJunction, .complementary, .voltageControlled:
      return Subcircuit(
        self == .voltageControlled ? "cell_vcma" : "cell_1t1mtj", ports: ["w", "b", "g"],
        parameters: parameters, access("b"))
    case .spinOrbit:
      return Subcircuit(
        "cell_sot", ports: ["w", "b", "g", "wb", "wg"], parameters: parameters,
        access("y") + [
          .comment("the junction stands on the middle of the strip"),
          .device("rs1", .resistor("y", "b", Value(Self.halfStrip))),
          .device("rs2", .resistor("y", "z", Value(Self.halfStrip))),
          library.nmos("mw", "z", "wg", "wb", width: 2 * Self.accessWidth),
        ])
    }
  }
}

public import Circuits
public import Quantities

/// A clocked integrate-and-fire neuron with a virtual ground at its input.
///
/// An amplifier holds the input at the common mode and integrates the current drawn from it on the
/// membrane capacitor: u = v(mem) - v(cm), du/dt = (I - u/R_leak)/C. While `clear` is high and `keep`,
/// its complement, low, a switch shorts the capacitor: every run starts so, with u = 0. When the clock
/// rises, a StrongARM comparator fires if v(mem) > v(th). A hard reset shorts the capacitor while the
/// clock stays high; a soft reset takes one packet of charge C (v(th) - v(cm)) from it by a switched
/// capacitor, so that what is above the threshold is kept. The threshold is programmed by the voltage of
/// `th`.
///
/// Charge balance: with a soft reset and no leak the mean rate is I / (C theta) up to one spike a clock.
/// All of it is transistors, the amplifier too unless `amplifier` says otherwise.
public struct IntegrateFireNeuron: Hashable, Sendable {
  /// What a spike does to the membrane.
  public enum Reset: String, Hashable, Sendable, CaseIterable {
    /// Back to the common mode.
    case hard
    /// Down by the threshold.
    case soft
  }

  /// The membrane capacitor.
  public var membrane: Farads
  /// What a spike does.
  public var reset: Reset
  /// A resistor across the membrane; none where nil.
  public var leak: Ohms?

  /// Width of the comparator's input transistors; their mismatch is the neuron's offset.
  public var comparatorWidth: Meters = 1e-6
  /// The channel of the comparator's input pair: p where v(th) lies low.
  public var comparatorPair = Comparator.Pair.nChannel

  /// What holds the virtual ground.
  public var amplifier: Amplifier.Kind

  /// A neuron; 100 fF and no leak by default, and an amplifier of 0.6 mA.
  public init(
    membrane: Farads = 100e-15, reset: Reset = .hard, leak: Ohms? = nil,
    amplifier: Amplifier.Kind = .transistors(size: 0.25)
  ) {
    self.amplifier = amplifier
    self.membrane = membrane
    self.reset = reset
    self.leak = leak
  }

  /// `if_neuron in mem clk th cm spike clear keep vdd`; `dv1` and `dv2` shift the comparator's input
  /// pair.
  public func subcircuit(_ library: TransistorLibrary) -> Subcircuit {
    var items: [Item] = [
      .comment("integrator: the amplifier, the membrane capacitor, the leak"),
      .device(
        "xamp",
        .instance(
          of: amplifier.instance.name, ["cm", "in", "mem", "vdd"], amplifier.instance.parameters)),
      .device("cmem", .capacitor("mem", "in", .parameter("cmem"))),
    ]
    items += clearItems(library)
    if leak != nil { items.append(.device("rleak", .resistor("mem", "in", .parameter("rleak")))) }
    items += [
      .comment("decision: on the rising clock, mem against th"),
      .device(
        "xcmp",
        .instance(
          of: comparatorPair.name, ["mem", "th", "clk", "op", "on", "vdd"],
          ["dv1", "dv2"].map { Parameter($0, .parameter($0)) })),
      .device("xs1", .instance(of: "inverter", ["on", "spike", "vdd"], [])),
      .device("xs2", .instance(of: "inverter", ["spike", "idle", "vdd"], [])),
      .comment("the other output sees the same load"),
      .device("xs3", .instance(of: "inverter", ["op", "opb", "vdd"], [])),
    ]
    items += resetItems
    return Subcircuit(
      "if_neuron", ports: Self.ports,
      parameters: [Parameter("cmem", Value(membrane)), Parameter("dv1", 0), Parameter("dv2", 0)]
        + (leak.map { [Parameter("rleak", Value($0))] } ?? []), items)
  }

  /// The switch over the capacitor: an ideal one beside the macromodel, which may drive the membrane
  /// beyond the rails, where a transistor would conduct.
  private func clearItems(_ library: TransistorLibrary) -> [Item] {
    switch amplifier {
    case .transistors:
      [
        .comment(
          "clear: a switch over the capacitor; half of one takes back what it injects into in"),
        library.nmos("mc", "mem", "clear", "in", width: 0.5e-6),
        library.nmos("md", "in", "keep", "in", width: 0.25e-6),
      ]
    case .macromodel:
      [
        .comment("clear: an ideal switch over the capacitor, 1 mS for each volt of clear"),
        .device(
          "bclear",
          .behaviouralCurrent(
            "mem", "in", .number(1e-3) * .voltage("clear") * .voltage("mem", "in"))),
      ]
    }
  }

  private static let ports: [Net] = [
    "in", "mem", "clk", "th", "cm", "spike", "clear", "keep", "vdd",
  ]

  /// The switched capacitor over the membrane's: the switches of the soft reset keep what would fill
  /// 3.5 fF, 4.5 fF beside the macromodel.
  private var trim: Double {
    let kept =
      switch amplifier {
      case .transistors: 3.5e-15
      case .macromodel: 4.5e-15
      }
    return 1 + (kept / membrane.value * 1e6).rounded() / 1e6
  }

  private var resetItems: [Item] {
    func gate(_ name: Label, _ a: Net, _ b: Net, _ on: Net, _ off: Net) -> Item {
      .device(name, .instance(of: "transmission_gate", [a, b, on, off, "vdd"], []))
    }
    switch reset {
    case .hard:
      return [.comment("hard reset"), gate("xr", "mem", "in", "spike", "idle")]
    case .soft:
      return [
        .comment("soft reset: cs goes from (cm, cm) to (th, in) and pushes cs (th - cm) into in;"),
        .comment("l moves after r each time, so that the packet has no other way"),
        .comment("cs is trimmed by what the switches keep of the packet to themselves"),
        .device("cs", .capacitor("l", "r", .expression(.number(trim) * .parameter("cmem")))),
        .device("xs4", .instance(of: "inverter", ["idle", "late", "vdd"], [])),
        .device("xs5", .instance(of: "inverter", ["late", "lateb", "vdd"], [])),
        gate("xr1", "l", "cm", "lateb", "late"), gate("xr2", "r", "cm", "idle", "spike"),
        gate("xr3", "l", "th", "late", "lateb"), gate("xr4", "r", "in", "spike", "idle"),
      ]
    }
  }

  /// Everything the neuron's subcircuit refers to, itself last.
  public func subcircuits(_ library: TransistorLibrary) -> [Subcircuit] {
    [
      amplifier.subcircuit(library),
      Comparator.subcircuit(library, pairWidth: comparatorWidth, pair: comparatorPair),
      Gates.inverter(library),
      Gates.transmissionGate(library, width: 2e-6), subcircuit(library),
    ]
  }
}

extension IntegrateFireNeuron.Reset: Codable {}

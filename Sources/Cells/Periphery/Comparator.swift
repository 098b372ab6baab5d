public import Circuits
public import Quantities

/// The clocked StrongARM comparator.
///
/// With `clk` low both outputs are high. When it rises, `outp` stays high and `outn` falls where
/// v(inp) > v(inn), and the other way round. An n-channel input pair needs a common mode above its
/// threshold, a p-channel pair one as far below the supply. Source: Razavi, "The StrongARM latch", IEEE
/// Solid-State Circuits Magazine 7(2), 2015.
public enum Comparator {
  /// The channel of the input pair, by which common mode it is for.
  public enum Pair: String, Hashable, Sendable, CaseIterable {
    /// For common modes in the upper half of the supply.
    case nChannel
    /// For common modes in the lower half.
    case pChannel

    /// The subcircuit's name.
    public var name: Label { self == .nChannel ? "strongarm" : "strongarm_p" }
  }

  /// `strongarm inp inn clk outp outn vdd`, or `strongarm_p` with the same ports, which refers to
  /// `inverter`; `dv1` and `dv2` shift the thresholds of the input pair.
  ///
  /// - Parameters:
  ///   - pairWidth: of the input transistors, whose mismatch is the offset.
  ///   - pair: their channel.
  public static func subcircuit(
    _ library: TransistorLibrary, pairWidth: Meters = 1e-6, pair: Pair = .nChannel
  ) -> Subcircuit {
    Subcircuit(
      pair.name, ports: ["inp", "inn", "clk", "outp", "outn", "vdd"],
      parameters: [Parameter("dv1", 0), Parameter("dv2", 0)],
      pair == .nChannel ? nChannel(library, pairWidth) : pChannel(library, pairWidth))
  }

  private static func nChannel(_ library: TransistorLibrary, _ pairWidth: Meters) -> [Item] {
    [
      .comment("tail and input pair"),
      library.nmos("mt", "t", "clk", .ground, width: 1e-6),
      library.nmos("m1", "x", "inp", "t", width: pairWidth, shift: .parameter("dv1")),
      library.nmos("m2", "y", "inn", "t", width: pairWidth, shift: .parameter("dv2")),
      .comment("regeneration"),
      library.nmos("m3", "outn", "outp", "x", width: 0.5e-6),
      library.nmos("m4", "outp", "outn", "y", width: 0.5e-6),
      library.pmos("m5", "outn", "outp", "vdd", width: 0.5e-6),
      library.pmos("m6", "outp", "outn", "vdd", width: 0.5e-6),
      .comment("precharge"),
      library.pmos("ms1", "outn", "clk", "vdd", width: 0.4e-6),
      library.pmos("ms2", "outp", "clk", "vdd", width: 0.4e-6),
      library.pmos("ms3", "x", "clk", "vdd", width: 0.4e-6),
      library.pmos("ms4", "y", "clk", "vdd", width: 0.4e-6),
    ]
  }

  /// The same upside down: tail and pair on the supply, twice as wide as `pairWidth`, precharge to
  /// ground, and an inverter at the clock and at each output.
  private static func pChannel(_ library: TransistorLibrary, _ pairWidth: Meters) -> [Item] {
    func inverter(_ name: Label, _ input: Net, _ output: Net) -> Item {
      .device(name, .instance(of: "inverter", [input, output, "vdd"], []))
    }
    return [
      .comment("tail and input pair"),
      inverter("xclk", "clk", "clkb"),
      library.pmos("mt", "t", "clkb", "vdd", width: 2e-6),
      library.pmos("m1", "x", "inp", "t", width: 2 * pairWidth, shift: .parameter("dv1")),
      library.pmos("m2", "y", "inn", "t", width: 2 * pairWidth, shift: .parameter("dv2")),
      .comment("regeneration"),
      library.pmos("m3", "p", "q", "x", width: 1e-6),
      library.pmos("m4", "q", "p", "y", width: 1e-6),
      library.nmos("m5", "p", "q", .ground, width: 0.25e-6),
      library.nmos("m6", "q", "p", .ground, width: 0.25e-6),
      .comment("precharge"),
      library.nmos("ms1", "p", "clkb", .ground, width: 0.2e-6),
      library.nmos("ms2", "q", "clkb", .ground, width: 0.2e-6),
      library.nmos("ms3", "x", "clkb", .ground, width: 0.2e-6),
      library.nmos("ms4", "y", "clkb", .ground, width: 0.2e-6),
      .comment("outputs"),
      inverter("xo1", "p", "outp"), inverter("xo2", "q", "outn"),
    ]
  }
}

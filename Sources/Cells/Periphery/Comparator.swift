public import Circuits
public import Quantities

/// The clocked StrongARM comparator.
///
/// With `clk` low both outputs are high. When it rises, `outp` stays high and `outn` falls where
/// v(inp) > v(inn), and the other way round. Needs a common mode above the threshold of its
/// n-channel input pair. Source: Razavi, "The StrongARM latch", IEEE Solid-State Circuits Magazine
/// 7(2), 2015.
public enum Comparator {
  /// `strongarm inp inn clk outp outn vdd`; `dv1` and `dv2` shift the thresholds of the input pair.
  ///
  /// - Parameter pairWidth: of the input transistors, whose mismatch is the offset.
  public static func subcircuit(
    _ library: TransistorLibrary, pairWidth: Meters = 1e-6
  ) -> Subcircuit {
    Subcircuit(
      "strongarm", ports: ["inp", "inn", "clk", "outp", "outn", "vdd"],
      parameters: [Parameter("dv1", 0), Parameter("dv2", 0)],
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
      ])
  }
}

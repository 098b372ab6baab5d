public import Circuits
import Quantities

/// The precharge sense amplifier that compares two resistive branches, plain or with XNOR inside.
///
/// While `sen` is low both outputs are charged to the supply. When it rises both discharge through
/// their branches, the lower resistance faster; the cross-coupled pair then pulls the slower one back
/// up. Branch `a` discharges `qb`, so `q` ends high when branch a has the lower resistance (its
/// junction parallel, weight +1). In the XNOR version four pass transistors join the latch to the
/// branches straight for x = +1 and crossed for x = -1: q = XNOR(weight, x) in one sensing.
///
/// Topology: Zhao et al., "High speed, high stability and low power sensing amplifier for MTJ/CMOS
/// hybrid logic circuits" (IEEE Trans. Magn. 45, 2009); XNOR as in Bocquet et al. (IEDM 2018).
public enum SenseAmplifier {
  /// The parameters that shift a transistor's threshold, for mismatch.
  static let shifts = ["dvn1", "dvn2", "dvp1", "dvp2"]

  /// `pcsa q qb sen a b vdd`.
  public static func subcircuit(_ library: TransistorLibrary) -> Subcircuit {
    Subcircuit(
      "pcsa", ports: ["q", "qb", "sen", "a", "b", "vdd"],
      parameters: shifts.map { Parameter($0, 0) }, latch(library, "a", "b"))
  }

  /// `pcsa_xnor q qb sen x xb a b vdd`.
  public static func xnor(_ library: TransistorLibrary) -> Subcircuit {
    Subcircuit(
      "pcsa_xnor", ports: ["q", "qb", "sen", "x", "xb", "a", "b", "vdd"],
      parameters: shifts.map { Parameter($0, 0) },
      latch(library, "sa", "sb") + [
        .comment("straight for x, crossed for xb"),
        library.nmos("mx1", "sa", "x", "a", width: 0.6e-6),
        library.nmos("mx2", "sb", "x", "b", width: 0.6e-6),
        library.nmos("mx3", "sa", "xb", "b", width: 0.6e-6),
        library.nmos("mx4", "sb", "xb", "a", width: 0.6e-6),
      ])
  }

  private static func latch(_ library: TransistorLibrary, _ a: Net, _ b: Net) -> [Item] {
    [
      .comment("cross-coupled inverters over the two branches"),
      library.nmos("mn1", "qb", "q", a, width: 0.6e-6, shift: .parameter("dvn1")),
      library.nmos("mn2", "q", "qb", b, width: 0.6e-6, shift: .parameter("dvn2")),
      library.pmos("mp1", "qb", "q", "vdd", width: 0.4e-6, shift: .parameter("dvp1")),
      library.pmos("mp2", "q", "qb", "vdd", width: 0.4e-6, shift: .parameter("dvp2")),
      .comment("precharge and equaliser"),
      library.pmos("mp3", "qb", "sen", "vdd", width: 0.6e-6),
      library.pmos("mp4", "q", "sen", "vdd", width: 0.6e-6),
      library.pmos("mp5", "q", "sen", "qb", width: 0.3e-6),
    ]
  }
}

public import Circuits
import Quantities

/// The ternary synapse of four transistors and two junctions.
///
/// The junctions' fixed layers meet in `out`, held at the common mode; each free port has a p-channel
/// transistor to `vp` and an n-channel one to `vn`. An input u = +1 drives port 1 up and port 2 down,
/// u = -1 the other way, u = 0 opens all four: the current into `out` is u (G1 - G2) V, and with
/// weight +1 = (P, AP), -1 = (AP, P), 0 = equal states that is u W (G_P - G_AP) V. The same ports write:
/// with `vp` and `vn` at the rails one junction at a time gets a current of either sign, so an update
/// takes two phases. Own design after US 2021/0174182 A1.
public enum TernarySynapse {
  /// `synapse_4t2r out p1 n1 p2 n2 vp vn vdd`: gates p1, p2 are low-active, n1, n2 high-active.
  ///
  /// Parameters: rp, tmr, vh of both junctions, mz1 and mz2 their states.
  public static func subcircuit(_ library: TransistorLibrary) -> Subcircuit {
    func junction(_ tag: String) -> Item {
      .device(
        Label("xj\(tag)"),
        .instance(
          of: ReadJunction.name, ["out", Net(Label("f\(tag)"))],
          ["rp", "tmr", "vh"].map { Parameter($0, .parameter($0)) }
            + [Parameter("mz", .parameter("mz\(tag)"))]))
    }
    return Subcircuit(
      "synapse_4t2r", ports: ["out", "p1", "n1", "p2", "n2", "vp", "vn", "vdd"],
      parameters: [
        Parameter("rp", 4000), Parameter("tmr", 1.2), Parameter("vh", 0.5), Parameter("mz1", 1),
        Parameter("mz2", 1),
      ],
      [
        .comment("free port 1"),
        library.pmos("mp1", "f1", "p1", "vp", width: 6e-6),
        library.nmos("mn1", "f1", "n1", "vn", width: 2e-6),
        .comment("free port 2"),
        library.pmos("mp2", "f2", "p2", "vp", width: 6e-6),
        library.nmos("mn2", "f2", "n2", "vn", width: 2e-6),
        .comment("junctions, fixed layers at out"),
        junction("1"), junction("2"),
      ])
  }
}

public import Circuits
import Quantities

/// A current-mirror read-out: what flows into `in` flows, times the ratio, out of `out`.
///
/// An n-channel mirror takes the column current, a p-channel mirror turns it round. Lengths of 0.5 um
/// and equal bias keep the copy within a few per cent where v(out) stays 0.2 V below the supply. Its
/// input is a diode, not a virtual ground: the column sits at 0.3 to 0.5 V and moves with the current.
public enum CurrentMirror {
  /// `current_mirror in out vdd`.
  public static func subcircuit(_ library: TransistorLibrary, ratio: Double = 1) -> Subcircuit {
    let long: Meters = 0.5e-6
    return Subcircuit(
      "current_mirror", ports: ["in", "out", "vdd"],
      [
        library.nmos("mn1", "in", "in", .ground, width: 10e-6, length: long),
        library.nmos("mn2", "x", "in", .ground, width: 10e-6, length: long),
        library.pmos("mp1", "x", "x", "vdd", width: 20e-6, length: long),
        library.pmos("mp2", "out", "x", "vdd", width: 20e-6 * ratio, length: long),
      ])
  }
}

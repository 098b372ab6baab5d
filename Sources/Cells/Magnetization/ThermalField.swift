public import Circuits
public import Quantities
public import Spintronics

/// The thermal field of a `SwitchingJunction` in any ngspice: three independent sources of normal
/// deviates in series with the applied field.
///
/// Each value is held for `nt` and has the deviation sqrt(noise/nt) with noise = 2 alpha k_B T/(M_s V
/// gamma), in T^2 s. A field that is constant over a short time and then jumps drives the magnetisation
/// to Stratonovich's solution as nt goes to zero (Wong and Zakai's theorem), as Heun's method does. The
/// sources are ngspice's `trrandom`: `.options seed=N` in the deck, or `setseed N` just before the run,
/// repeats them. Every jump is a breakpoint of the time steps, about four points each, so a run is
/// several times longer with a thermal field than without; leave the instance out where none is wanted.
public enum ThermalField {
  /// The name of the subcircuit.
  public static let name: Label = "mtj_thermal"

  private static let axes = ["x", "y", "z"]

  /// The definition: applied field ax, ay, az in, total field hx, hy, hz out, in tesla as volt.
  public static var subcircuit: Subcircuit {
    let ports = axes.map { Net(Label("a\($0)")) } + axes.map { Net(Label("h\($0)")) }
    let deviation = Formula.call("sqrt", [.parameter("noise") / .parameter("nt")])
    return Subcircuit(
      name, ports: ports,
      parameters: [Parameter("noise", 5.7594e-16), Parameter("nt", 2e-12)],
      [.comment("three independent normal fields, each value held for nt")]
        + axes.map {
          .device(
            Label("v\($0)"),
            .voltageSource(
              Net(Label("h\($0)")), Net(Label("a\($0)")),
              .gaussian(
                deviation: .expression(deviation), interval: .expression(.parameter("nt")))))
        })
  }
}

extension MTJDevice {
  /// The parameters of `ThermalField` for this device at its temperature, each value held for `held`.
  public func thermalParameters(held: Seconds = 2e-12) -> [Parameter] {
    let variance = MacrospinCoefficients(self, drive: .rest).thermalVariance
    return [Parameter("noise", .number(variance)), Parameter("nt", .number(held.value))]
  }
}

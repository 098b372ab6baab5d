public import Circuits
public import Quantities

/// A flash converter: a ladder of equal resistors and a StrongARM comparator at each tap.
///
/// Output t<k> is high after the clock rises where v(in) is above the k-th tap, low before: a
/// thermometer code. Taps stand at v(bottom) + k (v(top) - v(bottom)) / 2^bits.
public enum FlashConverter {
  /// `flash_adc in top bottom clk t1 ... vdd` with 2^bits - 1 outputs.
  public static func subcircuit(bits: Int, step: Ohms = 1000) -> Subcircuit {
    let levels = 1 << bits
    var items: [Item] = [.comment("reference ladder")]
    func tap(_ k: Int) -> Net {
      k == 0 ? "bottom" : k == levels ? "top" : Net("r", k)
    }
    for k in 1...levels {
      items.append(.device(Label("rl", k), .resistor(tap(k - 1), tap(k), Value(step))))
    }
    items.append(.comment("a comparator and an output inverter for each tap"))
    for k in 1..<levels {
      items.append(
        .device(
          Label("xc", k),
          .instance(of: "strongarm", ["in", tap(k), "clk", Net("p", k), Net("n", k), "vdd"], [])))
      items.append(
        .device(Label("xi", k), .instance(of: "inverter", [Net("n", k), Net("t", k), "vdd"], [])))
    }
    return Subcircuit(
      "flash_adc",
      ports: ["in", "top", "bottom", "clk"] + (1..<levels).map { Net("t", $0) } + ["vdd"], items)
  }
}

import Circuits
import Foundation
public import Quantities
import Randomness
import SpiceText

extension CellBench {
  /// Many precharge sense amplifiers with mismatched transistors on one pair of states each, sensed
  /// once; measurement `q<k>` is the output of the k-th, high when it decided rightly.
  ///
  /// - Parameters:
  ///   - samples: how many amplifiers; each draws its own mismatch under `seed`.
  ///   - tmr: of every junction, as a ratio.
  public static func senseMonteCarlo(
    samples: Int, tmr: Double, mismatch: PelgromMismatch = PelgromMismatch(), seed: UInt64,
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    let amplifier = SenseAmplifier.subcircuit(library)
    var bench = BenchCircuit(
      "\(samples) precharge sense amplifiers with mismatch, TMR \(tmr)", library,
      [ReadJunction.subcircuit, amplifier])
    bench.source("vwl", "wl", bench.vdd)
    bench.clock("vsen", "sen", delay: 0.2e-9, width: 1.5e-9, period: nil)
    var measurements: [MeasureCard] = []
    for sample in 0..<samples {
      let tag = "\(sample)"
      let nets = ["q", "qb", "a", "b"].map { Net(Label($0 + tag)) }
      bench.circuit.items += branches(
        tag, nets[2], nets[3], weight: true, library, tmr: tmr)
      bench.instance(
        Label("xsa\(tag)"), "pcsa", [nets[0], nets[1], "sen", nets[2], nets[3], "vdd"],
        mismatch.sample(amplifier, seed: seed, index: UInt64(sample)))
      measurements.append(BenchCircuit.value(Label("q\(tag)"), .voltage(nets[0]), at: 1.6e-9))
    }
    let deck = Deck(
      bench.circuit, [.transient(step: 10e-12, stop: 1.7e-9, maximumStep: 10e-12)],
      saves: (0..<samples).map { .voltage(Net(Label("q\($0)"))) }, measurements: measurements)
    return CellBench("sense-monte-carlo", deck, [])
  }
}

extension SenseAmplifier {
  /// The chance that mismatch turns a decision round, from the offset of the n-channel pair alone.
  ///
  /// The branch currents differ as if the thresholds did by V_ov dR / (R + R_s), where V_ov is the
  /// overdrive of the pair when sensing starts, R the mean of the two resistances and R_s what stands
  /// in series with them; the pair's own thresholds differ by sqrt(2) sigma. The error rate is the
  /// normal tail of the quotient. First order: the p-channel pair, charge sharing and noise are left
  /// out, so expect it right within a factor of two or so.
  public static func errorEstimate(
    parallelResistance: Ohms, tmr: Double, mismatch: PelgromMismatch = PelgromMismatch(),
    overdrive: Volts = 0.55, series: Ohms = 1500
  ) -> Double {
    let difference = parallelResistance.value * tmr
    let mean = parallelResistance.value * (1 + tmr / 2)
    let signal = overdrive.value * difference / (mean + series.value)
    let sigma = 2.0.squareRoot() * mismatch.deviation(width: 0.6e-6, length: 65e-9).value
    return 0.5 * erfc(signal / sigma / 2.0.squareRoot())
  }
}

extension CellBench {
  /// Many XNOR sense amplifiers with mismatched transistors on pairs with spread resistances, each
  /// sensed once with one of the four pairs of weight and input; `q<k>` is the output of number k and
  /// its expectation the side of half the supply that XNOR asks for.
  ///
  /// - Parameters:
  ///   - samples: their numbers; number k draws the same whatever else is in the deck.
  ///   - tmr: of every junction, as a ratio.
  ///   - spread: deviation of the logarithm of each junction's resistance.
  public static func xnorMonteCarlo(
    samples: Range<Int>, tmr: Double, spread: Double,
    mismatch: PelgromMismatch = PelgromMismatch(), seed: UInt64,
    _ library: TransistorLibrary = TransistorProcess().library
  ) -> CellBench {
    let amplifier = SenseAmplifier.xnor(library)
    var bench = BenchCircuit(
      "\(samples.count) XNOR sense amplifiers with mismatch, TMR \(tmr)", library,
      [ReadJunction.subcircuit, amplifier])
    bench.source("vwl", "wl", bench.vdd)
    bench.source("vhigh", "high", bench.vdd)
    bench.source("vlow", "low", 0)
    bench.clock("vsen", "sen", delay: 0.2e-9, width: 1.5e-9, period: nil)
    var (measurements, expectations): ([MeasureCard], [Expectation]) = ([], [])
    for sample in samples {
      let tag = "\(sample)"
      let (weight, input) = (sample & 1 == 0, sample & 2 == 0)
      let nets = ["q", "qb", "a", "b"].map { Net(Label($0 + tag)) }
      var stream = RandomStream(
        seed: seed, purpose: "sensed pair", index: UInt64(sample))
      let resistances = [0, 1].map { _ in junction.rp * stream.logNormal(deviation: spread) }
      bench.circuit.items += branches(
        tag, nets[2], nets[3], weight: weight, library, tmr: tmr, resistances: resistances)
      bench.instance(
        Label("xsa\(tag)"), "pcsa_xnor",
        [
          nets[0], nets[1], "sen", input ? "high" : "low", input ? "low" : "high", nets[2], nets[3],
          "vdd",
        ], mismatch.sample(amplifier, seed: seed, index: UInt64(sample)))
      measurements.append(BenchCircuit.value(Label("q\(tag)"), .voltage(nets[0]), at: 1.6e-9))
      let (half, margin) = (bench.vdd / 2, bench.vdd)
      expectations.append(
        weight == input
          ? .init("q\(tag)", half, half + margin, "XNOR of equal signs is +1")
          : .init("q\(tag)", half - margin, half, "XNOR of unequal signs is -1"))
    }
    let deck = Deck(
      bench.circuit, [.transient(step: 10e-12, stop: 1.7e-9, maximumStep: 10e-12)],
      saves: samples.map { .voltage(Net(Label("q\($0)"))) }, measurements: measurements)
    return CellBench("xnor-monte-carlo", deck, expectations)
  }
}

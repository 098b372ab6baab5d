import Cells
import Circuits
import Foundation
import Quantities
import SpiceText
import Testing

@Suite("Cells against closed forms", .enabled(if: PlainNgspice.isInstalled))
struct CellTruthTests {
  /// The rate of spikes that the clock rounds to whole periods, over a hundred periods, plus the
  /// charge that switches inject.
  static let rateTolerance = 0.02

  @Test("a neuron with soft reset fires at I / (C theta)", arguments: [3e-6, 5.5e-6, 11e-6, 21e-6])
  func softResetRate(current: Double) throws {
    try rate(current, IntegrateFireNeuron(reset: .soft), .typical)
    try rate(current, IntegrateFireNeuron(reset: .soft, amplifier: .macromodel([])), .typical)
  }

  @Test(
    "a neuron with soft reset fires at I / (C theta) at every corner",
    arguments: TransistorProcess.Corner.allCases)
  func softResetRateAtCorners(corner: TransistorProcess.Corner) throws {
    try rate(11e-6, IntegrateFireNeuron(reset: .soft), corner)
  }

  private func rate(
    _ current: Double, _ neuron: IntegrateFireNeuron, _ corner: TransistorProcess.Corner
  ) throws {
    let bench = CellBench.neuron(
      neuron, .init(current: Amperes(current), threshold: 0.3, duration: 130e-9),
      TransistorProcess(.highPerformance, corner).library)
    var deck = bench.deck
    deck.measurements = []
    deck.cards = []
    let result = try PlainNgspice.run(SpiceWriter().format(deck))
    let (time, spike) = (try result.vector("time"), try result.vector("v(spike)"))
    let rises = spike.indices.dropFirst().filter { spike[$0 - 1] < 0.55 && spike[$0] >= 0.55 }
      .map { time[$0] }
    let first = try #require(rises.first)
    let last = try #require(rises.last)
    let rate = Double(rises.count - 1) / (last - first)
    let expected = current / (100e-15 * 0.3)
    // The membrane's own state at the two ends is worth up to one spike either way.
    let quantum = min(1, current * 1e-9 / (100e-15 * 0.3)) / Double(rises.count - 1)
    #expect(
      abs(rate / expected - 1) < Self.rateTolerance + quantum,
      "\(rate / expected - 1) at \(current) A, \(corner), \(neuron.amplifier)")
  }

  @Test("a leaky neuron settles at I R_leak")
  func leak() throws {
    let (ohms, amperes) = (50e3, 4e-6)
    var bench = CellBench.neuron(
      IntegrateFireNeuron(leak: Ohms(ohms)),
      .init(current: Amperes(amperes), threshold: 0.4, duration: 40e-9))
    bench.deck.measurements = [
      MeasureCard("u5", .value(.voltage("mem"), at: 5.45e-9)),
      MeasureCard("u10", .value(.voltage("mem"), at: 10.45e-9)),
      MeasureCard("u40", .value(.voltage("mem"), at: 39.5e-9)),
    ]
    bench.deck.cards = []
    let result = try PlainNgspice.run(SpiceWriter().format(bench.deck))
    let final = amperes * ohms
    let tau = ohms * 100e-15
    let early = try #require(result.measurements["u5"]) - 0.35
    let late = try #require(result.measurements["u40"]) - 0.35
    #expect(abs(late / final - 1) < 0.03)
    // From time to time, not from 0: switching on takes some 2 fC from the membrane.
    let later = try #require(result.measurements["u10"]) - 0.35
    #expect(abs((final - later) / (final - early) / exp(-5e-9 / tau) - 1) < 0.05)
  }

  @Test("sense errors by mismatch come within a factor of two of the offset estimate")
  func senseErrors() throws {
    let (samples, tmr) = (150, 0.05)
    let bench = CellBench.senseMonteCarlo(samples: samples, tmr: tmr, seed: 11)
    let result = try PlainNgspice.run(SpiceWriter().format(bench.deck))
    let wrong = (0..<samples).count { (result.measurements["q\($0)"] ?? 0) < 0.55 }
    let rate = Double(wrong) / Double(samples)
    let estimate = SenseAmplifier.errorEstimate(parallelResistance: 4000, tmr: tmr)
    #expect(rate > estimate / 2 && rate < estimate * 2, "\(rate) against \(estimate)")
    // At full TMR the signal is twenty sigma: no error in the sample.
    let sound = CellBench.senseMonteCarlo(samples: 40, tmr: 1.2, seed: 11)
    let clean = try PlainNgspice.run(SpiceWriter().format(sound.deck))
    #expect((0..<40).allSatisfy { (clean.measurements["q\($0)"] ?? 0) > 0.9 })
  }

  @Test(
    "a user's own 65 and 90 nm cards run the cells",
    .enabled(
      if: TransistorProcessTests.reference != nil, "no cards in $LARMOR_DATA or ../shared/data"),
    arguments: [("65nm_bulk.pm", 65e-9, 1.1), ("90nm_bulk.pm", 90e-9, 1.2)])
  func ownCards(file: String, length: Double, supply: Double) throws {
    let folder = try #require(TransistorProcessTests.reference).deletingLastPathComponent()
    var library = try TransistorLibrary(
      contentsOf: folder.appendingPathComponent(file).path, nmos: "nmos", pmos: "pmos")
    library.length = Meters(length)
    library.supply = Volts(supply)
    library.onResistance = Ohms(try TransistorFigures(library, isNmos: true).resistance)
    // Half the default pace: the amplifier of the 65 nm card rings for half a nanosecond.
    let drive = CellBench.NeuronDrive(current: 2.6e-6, period: 2e-9, duration: 24e-9)
    let benches =
      [
        CellBench.xnor(library), .senseAmplifier(library), .comparator(library),
        .converter(library), .writeDriver(library), .readout(library), .synapse(library),
        .synapseUpdate(library), .wordLineDriver(library), .bitLineDriver(library),
        try .spinOrbitWrite(library), .comparator(library, pair: .pChannel),
        .voltageControlledXnor(library),
      ]
      + (try BitCell.allCases.map { try .cellRead($0, library) })
      + (try [BitCell.complementary, .transistorJunction].map { try .subarray(library, cell: $0) })
      + IntegrateFireNeuron.Reset.allCases.map {
        .neuron(IntegrateFireNeuron(reset: $0), drive, library)
      }
    for bench in benches { try CellBenchTests.check(bench, file) }
  }
}

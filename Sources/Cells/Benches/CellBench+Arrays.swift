import Circuits
import Foundation
import Quantities
import SpiceText

extension CellBench {
  /// A parallel and an antiparallel cell of a kind, read side by side.
  public static func cellRead(
    _ cell: BitCell, _ library: TransistorLibrary = TransistorProcess().library
  ) throws -> CellBench {
    let read = 0.1
    let junction = cell.junction
    let pulse = Pulse(high: Volts(read), delay: 0.1e-9, edge: 50e-12, width: 4e-9)
    // One junction of each state; the complementary cell has both in one weight, here +1 and -1.
    let states = cell == .complementary ? [true, false, false, true] : [true, false]
    var design = CrossbarDesign(
      JunctionArray(
        rows: 1, columns: states.count, parallelResistance: junction.parallelResistance,
        tmr: junction.tmr, halfBias: junction.halfBias, parallel: states),
      wordLines: [.driven(.pulse(pulse))], style: .readable)
    design.cell = cell
    design.library = library
    let access = library.onResistance.value * 1e-6 / BitCell.accessWidth.value
    let series =
      !cell.isGated ? 0 : access + (cell == .spinOrbit ? BitCell.halfStrip.value : 0)
    func expected(_ mz: Double) -> Double {
      // The junction's voltage and its resistance settle each other.
      var ohms = junction.parallelResistance.value
      for _ in 0..<50 {
        let volts = read * ohms / (ohms + series)
        ohms = junction.parallelResistance.value * biasFactor(mz, volts, junction)
      }
      return read / (ohms + series)
    }
    var deck = Deck(
      try design.circuit(),
      [.transient(step: 20e-12, stop: 4e-9, maximumStep: 20e-12)],
      saves: design.columnCurrents + design.rowCurrents)
    deck.source.title = "Read current of \(cell.rawValue) cells: parallel, then antiparallel"
    let names =
      cell == .complementary
      ? ["plus_bit", "plus_complement", "minus_bit", "minus_complement"]
      : ["parallel", "antiparallel"]
    deck.measurements = zip(names, design.columnCurrents).map {
      BenchCircuit.value(Label($0), $1, at: 3.5e-9)
    }
    let reason =
      "0.1 V over R(m_z, V)"
      + (series > 0 ? " and \(Int(series.rounded())) ohm of transistor and strip" : "")
    let tolerance = cell.isGated ? 0.03 : 0.001
    return CellBench(
      "cell-\(cell.rawValue)", deck,
      zip(names, states).map { name, state in
        .init(name, expected(state ? 1 : -1), tolerance: tolerance, reason)
      })
  }

  private static func biasFactor(
    _ mz: Double, _ volts: Double,
    _ junction: (parallelResistance: Ohms, tmr: Double, halfBias: Volts)
  ) -> Double {
    let u = volts * volts / (junction.halfBias.value * junction.halfBias.value)
    return (1 + u + junction.tmr) / (1 + u + junction.tmr * (1 + mz) / 2)
  }

  /// A small crossbar with wires under a read pulse.
  public static func crossbar() throws -> CellBench {
    let (rows, columns, read) = (8, 4, 0.1)
    let states = (0..<rows * columns).map { ($0 * 7 + $0 / 4) % 3 != 0 }
    let pulse = Pulse(high: Volts(read), delay: 0.1e-9, edge: 50e-12, width: 4e-9)
    let design = CrossbarDesign(
      JunctionArray(
        rows: rows, columns: columns, parallelResistance: 4000, tmr: 1.2, halfBias: 0.5,
        parallel: states), driver: 10,
      wordLines: Array(repeating: .driven(.pulse(pulse)), count: rows), style: .readable)
    var deck = Deck(
      try design.circuit(), [.transient(step: 20e-12, stop: 4e-9, maximumStep: 20e-12)],
      saves: design.columnCurrents + design.rowCurrents)
    var expectations: [Expectation] = []
    for column in 0..<columns {
      let name = "column\(column)"
      deck.measurements.append(
        BenchCircuit.value(Label(name), design.columnCurrents[column], at: 3.5e-9))
      let ideal = (0..<rows).reduce(0.0) { sum, row in
        let mz = states[row * columns + column] ? 1.0 : -1.0
        return sum + read / (4000 * biasFactor(mz, read, (4000, 1.2, 0.5)))
      }
      expectations.append(
        .init(
          name, 0.97 * ideal, ideal,
          "sum of V/R(m_z, V), less up to 3 % in 10 ohm drivers and 0.28 ohm segments"))
    }
    return CellBench("crossbar", deck, expectations)
  }

  /// A sub-array with a neuron that fires and one that does not.
  ///
  /// - Parameter cell: `complementary`, or `transistorJunction` for one with reference columns.
  public static func subarray(
    _ library: TransistorLibrary = TransistorProcess().library,
    cell: BitCell = .complementary, amplifier: Amplifier.Kind = .transistors(size: 1)
  ) throws -> CellBench {
    let inputs = 24
    let spikes = (0..<inputs).map { $0 % 4 != 3 }
    // Neuron 0 agrees with most spikes, neuron 1 with half.
    let weights = (0..<inputs).flatMap { [$0 % 6 != 0, $0 % 3 == 0] }
    var design = SubarrayDesign(
      weights: weights, spikes: spikes, neurons: 2, cell: cell, library: library)
    design.neuron.amplifier = amplifier
    // Slow transistors get more time, and a membrane that rises as far in it.
    design.senseTime = Seconds(1e-9 * library.pace)
    design.neuron.membrane = Farads(100e-15 * library.pace)
    design.threshold = cell == .complementary ? 0.08 : 0.04
    let source = design.deck()
    let deck = Deck(
      try design.circuit(), source.analyses, saves: source.saves,
      measurements: source.measurements)
    let cm = commonMode
    let rises = (0..<2).map { design.idealRise($0).value }
    func membrane(_ index: Int) -> Expectation {
      // A unit of the sum is 11 mV, 5.5 mV with reference columns, whose mirror is worth one more.
      let span = 0.12 * abs(rises[index]) + (cell == .complementary ? 0.004 : 0.01)
      return .init(
        "membrane\(index)", cm + rises[index] - span, cm + rises[index] + span,
        "cm + V dG sum(w s) t / C / (1 + G/gm), sum = \(design.sum(index)); 12 % for transistors")
    }
    return CellBench(
      cell == .complementary ? "subarray" : "subarray-reference", deck,
      [
        membrane(0), membrane(1),
        .init("output0", 0.9 * library.supply.value, 1.1 * library.supply.value, "above threshold"),
        .init("output1", -0.05, 0.1 * library.supply.value, "below threshold"),
      ])
  }

  /// The deck of every cell and array kind, as committed under `netlists/`.
  public static func all(
    _ library: TransistorLibrary = TransistorProcess().library
  ) throws -> [CellBench] {
    try BitCell.allCases.map { try cellRead($0, library) } + [
      crossbar(), subarray(library), subarray(library, cell: .transistorJunction),
      senseAmplifier(library), xnor(library), comparator(library),
      comparator(library, pair: .pChannel),
      converter(library), writeDriver(library), readout(library), synapse(library),
      synapseUpdate(library), voltageControlledXnor(library), wordLineDriver(library),
      bitLineDriver(library), spinOrbitWrite(library),
    ]
      + IntegrateFireNeuron.Reset.allCases.map { reset in
        var drive = NeuronDrive(library)
        drive.duration = Seconds(BenchCircuit.sum(24 * drive.period.value, 0))
        return neuron(IntegrateFireNeuron(reset: reset), drive, library)
      }
  }
}

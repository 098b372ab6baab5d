import ArgumentParser
import Cells
import Circuits
import NumericFiles
import Quantities
import Randomness
import SpiceText

extension NetlistWriteCommand {
  /// The crossbar that the options describe.
  func crossbar(_ library: TransistorLibrary) throws -> CrossbarDesign {
    let cell = array.cell ?? .junction
    var (rows, columns) = (array.rows, array.columns)
    var junctions: JunctionArray
    if let path = array.resistances {
      guard cell == .junction else {
        throw ValidationError("--resistances belongs to --cell 1mtj, not \(cell.rawValue)")
      }
      let matrix = try matrix(path, rows, columns)
      // Infinity stands for an open junction.
      if let wrong = matrix.values.first(where: { !($0 > 0) }) {
        throw ValidationError(
          "\(path) has a resistance of \(wrong); give ohm above 0, inf for open")
      }
      (rows, columns) = (matrix.rows, matrix.columns)
      junctions = JunctionArray(
        rows: matrix.rows, columns: matrix.columns, resistances: matrix.values)
    } else {
      let weights = try weights(rows ?? 8, columns ?? 8)
      let usual = cell.junction
      junctions = JunctionArray(
        rows: weights.rows, columns: weights.columns * cell.linesPerWeight,
        parallelResistance: array.parallelResistance.map { Ohms($0) } ?? usual.parallelResistance,
        tmr: array.tmr ?? usual.tmr, halfBias: array.halfBias.map { Volts($0) } ?? usual.halfBias,
        parallel: cell == .complementary
          ? weights.values.flatMap { [$0, !$0] } : weights.values)
    }
    var design = CrossbarDesign(
      junctions, wire: array.wire, driver: Ohms(array.driverResistance),
      sense: Ohms(array.senseResistance), wordLines: try wordLines(junctions.rows), style: style)
    design.cell = cell
    design.library = library
    design.inlinesModels = !transistors.includeModels
    design.remarks = [remark, cell.summary]
    if cell == .complementary {
      design.remarks.append("weight (r, c): parallel on bit line 2c for +1, on 2c+1 for -1")
    }
    if drive.stimulus == .write { try select(&design) }
    return design
  }

  private func wordLines(_ rows: Int) throws -> [CrossbarDesign.WordLine] {
    var levels = Array(repeating: array.readVoltage, count: rows)
    if let path = array.inputs {
      levels = try finite(NumericArray(contentsOfNpy: path).values, path)
      guard levels.count == rows else {
        throw ValidationError("\(path) has \(levels.count) inputs for \(rows) rows")
      }
    }
    guard drive.stimulus == .pulse else { return levels.map { .driven(.dc(Volts($0))) } }
    return levels.map { level in
      let pulse = Pulse(
        high: Volts(level), delay: 0.1e-9, edge: 50e-12, width: Seconds(drive.pulseWidth))
      return .driven(.pulse(pulse))
    }
  }

  /// Half-select: the selected row at +V/2, the selected column at -V/2, all others at 0.
  private func select(_ design: inout CrossbarDesign) throws {
    guard let (row, column) = drive.cell, row < design.rows, column < design.columns else {
      throw ValidationError(
        "--target \(drive.target) is outside of \(design.rows) x \(design.columns)")
    }
    func pulse(_ level: Double) -> Stimulus {
      .pulse(
        Pulse(high: Volts(level), delay: 0.1e-9, edge: 50e-12, width: Seconds(drive.pulseWidth)))
    }
    let half = drive.writeVoltage / 2
    design.wordLines = (0..<design.rows).map { .driven($0 == row ? pulse(half) : .dc(Volts(0))) }
    design.bitLines[column] = .biased(pulse(-half))
    if design.cell.isGated {
      design.gates = (0..<design.rows).map {
        .dc($0 == row ? design.library.supply : Volts(0))
      }
    }
    design.remarks.append(
      "half-select write of cell (\(row), \(column)): row +V/2, column -V/2, others 0")
  }

  /// The deck with the analysis that fits the stimulus.
  func crossbarDeck(_ design: CrossbarDesign) -> Deck<CrossbarDesign> {
    var deck: Deck<CrossbarDesign>
    if drive.stimulus == .dc {
      deck = design.deck()
    } else {
      let stop = drive.pulseWidth + 0.3e-9
      deck = design.deck([
        .transient(
          step: Seconds(stop / 500), stop: Seconds(stop), maximumStep: Seconds(stop / 500))
      ])
      let middle = Seconds(0.1e-9 + drive.pulseWidth * 0.9)
      deck.prints = []
      deck.measurements = design.columnCurrents.prefix(64).enumerated().map {
        MeasureCard(Label("column", $0.offset), .value($0.element, at: middle))
      }
    }
    if transistors.includeModels, design.cell.isGated { deck.cards = includes }
    return deck
  }

  /// The sub-array that the options describe.
  func subarray(_ library: TransistorLibrary) throws -> SubarrayDesign {
    let cell = array.cell ?? .complementary
    guard cell == .complementary || cell == .transistorJunction else {
      throw ValidationError("a subarray has --cell 2t2mtj or 1t1mtj, not \(cell.rawValue)")
    }
    let weights = try weights(array.rows ?? 288, array.columns ?? 1)
    var spikes: [Bool]
    if let path = array.inputs {
      spikes = try finite(NumericArray(contentsOfNpy: path).values, path).map { $0 > 0 }
    } else {
      var stream = RandomStream(seed: array.seed, purpose: "netlist spikes")
      spikes = (0..<weights.rows).map { _ in stream.bernoulli(0.5) }
    }
    guard spikes.count == weights.rows else {
      throw ValidationError("\(spikes.count) spikes for \(weights.rows) inputs")
    }
    var design = SubarrayDesign(
      weights: weights.values, spikes: spikes, neurons: weights.columns, cell: cell,
      library: library)
    design.wire = array.wire
    if array.driverResistance > 0 { design.driver = Ohms(array.driverResistance) }
    design.readVoltage = Volts(array.readVoltage)
    design.parallelResistance = Ohms(array.parallelResistance ?? 50_000)
    design.tmr = array.tmr ?? 1.2
    design.halfBias = Volts(array.halfBias ?? 0.5)
    design.neuron.reset = drive.reset
    design.neuron.amplifier = drive.amplifier.kind(
      size: 1,
      macromodel: [Parameter("gm", 20e-3), Parameter("imax", 2e-3), Parameter("idd", 1e-3)])
    design.neuron.membrane = Farads(drive.membrane)
    design.neuron.leak = drive.leak.map { Ohms($0) }
    design.threshold = Volts(drive.threshold ?? 0.15)
    design.style = style
    design.remarks = [remark]
    return design
  }

  private func weights(
    _ rows: Int, _ columns: Int
  ) throws -> (values: [Bool], rows: Int, columns: Int) {
    if let path = array.weights {
      let matrix = try matrix(path, array.rows, array.columns)
      return (try finite(matrix.values, path).map { $0 > 0 }, matrix.rows, matrix.columns)
    }
    var stream = RandomStream(seed: array.seed, purpose: "netlist weights")
    return ((0..<rows * columns).map { _ in stream.bernoulli(0.5) }, rows, columns)
  }

  /// `values`, none of which may be infinite or no number.
  private func finite(_ values: [Double], _ path: String) throws -> [Double] {
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw ValidationError("\(path) has \(values[index]) at place \(index); give finite numbers")
    }
    return values
  }

  /// A matrix file whose shape agrees with the size that was asked for, if any.
  private func matrix(
    _ path: String, _ rows: Int?, _ columns: Int?
  ) throws -> (values: [Double], rows: Int, columns: Int) {
    let file = try NumericArray(contentsOfNpy: path)
    guard file.shape.count == 2, file.shape.allSatisfy({ $0 > 0 }) else {
      throw ValidationError("\(path) has the shape \(file.shape); give rows x columns")
    }
    guard rows ?? file.shape[0] == file.shape[0], columns ?? file.shape[1] == file.shape[1] else {
      throw ValidationError(
        "\(path) is \(file.shape[0]) x \(file.shape[1]), but --rows and --columns say otherwise; "
          + "leave them out")
    }
    return (file.values, file.shape[0], file.shape[1])
  }
}

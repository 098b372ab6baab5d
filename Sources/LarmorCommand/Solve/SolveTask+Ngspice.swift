import Cells
import Circuits
import Crossbars
import Ngspice
import Quantities
import Simulation
import SpiceText

extension SolveTask {
  /// Tight enough that Newton's last step, not the tolerance, sets the accuracy.
  private static let options = [
    Parameter("reltol", .number(1e-10)), Parameter("abstol", .number(1e-18)),
    Parameter("vntol", .number(1e-13)), Parameter("gmin", .number(1e-20)),
    Parameter("itl1", .number(500)),
  ]
  /// ngspice orders the matrix of a large array for a long time.
  private static let deadline = Seconds(24 * 3600)

  /// Finds an operating point for every vector in ngspice, each worker loading the array once.
  func solveInNgspice(workers: Int) async throws -> SolveOutcome {
    let clock = ContinuousClock()
    let start = clock.now
    let deck = try SpiceWriter().format(design.operatingPointDeck(Self.options))
    let parts = min(workers, vectors)
    let jobs = (0..<parts).map { part in
      job(deck, vectors: vectors * part / parts..<vectors * (part + 1) / parts)
    }
    let pool = try NgspicePool(workers: parts)
    var currents: [Double] = []
    var worst = 0.0
    for outcome in await pool.run(jobs) {
      let result = try outcome.get()
      let columnCurrents = try columnNames.map { try result.values($0) }
      let rowCurrents = try rowNames.map { try result.values($0) }
      for step in result.steps.indices {
        currents += columnCurrents.map { $0[step] }
        worst = max(
          worst, Self.imbalance(columnCurrents.map { $0[step] }, rowCurrents.map { $0[step] }))
      }
    }
    let seconds = start.duration(to: clock.now) / .seconds(1)
    return SolveOutcome(
      self, solver: "ngspice", currents: currents, seconds: seconds, iterations: 0,
      residual: worst, newtonSteps: nil, errorEstimate: nil)
  }

  /// What goes in less what comes out, over the sum of the magnitudes.
  private static func imbalance(_ out: [Double], _ sources: [Double]) -> Double {
    let scale = (out + sources).reduce(0) { $0 + abs($1) }
    // A source that gives power has a negative current.
    let lost = -sources.reduce(0, +) - out.reduce(0, +)
    return scale > 0 ? abs(lost) / scale : 0
  }

  private func job(_ deck: String, vectors: Range<Int>) -> SimulationJob {
    let steps = vectors.map { vector in
      (0..<rows).map { row in
        Alteration.value(
          device: CrossbarDesign.rowSource(row).text, inputs[vector * rows + row])
      }
    }
    return SimulationJob(
      deck: deck, vectors: columnNames + rowNames, steps: steps, deadline: Self.deadline)
  }

  private var columnNames: [String] {
    (0..<columns).map { "i(\(CrossbarDesign.columnProbe($0).text))" }
  }

  private var rowNames: [String] {
    (0..<rows).map { "i(\(CrossbarDesign.rowSource($0).text))" }
  }

  private var design: CrossbarDesign {
    CrossbarDesign(
      junctions, wire: WireSegment(resistance: array.wire, capacitance: 0),
      inputs: Swift.Array(repeating: 0, count: rows))
  }

  private var junctions: JunctionArray {
    guard let kind = array.junctions else {
      return JunctionArray(rows: rows, columns: columns, resistances: resistances)
    }
    let cells = resistances.map { junction($0, kind) }
    return JunctionArray(
      rows: rows, columns: columns, parallelResistance: cells.map(\.parallel.value),
      tmr: cells.map(\.tmr),
      // Ohmic cells are resistors in the deck as well.
      halfBias: cells.map { $0.tmr > 0 ? $0.halfBias.value : .infinity },
      magnetization: cells.map { $0.tmr > 0 ? $0.magnetization : 1 })
  }
}

extension CrossbarDesign {
  /// The deck of an operating point under `options`.
  fileprivate func operatingPointDeck(_ options: [Parameter]) -> Deck<CrossbarDesign> {
    var deck = deck([.operatingPoint])
    deck.options = options
    return deck
  }
}

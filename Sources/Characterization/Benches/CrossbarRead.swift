public import Cells
import Circuits
public import Quantities
public import Simulation
import SpiceText

/// The reading of one passive crossbar: word lines at input voltages, every bit line at virtual ground.
///
/// Makes the simulation jobs and reads their results; the device, wires and periphery are those of the
/// deck. Rows beyond the inputs are grounded through their drivers.
public struct CrossbarRead: Sendable {
  /// The junctions as fabricated and programmed.
  public var junctions: JunctionArray
  public var wire: WireSegment
  /// Output resistance of each word-line driver.
  public var driver: Ohms
  /// Resistance between a bit line and its virtual ground.
  public var sense: Ohms
  /// The voltage of an input of 1.
  public var voltage: Volts
  /// Rows that take inputs, the first ones.
  public var inputs: Int

  /// A read whose first `inputs` rows (at least 1, at most all) are driven, through `driver`, by
  /// inputs in units of `voltage`.
  public init(
    junctions: JunctionArray, wire: WireSegment, driver: Ohms, sense: Ohms, voltage: Volts,
    inputs: Int
  ) {
    precondition(inputs >= 1 && inputs <= junctions.rows)
    self.junctions = junctions
    self.wire = wire
    self.driver = driver
    self.sense = sense
    self.voltage = voltage
    self.inputs = inputs
  }

  /// A job that loads the array once and finds its operating point for each input vector.
  public func operatingPoints(
    _ vectors: [[Double]], deadline: Seconds
  ) throws -> SimulationJob {
    let design = design { _ in .dc(Volts(0)) }
    let steps = vectors.map { vector in
      vector.enumerated().map { row, x in
        Alteration.value(device: CrossbarDesign.rowSource(row).text, x * voltage.value)
      }
    }
    return SimulationJob(
      deck: try SpiceWriter().format(design.deck([.operatingPoint])),
      vectors: columnNames, steps: steps, deadline: deadline)
  }

  /// The column currents of each input vector in ampere, from the result of `operatingPoints`.
  public func columnCurrents(_ result: SimulationResult) throws -> [[Double]] {
    let columns = try columnNames.map { try result.values($0) }
    return result.steps.indices.map { step in columns.map { $0[step] } }
  }

  /// A job that applies one input vector as a pulse from zero.
  ///
  /// - Parameter nodes: also bring back the word-line and bit-line node voltages.
  public func transient(
    _ vector: [Double], timing: ReadTiming, deadline: Seconds
  ) throws -> SimulationJob {
    let design = design { row in
      .pulse(
        Pulse(
          high: voltage * vector[row], delay: timing.delay, edge: timing.edge,
          width: timing.width))
    }
    let analysis = AnalysisCard.transient(
      step: timing.step, stop: timing.stop, maximumStep: timing.step)
    return SimulationJob(
      deck: try SpiceWriter().format(design.deck([analysis])),
      vectors: ["time"] + columnNames + rowNames, deadline: deadline)
  }

  /// The deck that finds the operating point at one input vector with every node's voltage.
  public func nodeVoltages(
    _ vector: [Double], deadline: Seconds
  ) throws -> SimulationJob {
    let design = design { .dc(voltage * vector[$0]) }
    var deck = design.deck([.operatingPoint])
    deck.saves = []
    return SimulationJob(deck: try SpiceWriter().format(deck), deadline: deadline)
  }

  /// The voltages at each cell's word-line and bit-line node, rows x columns, in volt.
  public func cellVoltages(
    _ result: SimulationResult
  ) throws -> (word: [[Double]], bit: [[Double]]) {
    let plot = try result.plot(.operatingPoint)
    let design = design { _ in .dc(Volts(0)) }
    func matrix(_ net: (Int, Int) -> Net) throws -> [[Double]] {
      try (0..<junctions.rows).map { row in
        try (0..<junctions.columns).map { column in
          try plot.value("v(\(net(row, column).label.text))")
        }
      }
    }
    return (try matrix(design.wordNode), try matrix(design.bitNode))
  }

  /// The names of the column currents, as the simulator knows them.
  public var columnNames: [String] {
    (0..<junctions.columns).map { "i(\(CrossbarDesign.columnProbe($0).text))" }
  }

  /// The names of the currents of the driven word lines' sources.
  public var rowNames: [String] {
    (0..<inputs).map { "i(\(CrossbarDesign.rowSource($0).text))" }
  }

  private func design(_ stimulus: (Int) -> Stimulus) -> CrossbarDesign {
    CrossbarDesign(
      junctions, wire: wire, driver: driver, sense: sense,
      wordLines: (0..<junctions.rows).map { $0 < inputs ? .driven(stimulus($0)) : .grounded })
  }
}

/// When a read pulse rises, how long it stays, and how finely it is simulated.
public struct ReadTiming: Hashable, Sendable {
  /// From the start of the simulation to the start of the rise.
  public var delay: Seconds
  /// Rise and fall time.
  public var edge: Seconds
  /// The plateau.
  public var width: Seconds

  /// A trapezoid: after `delay` a rise of `edge`, a plateau of `width` and a fall of `edge`.
  public init(delay: Seconds, edge: Seconds, width: Seconds) {
    self.delay = delay
    self.edge = edge
    self.width = width
  }

  /// The longest time step.
  public var step: Seconds { Seconds(min(edge.value / 4, width.value / 50)) }
  /// The end, with the fall and as much rest as there was delay.
  public var stop: Seconds { delay + edge + width + edge + delay }
}

internal import ArgumentParser
internal import Crossbars
internal import NumericFiles
internal import Quantities

/// What `larmor solve` is to solve: its options as quantities.
struct SolveTask {
  private let wire: Double
  /// Half-bias voltage and parallel resistance, when the cells are junctions.
  private let junctions: (halfBias: Double, parallel: Double)?

  /// Reads the options; faults in them are usage errors.
  init(_ command: SolveCommand) throws {
    wire = try Self.number(command.wireResistance, of: "--wire-resistance", unit: "ohm", above: nil)
    switch (command.halfBias, command.parallel) {
    case (nil, nil): junctions = nil
    case (let half?, let parallel?):
      junctions = (
        try Self.number(half, of: "--half-bias", unit: "volt", above: 0),
        try Self.number(parallel, of: "--parallel", unit: "ohm", above: 0)
      )
    case (nil, _?): throw ValidationError("--parallel needs --half-bias as well.")
    case (_?, nil): throw ValidationError("--half-bias needs --parallel as well.")
    }
  }

  private static func number(
    _ text: String, of option: String, unit: String, above bound: Double?
  ) throws -> Double {
    guard let value = SpiceNumber.parse(text) else {
      throw ValidationError("\(option) '\(text)' is not a number of \(unit), such as 1 or 4.7k.")
    }
    if let bound {
      guard value > bound, value.isFinite else {
        throw ValidationError("\(option) is \(text); it must be above \(bound) \(unit).")
      }
    } else if !(value >= 0 && value.isFinite) {
      throw ValidationError("\(option) is \(text); it must be 0 \(unit) or more.")
    }
    return value
  }

  /// Reads the files, solves, and writes the currents where asked to.
  func run(_ command: SolveCommand) throws -> SolveOutcome {
    let cells = try matrix(command.resistances)
    let (rows, columns) = (cells.shape[0], cells.shape[1])
    try validate(cells, file: command.resistances)
    let sources = try inputs(command.inputs, rows: rows, resistances: command.resistances)
    let clock = ContinuousClock()
    var start = clock.now
    var solution = try solve(cells, sources, workers: command.workers)
    var fastest = start.duration(to: clock.now)
    for _ in 1..<command.repeat {
      start = clock.now
      solution = try solve(cells, sources, workers: command.workers)
      fastest = min(fastest, start.duration(to: clock.now))
    }
    if let path = command.output {
      try NumericArray(shape: [solution.vectors, columns], values: solution.currents)
        .write(toNpy: path)
    }
    return SolveOutcome(
      rows: rows, columns: columns, vectors: solution.vectors,
      sum: solution.currents.reduce(0, +),
      seconds: fastest / .seconds(1),
      iterations: solution.iterations, newtonSteps: solution.newtonSteps,
      residual: solution.residual, errorEstimate: solution.errorEstimate, solver: "nodal")
  }

  private func solve(
    _ cells: NumericArray, _ inputs: [Double], workers: Int
  ) throws -> CrossbarSolution {
    let (rows, columns) = (cells.shape[0], cells.shape[1])
    guard let junctions else {
      return try CrossbarNetwork(
        rows: rows, columns: columns, conductances: cells.values.map { 1 / $0 },
        wordSegment: Ohms(wire), bitSegment: Ohms(wire)
      ).solve(inputs: inputs, workers: workers)
    }
    return try NonlinearCrossbar(
      rows: rows, columns: columns,
      junctions: cells.values.map {
        Junction(resistance: $0, parallel: junctions.parallel, halfBias: junctions.halfBias)
      }, wordSegment: Ohms(wire), bitSegment: Ohms(wire)
    ).solve(inputs: inputs, workers: workers)
  }

  private func matrix(_ path: String) throws -> NumericArray {
    let array = try NumericArray(contentsOfNpy: path)
    guard array.shape.count == 2, array.shape[0] > 0, array.shape[1] > 0 else {
      throw CrossbarError(
        .shape,
        "\(path) has shape \(array.shape); the resistances must be a real matrix of rows x columns")
    }
    return array
  }

  private func validate(_ cells: NumericArray, file: String) throws {
    let columns = cells.shape[1]
    if let at = cells.values.firstIndex(where: { !($0 > 0) }) {
      throw CrossbarError(
        .value,
        "\(file): the resistance of row \(at / columns), column \(at % columns) is "
          + "\(cells.values[at]) ohm; it must be above 0, inf for an open cell")
    }
  }

  /// The inputs vector by vector.
  private func inputs(_ path: String, rows: Int, resistances: String) throws -> [Double] {
    let array = try NumericArray(contentsOfNpy: path)
    guard (1...2).contains(array.shape.count), array.shape[0] == rows else {
      throw CrossbarError(
        .shape,
        "\(path) has shape \(array.shape), but \(resistances) has \(rows) rows; the inputs must be a "
          + "real matrix of \(rows) rows x vectors")
    }
    let vectors = array.shape.count == 2 ? array.shape[1] : 1
    guard vectors > 0 else {
      throw CrossbarError(.shape, "\(path) has shape \(array.shape): there is no input vector")
    }
    return (0..<vectors).flatMap { vector in
      (0..<rows).map { array.values[$0 * vectors + vector] }
    }
  }
}

extension Junction {
  /// A cell of `resistance` at zero bias: antiparallel with a TMR that falls with bias where it is
  /// above `parallel`, ohmic otherwise.
  init(resistance: Double, parallel: Double, halfBias: Double) {
    let above = resistance > parallel && resistance < .infinity
    self.init(
      parallel: Ohms(above ? parallel : resistance), tmr: above ? resistance / parallel - 1 : 0,
      halfBias: Volts(halfBias), magnetization: -1)
  }
}

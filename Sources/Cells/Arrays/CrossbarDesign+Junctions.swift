import Circuits
import Quantities

extension CrossbarDesign {
  /// Whether any junction needs the read model's subcircuit.
  var hasReadableJunctions: Bool {
    junctions.halfBias.indices.contains {
      junctions.halfBias[$0].isFinite && junctions.parallelResistance[$0].isFinite
    }
  }

  /// The gate lines, ideal wires, and for three-terminal cells the lines that write.
  func emitGates(into sink: inout some CircuitSink) throws {
    for row in 0..<rows {
      try sink.add(Label("vgate", row), .voltageSource(Net("g", row), .ground, gate(row)))
    }
    guard cell == .spinOrbit else { return }
    if style == .readable { try sink.add(comment: "write gates and write bit lines, at rest") }
    for row in 0..<rows {
      try sink.add(Label("vwgate", row), .voltageSource(Net("wg", row), .ground, .dc(.number(0))))
    }
    for column in 0..<columns {
      try sink.add(
        Label("vwrite", column), .voltageSource(Net("wb", column), .ground, .dc(.number(0))))
    }
  }

  /// The cell of a crosspoint; nothing where its resistance is infinite.
  func emitCell(_ row: Int, _ column: Int, into sink: inout some CircuitSink) throws {
    let index = row * columns + column
    guard junctions.parallelResistance[index].isFinite else { return }
    let (word, bit) = (wordNode(row, column), bitNode(row, column))
    if style == .readable, cell.isGated || junctions.halfBias[index].isFinite {
      return try emitInstance(row, column, word, bit, into: &sink)
    }
    guard cell.isGated else { return try emitJunction(row, column, word, bit, into: &sink) }
    let inner = Net("x", row, column)
    try emitTransistor(
      Label("mx", row, column), word, Net("g", row), inner, BitCell.accessWidth, into: &sink)
    guard cell == .spinOrbit else { return try emitJunction(row, column, inner, bit, into: &sink) }
    let (middle, end) = (Net("y", row, column), Net("z", row, column))
    try emitJunction(row, column, inner, middle, into: &sink)
    let half = Value.number(BitCell.halfStrip.value)
    try sink.add(Label("rs", row, column), .resistor(middle, bit, half))
    try sink.add(Label("rt", row, column), .resistor(middle, end, half))
    try emitTransistor(
      Label("mw", row, column), end, Net("wg", row), Net("wb", column), 2 * BitCell.accessWidth,
      into: &sink)
  }

  private func emitTransistor(
    _ name: Label, _ drain: Net, _ gate: Net, _ source: Net, _ width: Meters,
    into sink: inout some CircuitSink
  ) throws {
    guard case .device(let device) = library.nmos(name, drain, gate, source, width: width) else {
      return
    }
    try sink.add(device.name, device.element)
  }

  private func emitInstance(
    _ row: Int, _ column: Int, _ word: Net, _ bit: Net, into sink: inout some CircuitSink
  ) throws {
    let index = row * columns + column
    var nets = [word, bit]
    if cell.isGated { nets.append(Net("g", row)) }
    if cell == .spinOrbit { nets += [Net("wb", column), Net("wg", row)] }
    try sink.add(
      Label("xj", row, column),
      .instance(
        of: cell.isGated ? cell.subcircuit(library).name : ReadJunction.name, nets,
        [
          Parameter("rp", .number(junctions.parallelResistance[index])),
          Parameter("tmr", .number(junctions.tmr[index])),
          Parameter("vh", .number(junctions.halfBias[index])),
          Parameter("mz", .number(junctions.magnetization[index])),
        ]))
  }

  private func emitJunction(
    _ row: Int, _ column: Int, _ p: Net, _ f: Net, into sink: inout some CircuitSink
  ) throws {
    let index = row * columns + column
    let element = ReadJunction.element(
      p, f, parallelResistance: junctions.parallelResistance[index], tmr: junctions.tmr[index],
      halfBias: junctions.halfBias[index], magnetization: junctions.magnetization[index])
    if case .resistor = element {
      try sink.add(Label("rj", row, column), element)
    } else {
      try sink.add(Label("bj", row, column), element)
    }
  }

  /// How many different nets the top level has, ground not counted.
  public var nodeCount: Int {
    let perWord = wire.resistance.value == 0 ? 1 : columns
    let perBit = wire.resistance.value == 0 ? 1 : rows
    let heads = wordLines.map { line -> Int in
      switch line {
      case .floating: 0
      case .grounded: hasHead ? 1 : 0
      case .driven: (hasHead ? 1 : 0) + (driver.value == 0 ? 0 : 1)
      }
    }
    let tails = bitLines.map { line -> Int in
      switch line {
      case .floating: 0
      case .grounded: hasHead ? 1 : 0
      case .sensed, .biased: (hasHead ? 1 : 0) + (sense.value == 0 ? 0 : 1)
      }
    }
    let gateLines = cell.isGated ? rows : 0
    let writeLines = cell == .spinOrbit ? rows + columns : 0
    let open = junctions.parallelResistance.count { !$0.isFinite }
    let inner = (rows * columns - open) * (cell.isGated ? (cell == .spinOrbit ? 3 : 1) : 0)
    return rows * perWord + columns * perBit + gateLines + writeLines
      + (style == .flat ? inner : 0) + heads.reduce(0, +) + tails.reduce(0, +)
  }

  private var hasHead: Bool { wire.resistance.value != 0 }
}

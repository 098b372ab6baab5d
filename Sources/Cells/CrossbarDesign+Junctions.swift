import Circuits
import Quantities

extension CrossbarDesign {
  /// Whether any junction needs the read model's subcircuit.
  var hasReadableJunctions: Bool {
    junctions.halfBias.indices.contains {
      junctions.halfBias[$0].isFinite && junctions.parallelResistance[$0].isFinite
    }
  }

  /// The junction of a cell; nothing where its resistance is infinite.
  func emitJunction(_ row: Int, _ column: Int, into sink: inout some CircuitSink) throws {
    let cell = row * columns + column
    let ohms = junctions.parallelResistance[cell]
    guard ohms.isFinite else { return }
    let (tmr, halfBias) = (junctions.tmr[cell], junctions.halfBias[cell])
    let magnetization = junctions.magnetization[cell]
    let (word, bit) = (wordNode(row, column), bitNode(row, column))
    if style == .readable, halfBias.isFinite {
      try sink.add(
        Label("xj", row, column),
        .instance(
          of: ReadJunction.name, [word, bit],
          [
            Parameter("rp", .number(ohms)), Parameter("tmr", .number(tmr)),
            Parameter("vh", .number(halfBias)), Parameter("mz", .number(magnetization)),
          ]))
      return
    }
    let element = ReadJunction.element(
      word, bit, parallelResistance: ohms, tmr: tmr, halfBias: halfBias,
      magnetization: magnetization)
    if case .resistor = element {
      try sink.add(Label("rj", row, column), element)
    } else {
      try sink.add(Label("bj", row, column), element)
    }
  }

  /// How many different nets the netlist has, ground not counted.
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
      case .sensed: (hasHead ? 1 : 0) + (sense.value == 0 ? 0 : 1)
      }
    }
    return rows * perWord + columns * perBit + heads.reduce(0, +) + tails.reduce(0, +)
  }

  private var hasHead: Bool { wire.resistance.value != 0 }
}

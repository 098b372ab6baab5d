public import Circuits
import Quantities

extension CrossbarDesign: CircuitSource {
  public var title: String { "Crossbar of \(rows) x \(columns) cells of kind \(cell.rawValue)" }

  public var notes: [String] {
    remarks + [
      "word line r: vrow<r> - rdrive<r> - rw<r>_0 - w<r>_0 - rw<r>_1 - w<r>_1 ...",
      "bit line c: b0_<c> - rb0_<c> - b1_<c> ... - rsense<c> - vsense<c> - ground",
      "cell (r, c) stands between w<r>_<c> and b<r>_<c>; i(vsense<c>) is the column current",
    ]
  }

  /// Every element, row by row; 1 wire segment and 1 capacitance per cell and line.
  public func emit(into sink: inout some CircuitSink) throws {
    if cell.isGated, inlinesModels { for model in library.models { try sink.add(model) } }
    if style == .readable {
      if cell.isGated || hasReadableJunctions { try sink.add(ReadJunction.subcircuit) }
      if cell.isGated { try sink.add(cell.subcircuit(library)) }
      try sink.add(comment: "word-line sources and drivers")
    }
    for row in 0..<rows { try emitDriver(row, into: &sink) }
    if cell.isGated { try emitGates(into: &sink) }
    for row in 0..<rows {
      if style == .readable { try sink.add(comment: "row \(row): wire, then junctions") }
      try emitWordLine(row, into: &sink)
      for column in 0..<columns { try emitCell(row, column, into: &sink) }
    }
    if style == .readable { try sink.add(comment: "bit lines, sense resistances and probes") }
    for column in 0..<columns { try emitBitLine(column, into: &sink) }
  }

  private var hasWire: Bool { wire.resistance.value != 0 }

  /// The word-line node of a cell.
  public func wordNode(_ row: Int, _ column: Int) -> Net { Net("w", row, hasWire ? column : 0) }
  /// The bit-line node of a cell.
  public func bitNode(_ row: Int, _ column: Int) -> Net { Net("b", hasWire ? row : 0, column) }

  private func emitDriver(_ row: Int, into sink: inout some CircuitSink) throws {
    let head = hasWire ? Net("d", row) : wordNode(row, 0)
    let source = driver.value == 0 ? head : Net("s", row)
    switch wordLines[row] {
    case .driven(let stimulus):
      try sink.add(Self.rowSource(row), .voltageSource(source, .ground, stimulus))
      if driver.value != 0 {
        try sink.add(Label("rdrive", row), .resistor(source, head, .number(driver.value)))
      }
    case .grounded:
      if driver.value == 0 {
        try sink.add(Self.rowSource(row), .voltageSource(head, .ground, .dc(.number(0))))
      } else {
        try sink.add(Label("rdrive", row), .resistor(head, .ground, .number(driver.value)))
      }
    case .floating: break
    }
  }

  private func emitWordLine(_ row: Int, into sink: inout some CircuitSink) throws {
    let farads = wire.capacitance.value
    guard hasWire else {
      if farads != 0 {
        try sink.add(
          Label("cw", row, 0),
          .capacitor(wordNode(row, 0), .ground, .number(farads * Double(columns))))
      }
      return
    }
    let isFloating = wordLines[row] == .floating
    for column in 0..<columns {
      let node = Net("w", row, column)
      if column > 0 || !isFloating {
        let before = column == 0 ? Net("d", row) : Net("w", row, column - 1)
        try sink.add(
          Label("rw", row, column), .resistor(before, node, .number(wire.resistance.value)))
      }
      if farads != 0 {
        try sink.add(Label("cw", row, column), .capacitor(node, .ground, .number(farads)))
      }
    }
  }

  private func emitBitLine(_ column: Int, into sink: inout some CircuitSink) throws {
    let farads = wire.capacitance.value
    let isFloating = bitLines[column] == .floating
    if hasWire {
      for row in 0..<rows {
        let node = Net("b", row, column)
        if row < rows - 1 || !isFloating {
          let after = row == rows - 1 ? Net("t", column) : Net("b", row + 1, column)
          try sink.add(
            Label("rb", row, column), .resistor(node, after, .number(wire.resistance.value)))
        }
        if farads != 0 {
          try sink.add(Label("cb", row, column), .capacitor(node, .ground, .number(farads)))
        }
      }
    } else if farads != 0 {
      try sink.add(
        Label("cb", 0, column),
        .capacitor(bitNode(0, column), .ground, .number(farads * Double(rows))))
    }
    if !isFloating { try emitSense(column, into: &sink) }
  }

  private func emitSense(_ column: Int, into sink: inout some CircuitSink) throws {
    let tail = hasWire ? Net("t", column) : bitNode(0, column)
    let isSensed = bitLines[column].hasProbe
    let probe = sense.value == 0 ? tail : Net("q", column)
    let end = virtualGrounds.isEmpty ? .ground : virtualGrounds[column]
    var level = Stimulus.dc(.number(0))
    if case .biased(let stimulus) = bitLines[column] { level = stimulus }
    if sense.value != 0 {
      try sink.add(
        Label("rsense", column),
        .resistor(tail, isSensed ? probe : .ground, .number(sense.value)))
    }
    if isSensed || sense.value == 0 {
      try sink.add(
        Self.columnProbe(column), .voltageSource(probe, isSensed ? end : .ground, level))
    }
  }
}

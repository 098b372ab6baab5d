public import Circuits
public import Quantities
public import SpiceText

/// A crossbar: junctions, alone or behind transistors, between word and bit lines with resistive
/// wires, read at virtual ground.
///
/// Word line r runs from its source through its driver along the columns; bit line c runs along the
/// rows through its sense resistance to a 0 V source, so that `i(vsenseC)` is the column current,
/// counted positive into ground. A wire segment stands before every word-line node, the first
/// included, and after every bit-line node, the last included. Rows and columns count from 0.
///
/// | name | what |
/// |---|---|
/// | `vrow3`, `s3` | source of word line 3, and its net |
/// | `rdrive3`, `d3` | driver resistance, and the net behind it |
/// | `rw3_7`, `w3_7`, `cw3_7` | segment before the word-line node of cell (3, 7), the node, its capacitance |
/// | `b3_7`, `rb3_7`, `cb3_7` | bit-line node of the cell, the segment after it, its capacitance |
/// | `xj3_7`; `rj3_7` or `bj3_7` | the junction: subcircuit when readable; resistor or source when flat |
/// | `vgate3`, `g3` | gate line of row 3 and its source, where the cell has a transistor |
/// | `mx3_7`, `x3_7` | access transistor of a flat cell, and the net between it and the junction |
/// | `t7`, `rsense7`, `q7`, `vsense7` | end of bit line 7, sense resistance, net behind it, probe |
///
/// Where a resistance is 0 its two nets are one: without wire resistance all cells of a row are at
/// `w3_0`, those of a column at `b0_7`; without driver the source is at `d3`, and so on.
public struct CrossbarDesign: Hashable, Sendable {
  /// The junctions, and with them the number of rows and columns.
  public var junctions: JunctionArray
  /// The wire between neighbouring cells.
  public var wire: WireSegment
  /// Output resistance of each word line's driver.
  public var driver: Ohms
  /// Resistance between each bit line and its virtual ground.
  public var sense: Ohms
  /// What happens at each word line.
  public var wordLines: [WordLine]
  /// What happens at each bit line.
  public var bitLines: [BitLine]
  /// Subcircuit instances with comments, or plain elements.
  public var style: Style
  /// What stands at each crosspoint.
  public var cell: BitCell
  /// The transistors of gated cells.
  public var library: TransistorLibrary
  /// The level of each gate line; the supply where empty. Volt.
  public var gates: [Stimulus]
  /// Whether the transistor models are written into the netlist.
  public var inlinesModels = true
  /// What each bit line's probe ends at; ground where empty.
  public var virtualGrounds: [Net]
  /// Remarks for the head of the netlist.
  public var remarks: [String]

  /// How a word line is driven.
  public enum WordLine: Hashable, Sendable {
    /// By its own source `vrowR` behind the driver.
    case driven(Stimulus)
    /// Tied to ground through the driver.
    case grounded
    /// Not connected.
    case floating
  }

  /// How a bit line ends.
  public enum BitLine: Hashable, Sendable {
    /// At a virtual ground, its current through `vsenseC`.
    case sensed
    /// Like `sensed`, with the end at a level of its own: for writing. Volt.
    case biased(Stimulus)
    /// Tied to ground through the sense resistance, not observed.
    case grounded
    /// Not connected.
    case floating

    /// Whether the line ends in a source whose current is kept.
    var hasProbe: Bool {
      switch self {
      case .sensed, .biased: true
      case .grounded, .floating: false
      }
    }
  }

  /// What each row's gate line is driven with.
  func gate(_ row: Int) -> Stimulus { gates.isEmpty ? .dc(library.supply) : gates[row] }

  /// How the netlist is written.
  public enum Style: String, Hashable, Sendable, CaseIterable {
    /// Hierarchical, with parameters and comments: for people.
    case readable
    /// Plain elements and plain numbers: for the simulator, and fastest.
    case flat
  }

  /// A crossbar with every bit line sensed.
  ///
  /// - Parameter wordLines: one for each row.
  public init(
    _ junctions: JunctionArray, wire: WireSegment = .standard, driver: Ohms = 0, sense: Ohms = 0,
    wordLines: [WordLine], style: Style = .flat
  ) {
    precondition(
      wordLines.count == junctions.rows,
      "\(junctions.rows) rows need \(junctions.rows) word lines, not \(wordLines.count)")
    self.junctions = junctions
    self.wire = wire
    self.driver = driver
    self.sense = sense
    self.wordLines = wordLines
    bitLines = Array(repeating: .sensed, count: junctions.columns)
    self.style = style
    cell = .junction
    library = TransistorProcess().library
    gates = []
    virtualGrounds = []
    remarks = []
  }

  /// A crossbar whose word lines stand at the constant voltages `inputs`, one for each row.
  public init(
    _ junctions: JunctionArray, wire: WireSegment = .standard, driver: Ohms = 0, sense: Ohms = 0,
    inputs: [Volts], style: Style = .flat
  ) {
    self.init(
      junctions, wire: wire, driver: driver, sense: sense,
      wordLines: inputs.map { .driven(.dc($0)) }, style: style)
  }

  /// Word lines and bit lines.
  public var rows: Int { junctions.rows }
  public var columns: Int { junctions.columns }

  /// The name of word line `row`'s source.
  public static func rowSource(_ row: Int) -> Label { Label("vrow", row) }
  /// The name of bit line `column`'s probe.
  public static func columnProbe(_ column: Int) -> Label { Label("vsense", column) }

  /// The currents of all sensed bit lines, by column.
  public var columnCurrents: [Probe] {
    bitLines.indices.filter { bitLines[$0].hasProbe }.map { .current(Self.columnProbe($0)) }
  }

  /// The currents of all word-line sources, by row; a source that gives power has a negative one.
  public var rowCurrents: [Probe] {
    wordLines.indices.compactMap { row in
      guard case .driven = wordLines[row] else { return nil }
      return .current(Self.rowSource(row))
    }
  }

  /// The deck that runs `analyses` and keeps the currents of all columns and rows.
  public func deck(_ analyses: [AnalysisCard] = [.operatingPoint]) -> Deck<Self> {
    let isTransient = analyses.contains { if case .transient = $0 { true } else { false } }
    return Deck(
      self, analyses, saves: columnCurrents + rowCurrents,
      prints: isTransient ? Array(columnCurrents.prefix(8)) : [])
  }
}

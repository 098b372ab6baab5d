import Circuits
import Quantities

/// Turns the pieces of a circuit into text as they come, and hands the text on in large pieces.
struct DeckSink: CircuitSink {
  private var buffer: CardBuffer
  private let output: ([UInt8]) throws -> Void
  private(set) var elements = 0
  private(set) var written = 0

  /// Text is handed on when this many bytes have gathered.
  private static let piece = 1 << 20

  init(dialect: Dialect, output: @escaping ([UInt8]) throws -> Void) {
    buffer = CardBuffer(dialect: dialect)
    self.output = output
  }

  mutating func open(title: String, notes: [String]) throws {
    buffer.write(comment: title.split(separator: "\n").joined(separator: " "))
    for note in notes { buffer.write(comment: note) }
  }

  mutating func close(_ deck: Deck<some CircuitSource>) throws {
    for card in deck.cards {
      buffer.write(raw: card.text)
      buffer.newline()
    }
    if !deck.options.isEmpty {
      buffer.put(".options")
      buffer.write(deck.options)
      buffer.newline()
    }
    if let temperature = deck.temperature {
      // Rounded to a nanokelvin: 300.15 K is 27 degrees, not 26.999999999999986.
      buffer.put(".temp ")
      buffer.write(((temperature.value - 273.15) * 1e9).rounded() / 1e9)
      buffer.newline()
    }
    // What is kept: a card of its own in ngspice, one for each analysis elsewhere.
    if buffer.dialect == .ngspice { buffer.write(".save", nil, deck.saves) }
    for analysis in deck.analyses {
      buffer.write(analysis)
      switch buffer.dialect {
      case .ngspice: buffer.write(".print", analysis.name, deck.prints)
      case .hspice:
        buffer.write(".probe", analysis.outputName, deck.saves)
        buffer.write(".print", analysis.outputName, deck.prints)
      case .xyce:
        let prints = deck.prints.filter { !deck.saves.contains($0) }
        buffer.write(".print", analysis.outputName, deck.saves + prints)
      }
    }
    for measurement in deck.measurements { buffer.write(measurement) }
    buffer.put(".end\n")
    try flush()
  }

  mutating func add(comment: String) throws {
    buffer.write(comment: comment)
    try flushIfLarge()
  }

  mutating func add(_ parameter: Parameter) throws { buffer.write(parameter) }
  mutating func add(_ model: Model) throws { buffer.write(model) }

  mutating func add(_ subcircuit: Subcircuit) throws {
    buffer.write(subcircuit)
    try flushIfLarge()
  }

  @inline(__always)
  mutating func add(_ name: Label, _ element: Element) throws {
    buffer.write(name, element)
    elements += 1
    try flushIfLarge()
  }

  mutating func add(_ initial: Circuit.InitialVoltage) throws {
    buffer.put(".ic v(")
    buffer.write(initial.net)
    buffer.put(")=")
    buffer.write(initial.level)
    buffer.newline()
  }

  @inline(__always)
  private mutating func flushIfLarge() throws {
    if buffer.bytes.count >= Self.piece { try flush() }
  }

  private mutating func flush() throws {
    try output(buffer.bytes)
    written += buffer.bytes.count
    buffer.removeAll()
  }
}

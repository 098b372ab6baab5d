public import Circuits
public import Foundation

/// Writes circuits and decks as netlists: the one place where netlist text is made.
///
/// Same input, same bytes. Numbers are plain and exact, the title line is there, `.end` closes.
public struct SpiceWriter: Sendable {
  /// Whose language is written.
  public var dialect: Dialect

  /// A writer of `dialect`.
  public init(dialect: Dialect = .ngspice) { self.dialect = dialect }

  /// The deck as text.
  ///
  /// For arrays of many thousands of cells use `write`, which never holds the whole text.
  public func format(_ deck: Deck<some CircuitSource>) throws -> String {
    var text: [UInt8] = []
    try write(deck) { text.append(contentsOf: $0) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The circuit with `analyses` as text.
  public func format(_ source: some CircuitSource, _ analyses: [AnalysisCard] = []) throws -> String
  {
    try format(Deck(source, analyses))
  }

  /// A file of definitions alone, to be included: no title line is needed, no `.end` closes it.
  public func formatLibrary(_ circuit: Circuit) -> String {
    var buffer = CardBuffer(dialect: dialect)
    buffer.write(comment: circuit.title)
    for note in circuit.notes { buffer.write(comment: note) }
    for parameter in circuit.parameters { buffer.write(parameter) }
    for model in circuit.models { buffer.write(model) }
    for subcircuit in circuit.subcircuits { buffer.write(subcircuit) }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// A file of sections, each with its models, for `.lib 'file' section`.
  public func formatSections(
    title: String, notes: [String], _ sections: [(section: String, models: [Model])]
  ) -> String {
    var buffer = CardBuffer(dialect: dialect)
    for line in [title] + notes { buffer.write(comment: line) }
    for (section, models) in sections {
      buffer.put(".lib ")
      buffer.write(raw: section)
      buffer.newline()
      for model in models { buffer.write(model) }
      buffer.put(".endl ")
      buffer.write(raw: section)
      buffer.newline()
    }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// Writes the deck to the file at `url`, which is replaced, and tells how much it was.
  @discardableResult
  public func write(_ deck: Deck<some CircuitSource>, to url: URL) throws -> DeckSize {
    guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
      throw SpiceTextError(
        .notWritable, context: url.path,
        "the file '\(url.path)' cannot be written; check that its folder exists and is yours")
    }
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    return try write(deck) { try handle.write(contentsOf: Data($0)) }
  }

  /// Writes the deck in pieces of about a megabyte to `output`, and tells how much it was.
  @discardableResult
  public func write(
    _ deck: Deck<some CircuitSource>, to output: ([UInt8]) throws -> Void
  ) throws -> DeckSize {
    try withoutActuallyEscaping(output) { output in
      var sink = DeckSink(dialect: dialect, output: output)
      try sink.open(title: deck.source.title, notes: deck.source.notes)
      try deck.source.emit(into: &sink)
      try sink.close(deck)
      return DeckSize(elements: sink.elements, bytes: sink.written)
    }
  }
}

/// How large a netlist came out.
public struct DeckSize: Hashable, Sendable {
  /// Devices of the top level, an instance counting as one.
  public var elements: Int
  /// Bytes of text.
  public var bytes: Int
}

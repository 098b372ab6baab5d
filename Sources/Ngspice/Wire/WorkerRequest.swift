/// A job as a worker gets it: text that the engine understands, nothing left to decide.
struct WorkerRequest: Equatable {
  /// The deck, ending in `.end`.
  var deck = ""
  /// Commands that run analyses; `run` runs the deck's own.
  var analyses: [String] = []
  /// Vectors to bring back, canonical; empty brings back all.
  var vectors: [String] = []
  /// Commands before the analyses, once per step; one empty step at least.
  var steps: [[String]] = [[]]
  /// Commands after the last step's analyses, whose output belongs to the result.
  var closing: [String] = []
  var pointLimit = Int.max
  var seed = 1

  func write(to writer: inout WireWriter) {
    writer.write(deck)
    writer.write(analyses)
    writer.write(vectors)
    writer.write(steps.count)
    for step in steps { writer.write(step) }
    writer.write(closing)
    writer.write(pointLimit)
    writer.write(seed)
  }

  init(from reader: inout WireReader) throws(WireError) {
    deck = try reader.text()
    analyses = try reader.texts()
    vectors = try reader.texts()
    steps = []
    for _ in 0..<(try reader.int()) { steps.append(try reader.texts()) }
    closing = try reader.texts()
    pointLimit = try reader.int()
    seed = try reader.int()
  }

  init() {}
}

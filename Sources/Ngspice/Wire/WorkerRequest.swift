import Simulation

/// A job as a worker gets it: text that the engine understands, nothing left to decide.
struct WorkerRequest {
  /// Commands before the deck is loaded.
  var opening: [String] = []
  /// The deck, ending in `.end`.
  var deck = ""
  /// Commands that run analyses and look at their results; `run` runs the deck's own.
  var analyses: [String] = []
  /// Vectors to bring back, canonical; empty brings back all.
  var vectors: [String] = []
  /// Commands before the analyses, once per step; one empty step at least.
  var steps: [[String]] = [[]]
  /// Commands after the last step's analyses, whose output belongs to the result.
  var closing: [String] = []
  /// Devices that advance beside the circuit.
  var coupled: [CoupledElement] = []
  var pointLimit = Int.max
  /// Seconds after which the worker stops by itself, and brings back what it has.
  var deadline = Double.infinity
  var seed = 1
  /// Whether the deck may be solved by KLU, where the engine has it.
  var allowsKLU = false
  /// Whether the worker must end after the job, because the deck may have left traces in it.
  var endsWorker = false

  func write(to writer: inout WireWriter) {
    writer.write(opening)
    writer.write(deck)
    writer.write(analyses)
    writer.write(vectors)
    writer.write(steps.count)
    for step in steps { writer.write(step) }
    writer.write(closing)
    writer.write(coupled.count)
    for element in coupled { Self.write(element, to: &writer) }
    writer.write(pointLimit)
    writer.write(deadline)
    writer.write(seed)
    writer.write(allowsKLU ? 1 : 0)
    writer.write(endsWorker ? 1 : 0)
  }

  init(from reader: inout WireReader) throws(WireError) {
    opening = try reader.texts()
    deck = try reader.text()
    analyses = try reader.texts()
    vectors = try reader.texts()
    steps = []
    for _ in 0..<(try reader.int()) { steps.append(try reader.texts()) }
    closing = try reader.texts()
    for _ in 0..<(try reader.int()) { coupled.append(try Self.element(from: &reader)) }
    pointLimit = try reader.int()
    deadline = try reader.double()
    seed = try reader.int()
    allowsKLU = try reader.int() != 0
    endsWorker = try reader.int() != 0
  }

  init() {}

  private static func write(_ element: CoupledElement, to writer: inout WireWriter) {
    writer.write(element.kind)
    writer.write(element.sources)
    writer.write(element.inputs)
    writer.write(element.parameters.count)
    for (name, value) in element.parameters.sorted(by: { $0.key < $1.key }) {
      writer.write(name)
      writer.write(value)
    }
    writer.write(Int(truncatingIfNeeded: element.seed))
  }

  private static func element(from reader: inout WireReader) throws(WireError) -> CoupledElement {
    var element = CoupledElement(
      kind: try reader.text(), sources: try reader.texts(), inputs: try reader.texts())
    for _ in 0..<(try reader.int()) {
      let name = try reader.text()
      element.parameters[name] = try reader.double()
    }
    element.seed = UInt64(truncatingIfNeeded: try reader.int())
    return element
  }
}

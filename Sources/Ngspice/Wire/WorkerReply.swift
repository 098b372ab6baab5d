import ComplexModule
import RealModule
import Simulation

/// What a worker found: the plots of every step it reached, and what the engine printed.
struct WorkerReply {
  /// How far the job came.
  enum Status: Int {
    /// Every step ran.
    case done = 0
    /// The engine did not accept the deck.
    case notLoaded = 1
    /// An analysis ended early.
    case aborted = 2
    /// An analysis never started.
    case notStarted = 3
    /// The engine asked to be unloaded; the worker ends after this reply.
    case exited = 4
    /// An analysis passed the point limit; the worker ends after this reply.
    case tooManyPoints = 5
    /// A coupled device cannot be made or driven; the failed command says why.
    case uncoupled = 6

    /// Whether the worker cannot take another job.
    var endsWorker: Bool { self == .exited || self == .tooManyPoints }
  }

  var status = Status.done
  /// The step and the command that failed.
  var failedStep = 0
  var failedCommand = ""
  var steps: [[Plot]] = []
  /// Lines printed, each with its stream: `stderr text` or `stdout text`.
  var output: [String] = []
  /// The worker's resident memory after the job.
  var residentBytes = 0

  func write(to writer: inout WireWriter) {
    writer.write(status.rawValue)
    writer.write(failedStep)
    writer.write(failedCommand)
    writer.write(output)
    writer.write(residentBytes)
  }

  /// Reads the head; the plots follow, see `PlotCodec`.
  init(from reader: inout WireReader) throws(WireError) {
    guard let status = Status(rawValue: try reader.int()) else { throw WireError() }
    self.status = status
    failedStep = try reader.int()
    failedCommand = try reader.text()
    output = try reader.texts()
    residentBytes = try reader.int()
    for _ in 0..<(try reader.int()) {
      var plots: [Plot] = []
      for _ in 0..<(try reader.int()) { plots.append(try PlotCodec.read(&reader)) }
      steps.append(plots)
    }
  }

  init() {}
}

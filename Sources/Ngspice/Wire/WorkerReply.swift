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
    /// The deadline passed; after a stop in the middle of an analysis the worker ends.
    case late = 7
    /// A coupled device cannot be made or driven; the failed command says why.
    case uncoupled = 6

    /// Whether the job was stopped although nothing was wrong with it.
    var isStopped: Bool { self == .tooManyPoints || self == .late }
  }

  /// What the pool must know at once; it stands before everything else.
  struct Aftermath {
    /// Whether the worker ends after this reply.
    var endsWorker = false
    /// The worker's resident memory after the job.
    var residentBytes = 0

    init() {}

    init(from reader: inout WireReader) throws(WireError) {
      endsWorker = try reader.int() != 0
      residentBytes = try reader.int()
    }

    func write(to writer: inout WireWriter) {
      writer.write(endsWorker ? 1 : 0)
      writer.write(residentBytes)
    }
  }

  var status = Status.done
  /// The step and the command that failed.
  var failedStep = 0
  var failedCommand = ""
  var steps: [[Plot]] = []
  /// Lines printed, each with its stream: `stderr text` or `stdout text`.
  var output: [String] = []
  /// What the commands that print printed.
  var printed: [String] = []
  /// The results of measurement commands.
  var measurements: [MeasuredValue] = []
  /// Whether commands made vectors of their own.
  var hasOwnVectors = false
  func write(to writer: inout WireWriter) {
    writer.write(status.rawValue)
    writer.write(failedStep)
    writer.write(failedCommand)
    writer.write(output)
    writer.write(printed)
    writer.write(measurements.count)
    for measurement in measurements {
      writer.write(measurement.name)
      writer.write(measurement.value ?? .nan)
    }
    writer.write(hasOwnVectors ? 1 : 0)
  }

  /// Reads what follows the aftermath: the head, then the plots, see `PlotCodec`.
  init(from reader: inout WireReader) throws(WireError) {
    guard let status = Status(rawValue: try reader.int()) else { throw WireError() }
    self.status = status
    failedStep = try reader.int()
    failedCommand = try reader.text()
    output = try reader.texts()
    printed = try reader.texts()
    for _ in 0..<(try reader.int()) {
      let name = try reader.text()
      let value = try reader.double()
      measurements.append(MeasuredValue(name: name, value: value.isNaN ? nil : value))
    }
    hasOwnVectors = try reader.int() != 0
    for _ in 0..<(try reader.int()) {
      var plots: [Plot] = []
      for _ in 0..<(try reader.int()) { plots.append(try PlotCodec.read(&reader)) }
      steps.append(plots)
    }
  }

  init() {}
}

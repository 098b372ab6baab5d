import CNgspice
import Foundation
import Simulation

/// One job in the engine: load, alter, run, read, unload.
///
/// A class, because the engine's callbacks may end it in the middle: `stop` then takes what there is.
final class WorkerJob {
  let request: WorkerRequest
  let session: EngineSession
  let devices: CoupledDevices
  /// The plots read so far, on the wire, and of how many steps.
  private var plots = WireWriter()
  private var finishedSteps = 0
  private var reply = WorkerReply()
  /// How deep in loops and conditions of the deck's commands.
  private var depth = 0
  /// Vectors that measurements left in the plots.
  private var measured: Set<String> = []

  init(_ request: WorkerRequest, session: EngineSession, devices: CoupledDevices) {
    self.request = request
    self.session = session
    self.devices = devices
  }

  /// Runs the job and gives the reply's payload, and whether the worker must end.
  func run() -> (payload: [UInt8], endsWorker: Bool) {
    session.state.pointLimit = request.pointLimit
    session.state.deadline =
      request.deadline < 1e9 ? ContinuousClock.now + .seconds(request.deadline) : nil
    session.command("setseed \(request.seed)")
    for command in request.opening { session.command(command) }
    _ = session.state.takeOutput()
    guard couple() else { return (payload(endsWorker: false), false) }
    defer { session.state.stepping = nil }
    session.load(session.features.adapt(request.deck, allowsKLU: request.allowsKLU))
    if session.state.exited {
      reply.status = .exited
    } else if EngineOutput.rejectsDeck(session.state.output) {
      reply.status = .notLoaded
    } else {
      runSteps()
    }
    if !session.state.exited { session.unload() }
    let endsWorker = session.state.exited || request.endsWorker
    return (payload(endsWorker: endsWorker), endsWorker)
  }

  /// The reply for an analysis that is stopped in the middle, with its points; the worker cannot go on
  /// after it.
  func stop(_ status: WorkerReply.Status) -> [UInt8] {
    reply.status = status
    readPlots(arePartial: true)
    finishedSteps += 1
    return payload(endsWorker: true)
  }

  /// Makes the job's coupled devices; false, with the reason in the reply, when one cannot be made.
  private func couple() -> Bool {
    guard !request.coupled.isEmpty else { return true }
    do throws(SimulationError) {
      session.allowCoupling()
      session.state.stepping = try CoupledStepping(request.coupled, kinds: devices)
      return true
    } catch {
      reply.status = .uncoupled
      reply.failedCommand = error.message
      return false
    }
  }

  private func runSteps() {
    for (index, alterations) in request.steps.enumerated() {
      reply.failedStep = index
      if session.state.isLate {
        reply.status = .late
        reply.failedCommand = request.analyses.first ?? ""
        return
      }
      for command in alterations { session.command(command) }
      let isLast = index == request.steps.count - 1
      for command in request.analyses + (isLast ? request.closing : []) {
        reply.failedCommand = command
        let status = run(command)
        if status != .done {
          reply.status = status
          return
        }
      }
      readPlots()
      finishedSteps += 1
      if !isLast { session.command("destroy all") }
    }
  }

  private func run(_ command: String) -> WorkerReply.Status {
    let word = Self.word(command)
    if Self.isMeasurement(command) { return measure(command) }
    if ["let", "compose", "linearize", "fft", "psd", "spec"].contains(word) {
      reply.hasOwnVectors = true
    }
    if ["foreach", "while", "dowhile", "repeat", "if"].contains(word) { depth += 1 }
    if word == "end" { depth -= 1 }
    // Within a loop the engine only collects commands; it runs them at the loop's end.
    if depth == 0, Self.isAnalysis(command) { return analyze(command) }
    let before = session.state.output.count
    session.command(command)
    if session.state.exited { return .exited }
    if !Self.isAnalysis(command) {
      reply.printed += session.state.output.dropFirst(before).filter { $0.hasPrefix("stdout ") }
        .map(EngineOutput.withoutStream)
    }
    return .done
  }

  /// Runs one analysis command. The engine's return code is always 0; whether the analysis ended
  /// well stands in a variable that it sets, preset here because an analysis that never starts
  /// leaves it.
  private func analyze(_ analysis: String) -> WorkerReply.Status {
    session.command("set sim_status=9")
    session.command(analysis)
    if session.state.exited { return .exited }
    if let failure = session.state.stepping?.failure {
      reply.failedCommand = failure
      return .uncoupled
    }
    session.state.analysisStatus = nil
    session.command(EngineState.statusCommand)
    switch session.state.analysisStatus {
    case 0: return .done
    case 1: return .aborted
    default: return .notStarted
    }
  }

  /// Runs `meas KIND NAME ...` over the last plot of that kind, and takes the result with all
  /// digits.
  private func measure(_ command: String) -> WorkerReply.Status {
    let words = command.split(separator: " ").map { $0.lowercased() }
    guard words.count > 3 else { return .done }
    let kind = words[1] == "sp" ? "ac" : words[1]
    guard let plot = session.plots().last(where: { $0.hasPrefix(kind) }) else {
      reply.measurements.append(MeasuredValue(name: words[2], value: nil))
      return .done
    }
    session.command("setplot \(plot)")
    let before = session.state.output.count
    session.command(command)
    if session.state.exited { return .exited }
    let failed = session.state.output.dropFirst(before).contains { line in
      line.hasPrefix("stderr ") && line.lowercased().contains("fail")
    }
    let vector = failed ? nil : session.vector("\(plot).\(words[2])")
    let value = vector?.v_realdata.map { $0[0] }
    reply.measurements.append(MeasuredValue(name: words[2], value: value))
    measured.insert(words[2])
    return .done
  }

  static func word(_ command: String) -> Substring {
    command[..<(command.utf8.firstIndex { $0.isBlank } ?? command.endIndex)]
  }

  /// Whether a command runs an analysis, whose success is then checked.
  static func isAnalysis(_ command: String) -> Bool {
    analyses.contains(String(word(command)))
  }

  private static let analyses: Set<String> = [
    "run", "op", "tran", "dc", "ac", "noise", "tf", "pz", "sens", "disto", "sp", "pss",
  ]

  private static func isMeasurement(_ command: String) -> Bool {
    word(command) == "meas" || word(command) == "measure"
  }

  /// - Parameter arePartial: whether an analysis is still adding points.
  private func readPlots(arePartial: Bool = false) {
    let names = session.plots()
    plots.write(names.count)
    var counts: [String: Int] = [:]
    for name in names {
      // The engine numbers plots over its whole life; a result must not depend on earlier jobs.
      let stem = String(name.prefix { !$0.isNumber })
      counts[stem, default: 0] += 1
      plots.writeInterned("\(stem)\(counts[stem, default: 1])")
      write(plot: name, kind: AnalysisKind(plotName: name), isPartial: arePartial)
    }
  }

  private func write(plot: String, kind: AnalysisKind, isPartial: Bool) {
    var found: [(name: String, vector: vector_info)] = []
    for (name, lookup) in wanted(in: plot, kind: kind) {
      if let vector = session.vector("\(plot).\(lookup)") { found.append((name, vector)) }
    }
    plots.write(found.count)
    // The last point may stand in some of the vectors only.
    let whole = isPartial && kind.hasScale ? found.map { Int($0.vector.v_length) }.min() : nil
    for (name, vector) in found {
      let length = whole ?? Int(vector.v_length)
      plots.writeInterned(
        EngineOutput.canonicalName(name, type: vector.v_type, kind: kind))
      plots.writeInterned(EngineOutput.unit(type: vector.v_type))
      plots.write(vector.v_compdata != nil ? 1 : 0)
      if let numbers = vector.v_compdata {
        plots.write(UnsafeRawPointer(numbers), doubles: 2 * length)
      } else if let numbers = vector.v_realdata {
        plots.write(UnsafeRawPointer(numbers), doubles: length)
      }
    }
  }

  /// The vectors to read from a plot, the scale first: their names and the engine's.
  private func wanted(in plot: String, kind: AnalysisKind) -> [(name: String, lookup: String)] {
    var all: [(name: String, lookup: String)] = []
    if request.vectors.isEmpty || kind.hasScale {
      all = session.vectors(of: plot).map { (VectorName.canonical($0), $0) }
    }
    guard kind.hasScale, let scale = all.firstIndex(where: { VectorName.isScale($0.name) }) else {
      return request.vectors.isEmpty ? all : chosen
    }
    let first = all.remove(at: scale)
    // Measurements leave one number each among the waveforms.
    all.removeAll { measured.contains($0.name) }
    return [first] + (request.vectors.isEmpty ? all : chosen.filter { $0.name != first.name })
  }

  private var chosen: [(name: String, lookup: String)] {
    request.vectors.map { ($0, EngineOutput.lookup($0)) }
  }

  private func payload(endsWorker: Bool) -> [UInt8] {
    reply.output = session.state.takeOutput()
    var head = WireWriter()
    var aftermath = WorkerReply.Aftermath()
    aftermath.endsWorker = endsWorker
    aftermath.residentBytes = session.state.residentBytes()
    aftermath.write(to: &head)
    reply.write(to: &head)
    head.write(finishedSteps)
    return head.bytes + plots.bytes
  }
}

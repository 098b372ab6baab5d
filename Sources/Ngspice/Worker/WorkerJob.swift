import CNgspice
import Foundation
import Simulation

/// One job in the engine: load, alter, run, read, unload.
struct WorkerJob {
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
  mutating func run() -> (payload: [UInt8], endsWorker: Bool) {
    session.state.pointLimit = request.pointLimit
    session.command("setseed \(request.seed)")
    for command in request.opening { session.command(command) }
    _ = session.state.takeOutput()
    guard couple() else { return (payload(), false) }
    defer { session.state.stepping = nil }
    session.load(request.deck)
    if session.state.exited {
      reply.status = .exited
    } else if EngineOutput.rejectsDeck(session.state.output) {
      reply.status = .notLoaded
    } else {
      runSteps()
    }
    if !session.state.exited { session.unload() }
    reply.endsWorker = session.state.exited || request.endsWorker
    return (payload(), reply.endsWorker)
  }

  /// The reply for an analysis that passed its limit of points; the worker cannot go on after it.
  mutating func payloadForTooManyPoints() -> [UInt8] {
    reply.status = .tooManyPoints
    reply.endsWorker = true
    return payload()
  }

  /// Makes the job's coupled devices; false, with the reason in the reply, when one cannot be made.
  private mutating func couple() -> Bool {
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

  private mutating func runSteps() {
    for (index, alterations) in request.steps.enumerated() {
      reply.failedStep = index
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

  private mutating func run(_ command: String) -> WorkerReply.Status {
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
  private mutating func analyze(_ analysis: String) -> WorkerReply.Status {
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
  private mutating func measure(_ command: String) -> WorkerReply.Status {
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

  static func word(_ command: String) -> Substring { command.prefix { !$0.isWhitespace } }

  /// Whether a command runs an analysis, whose success is then checked.
  static func isAnalysis(_ command: String) -> Bool {
    ["run", "op", "tran", "dc", "ac", "noise", "tf", "pz", "sens", "disto", "sp", "pss"]
      .contains(String(word(command)))
  }

  private static func isMeasurement(_ command: String) -> Bool {
    word(command) == "meas" || word(command) == "measure"
  }

  private mutating func readPlots() {
    let names = session.plots()
    plots.write(names.count)
    var counts: [String: Int] = [:]
    for name in names {
      // The engine numbers plots over its whole life; a result must not depend on earlier jobs.
      let stem = String(name.prefix { !$0.isNumber })
      counts[stem, default: 0] += 1
      plots.writeInterned("\(stem)\(counts[stem, default: 1])")
      write(plot: name, kind: AnalysisKind(plotName: name))
    }
  }

  private mutating func write(plot: String, kind: AnalysisKind) {
    var found: [(name: String, vector: vector_info)] = []
    for (name, lookup) in wanted(in: plot, kind: kind) {
      if let vector = session.vector("\(plot).\(lookup)") { found.append((name, vector)) }
    }
    plots.write(found.count)
    for (name, vector) in found {
      plots.writeInterned(
        EngineOutput.canonicalName(name, type: vector.v_type, kind: kind))
      plots.writeInterned(EngineOutput.unit(type: vector.v_type))
      plots.write(vector.v_compdata != nil ? 1 : 0)
      if let numbers = vector.v_compdata {
        plots.write(UnsafeRawPointer(numbers), doubles: 2 * Int(vector.v_length))
      } else if let numbers = vector.v_realdata {
        plots.write(UnsafeRawPointer(numbers), doubles: Int(vector.v_length))
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

  private mutating func payload() -> [UInt8] {
    reply.output = session.state.takeOutput()
    reply.residentBytes = Self.residentBytes()
    var head = WireWriter()
    reply.write(to: &head)
    head.write(finishedSteps)
    return head.bytes + plots.bytes
  }

  /// Memory of this process, from `/proc/self/statm`; 0 where there is no such file.
  private static func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = fread(&bytes, 1, bytes.count, file)
    let fields = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }
}

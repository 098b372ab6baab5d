import Foundation
import Quantities
import Simulation

/// A job in the engine's words, and what to make of the reply.
struct PreparedJob {
  let job: SimulationJob
  /// The request on the wire.
  let payload: [UInt8]
  private let vectors: [String]
  private let lines: [DeckLine]
  private let measures: MeasureCards
  private let omitted: [String]

  /// Looks the job's deck over and translates it.
  ///
  /// - Throws: when the deck is refused, or holds a mistake that would crash or hang the engine.
  init(_ job: SimulationJob) throws(SimulationError) {
    self.job = job
    let source = try DeckSource(job.deck, folder: job.folder, isTrusted: job.isTrusted)
    let cards = DeckCard.cards(of: source.lines)
    if !job.isTrusted { try DeckTrust.check(source, cards) }
    try DeckCheck.check(cards)
    lines = source.lines
    measures = MeasureCards(cards)
    vectors = job.vectors.map(DeckText.vectorName)
    var request = WorkerRequest()
    omitted = try Self.translateCommands(of: source, job, measures, into: &request)
    let observed = job.coupled.flatMap { $0.inputs.map(DeckText.vectorName) }
    request.deck = DeckText.engineText(
      lines, cards: cards, saving: vectors.isEmpty ? [] : vectors + observed,
      commands: request.analyses)
    request.vectors = vectors
    request.coupled = job.coupled
    request.pointLimit = job.pointLimit
    request.seed = Int(job.seed)
    request.deadline = job.deadline.value
    request.allowsKLU = EngineFeatures.mayUseKLU(cards, commands: request.analyses)
    request.endsWorker = job.isTrusted
    try Self.translateSteps(of: job, into: &request)
    var writer = WireWriter()
    request.write(to: &writer)
    payload = writer.bytes
  }

  /// Fills in the commands: those of the job, else of the deck's control section, else `run`. Gives
  /// the commands that were left out.
  private static func translateCommands(
    of source: DeckSource, _ job: SimulationJob, _ measures: MeasureCards,
    into request: inout WorkerRequest
  ) throws(SimulationError) -> [String] {
    if let folder = job.folder, job.isTrusted { request.opening.append("cd \(folder)") }
    guard job.analyses.isEmpty else {
      for analysis in job.analyses {
        let line = DeckLine(text: analysis, number: 0)
        if !job.isTrusted { try DeckTrust.check(command: line) }
        request.analyses += try ControlSection([line]).commands
      }
      request.closing = measures.commands
      return []
    }
    let control = try ControlSection(source.commands)
    // What has to be there before the deck is loaded.
    request.opening += control.commands.filter { $0.hasPrefix("pre_") }.map {
      String($0.dropFirst(4))
    }
    let commands = control.commands.filter { !$0.hasPrefix("pre_") }
    let runs = commands.contains { WorkerJob.isAnalysis($0) }
    request.analyses = (runs ? [] : ["run"] + measures.commands) + commands
    if runs { request.closing = measures.commands }
    return control.omitted
  }

  private static func translateSteps(
    of job: SimulationJob, into request: inout WorkerRequest
  ) throws(SimulationError) {
    guard !job.steps.isEmpty else { return }
    request.steps = []
    for step in job.steps {
      var commands: [String] = []
      for alteration in step { commands.append(try alteration.command()) }
      request.steps.append(commands)
    }
  }

  /// The result that a reply means.
  ///
  /// - Throws: what went wrong, with what was computed until then.
  func result(of answer: Ticket.Answer) throws(SimulationError) -> SimulationResult {
    let reply: WorkerReply
    do {
      var reader = answer.reply
      reply = try WorkerReply(from: &reader)
    } catch {
      throw SimulationError(.crashed, "the worker's reply ends early; it is another program's")
    }
    guard reply.status.isStopped else {
      try check(reply)
      return result(of: reply, elapsed: answer.elapsed)
    }
    var failure = EngineDiagnosis(output: reply.output, lines: lines).stopped(reply, job)
    if reply.steps.contains(where: { !$0.isEmpty }) {
      failure.partial = result(of: reply, elapsed: answer.elapsed)
    }
    throw failure
  }

  private func result(of reply: WorkerReply, elapsed: Seconds) -> SimulationResult {
    var messages = EngineOutput.warnings(reply.output)
    if !omitted.isEmpty {
      messages.append("left out, for there is no screen: " + omitted.joined(separator: "; "))
    }
    return SimulationResult(
      steps: reply.steps, measurements: measurements(reply), printed: reply.printed,
      messages: messages, elapsed: elapsed)
  }

  /// The worker had to be killed.
  var timedOut: SimulationError {
    SimulationError(
      .timedOut,
      "the job did not end within \(job.deadline), nor could it be asked for what it had computed; "
        + "give it more time, or look for a time step that collapses")
  }

  private func measurements(_ reply: WorkerReply) -> [MeasuredValue] {
    guard !measures.names.isEmpty || !reply.measurements.isEmpty else { return [] }
    var results = reply.measurements
    for name in measures.names {
      let printed = EngineOutput.printedMeasurement(name, in: reply.output)
      if let place = results.firstIndex(where: { $0.name == name }) {
        results[place].value = results[place].value ?? printed
      } else {
        results.append(MeasuredValue(name: name, value: printed))
      }
    }
    let order = Dictionary(
      measures.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return results.enumerated().sorted {
      (order[$0.element.name] ?? .max, $0.offset) < (order[$1.element.name] ?? .max, $1.offset)
    }.map(\.element)
  }

  private func check(_ reply: WorkerReply) throws(SimulationError) {
    guard reply.status == .done else {
      throw EngineDiagnosis(output: reply.output, lines: lines).failure(reply)
    }
    for (index, plots) in reply.steps.enumerated() {
      try PlotCheck(step: index, plots: plots, output: reply.output).check(
        wanted: vectors, allowingNonFinite: !job.analyses.isEmpty ? false : reply.hasOwnVectors)
    }
  }
}

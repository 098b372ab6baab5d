import Foundation
import Quantities
import Simulation

/// A job in the engine's words, and what to make of the reply.
struct PreparedJob {
  let job: SimulationJob
  /// The request on the wire.
  let payload: [UInt8]
  private let vectors: [String]

  init(_ job: SimulationJob) throws(SimulationError) {
    self.job = job
    vectors = job.vectors.map(DeckText.vectorName)
    var request = WorkerRequest()
    let observed = job.coupled.flatMap { $0.inputs.map(DeckText.vectorName) }
    request.deck = DeckText.complete(
      job.deck, saving: vectors.isEmpty ? [] : vectors + observed, analyses: job.analyses)
    request.coupled = job.coupled
    request.analyses = job.analyses.isEmpty ? ["run"] : job.analyses
    request.vectors = vectors
    request.pointLimit = job.pointLimit
    request.seed = Int(job.seed)
    if !job.steps.isEmpty {
      request.steps = []
      for step in job.steps {
        var commands: [String] = []
        for alteration in step { commands.append(try alteration.command()) }
        request.steps.append(commands)
      }
    }
    var writer = WireWriter()
    request.write(to: &writer)
    payload = writer.bytes
  }

  /// The outcome that a reply means.
  func outcome(of reply: WorkerReply, elapsed: Seconds) -> Ticket.Outcome {
    do throws(SimulationError) {
      try check(reply)
      return .success(
        SimulationResult(
          steps: reply.steps, messages: reply.output.filter(EngineOutput.isWorthALook),
          elapsed: elapsed))
    } catch {
      return .failure(error)
    }
  }

  var timedOut: SimulationError {
    SimulationError(
      .timedOut,
      "the job did not end within \(job.deadline); give it more time, or look for a time step that collapses"
    )
  }

  private func check(_ reply: WorkerReply) throws(SimulationError) {
    guard reply.status == .done else { throw EngineOutput.failure(reply, deck: job.deck) }
    for (index, plots) in reply.steps.enumerated() {
      guard !plots.isEmpty else {
        throw SimulationError(
          .badDeck, "the deck asks for no analysis; add a card such as .op or .tran 1n 1u",
          output: EngineOutput.tail(reply.output))
      }
      for name in vectors where !plots.contains(where: { $0[name] != nil }) {
        throw SimulationError(
          .missingVector,
          "step \(index) has no vector '\(name)'; \(EngineOutput.known(in: plots))",
          output: EngineOutput.tail(reply.output))
      }
      for plot in plots {
        for waveform in plot.waveforms where !waveform.isFinite {
          throw SimulationError(
            .incomplete,
            "vector '\(waveform.name)' of plot \(plot.name) holds values that are no numbers",
            output: EngineOutput.tail(reply.output))
        }
      }
    }
  }
}

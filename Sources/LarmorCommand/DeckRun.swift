import Foundation
import NumericFiles
import Quantities
import Simulation
import SpiceText

/// One deck of `larmor simulate`: read, run, written, drawn.
struct DeckRun: Sendable {
  let file: String
  let timeout: Seconds
  let pointLimit: Int
  let vectors: [String]
  let seed: UInt32
  let isTrusted: Bool
  let output: String?
  let format: SimulateCommand.Format
  let figure: String?

  /// Runs the deck; every failure is in the outcome.
  func outcome(
    in simulator: any Simulator, engine: String, progress: @escaping @Sendable (Double) -> Void
  ) async -> DeckOutcome {
    do {
      let deck = try text()
      let job = SimulationJob(
        deck: deck, folder: (file as NSString).deletingLastPathComponent.nonEmpty ?? ".",
        isTrusted: isTrusted, vectors: vectors, deadline: timeout, pointLimit: pointLimit,
        seed: seed)
      let title = String(deck.prefix { !$0.isNewline })
      switch await run(job, in: simulator, progress: progress) {
      case .success(let result):
        return try finish(result, title: title, engine: engine)
      case .failure(let error):
        guard let partial = error.partial else {
          return DeckOutcome(deck: file, failure: error, engine: engine)
        }
        // A job that was stopped leaves what it had computed: better than nothing, and said to be so.
        var outcome = try finish(partial, title: title, engine: engine)
        outcome.error = DeckOutcome.Failure(error)
        return outcome
      }
    } catch let error as SimulationError {
      return DeckOutcome(deck: file, failure: error, engine: engine)
    } catch {
      return DeckOutcome(
        deck: file, failure: SimulationError(.missingFile, "\(error)"), engine: engine)
    }
  }

  private func run(
    _ job: SimulationJob, in simulator: any Simulator,
    progress: @escaping @Sendable (Double) -> Void
  ) async -> Result<SimulationResult, SimulationError> {
    do throws(SimulationError) {
      return .success(try await simulator.run(job, progress: progress))
    } catch {
      return .failure(error)
    }
  }

  /// Writes and draws a result.
  private func finish(
    _ result: SimulationResult, title: String, engine: String
  ) throws -> DeckOutcome {
    var outcome = DeckOutcome(deck: file, result: result, engine: engine)
    if let output {
      outcome.files += try WaveformFile(plots: result.plots, title: title)
        .write(to: output, as: format)
    }
    if let figure {
      try WaveformFigure(plots: result.plots, title: title).write(to: figure)
      outcome.files.append(figure)
    }
    return outcome
  }

  private func text() throws(SimulationError) -> String {
    do {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
      return String(decoding: bytes, as: UTF8.self)
    } catch {
      throw SimulationError(
        .missingFile, "deck '\(file)' cannot be read: \(error.localizedDescription)")
    }
  }
}

extension String {
  /// The text, or nil when it is empty.
  var nonEmpty: String? { isEmpty ? nil : self }
}

import Foundation
import NumericFiles
import Quantities
import Simulation
import SpiceText

/// One deck of `larmor simulate`: read, run, written, drawn.
struct DeckRun: Sendable {
  let file: String
  let timeout: Seconds
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
        isTrusted: isTrusted, vectors: vectors, deadline: timeout, seed: seed)
      let result = try await simulator.run(job, progress: progress)
      var outcome = DeckOutcome(deck: file, result: result, engine: engine)
      let title = deck.prefix { !$0.isNewline }
      if let output {
        outcome.files += try WaveformFile(plots: result.plots, title: String(title))
          .write(to: output, as: format)
      }
      if let figure {
        try WaveformFigure(plots: result.plots, title: String(title)).write(to: figure)
        outcome.files.append(figure)
      }
      return outcome
    } catch let error as SimulationError {
      return DeckOutcome(deck: file, failure: error, engine: engine)
    } catch {
      return DeckOutcome(
        deck: file, failure: SimulationError(.missingFile, "\(error)"), engine: engine)
    }
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

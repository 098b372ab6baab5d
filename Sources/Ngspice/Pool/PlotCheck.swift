import Simulation

/// Holds what came back against what was asked for.
struct PlotCheck {
  let step: Int
  let plots: [Plot]
  let output: [String]

  /// Fails when there is no plot, when a wanted vector is in none of them, or when a number is
  /// none.
  ///
  /// - Parameter allowingNonFinite: whether the deck computes vectors of its own, which may divide by
  ///   zero as they please.
  func check(wanted: [String], allowingNonFinite: Bool) throws(SimulationError) {
    guard !plots.isEmpty else {
      throw SimulationError(
        .badDeck, "the deck asks for no analysis; add a card such as .op or .tran 1n 1u",
        output: EngineOutput.tail(output))
    }
    for name in wanted where !plots.contains(where: { $0[name] != nil }) {
      throw SimulationError(
        .missingVector, "there is no vector '\(name)'; \(EngineOutput.known(in: plots))",
        output: EngineOutput.tail(output))
    }
    guard !allowingNonFinite else { return }
    for plot in plots {
      for waveform in plot.waveforms where !waveform.isFinite {
        throw SimulationError(
          .incomplete,
          "vector '\(waveform.name)' of plot \(plot.name) in step \(step) holds values that are no numbers",
          output: EngineOutput.tail(output))
      }
    }
  }
}

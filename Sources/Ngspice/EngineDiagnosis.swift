import Foundation
import Simulation

/// Finds the reason for a failure in what the engine printed, and the line of the deck that it
/// means.
struct EngineDiagnosis {
  /// The engine's lines, each with its stream.
  let output: [String]
  /// The deck as the engine saw it.
  let lines: [DeckLine]

  /// The failure that a reply tells of.
  func failure(_ reply: WorkerReply) -> SimulationError {
    let tail = EngineOutput.tail(output)
    if reply.status == .uncoupled {
      return SimulationError(.badDeck, reply.failedCommand, output: tail)
    }
    let said = output.map(EngineOutput.withoutStream)
    guard let (index, row) = reason(), case .failure(let code) = row.meaning else {
      let what = reply.status == .notLoaded ? "the deck" : "'\(reply.failedCommand)'"
      return SimulationError(
        reply.status == .aborted ? .noConvergence : .badDeck,
        "\(what) failed; the engine gives no reason", output: tail)
    }
    var sentence = said[index].trimmingCharacters(in: .whitespaces)
    var place: DeckLine?
    if sentence.hasPrefix("Error on line") {
      // The card and the complaint follow on lines of their own.
      place = line(numberIn: sentence)
      let complaint = said[(index + 1)...].dropFirst().first?.trimmingCharacters(in: .whitespaces)
      let card = said[(index + 1)...].first?.trimmingCharacters(in: .whitespaces) ?? ""
      sentence = "'\(card)': \(complaint ?? "not understood")"
    } else {
      place = line(near: index, said) ?? line(quotedIn: sentence)
    }
    if !row.remedy.isEmpty { sentence += "; \(row.remedy)" }
    return SimulationError(code, sentence, line: place?.number, file: place?.file, output: tail)
  }

  /// The failure of a job that was stopped, although nothing was wrong with it.
  func stopped(_ reply: WorkerReply, _ job: SimulationJob) -> SimulationError {
    let points = reply.steps.last?.last?.points ?? 0
    let left =
      reply.steps.isEmpty
      ? "nothing had been computed"
      : "what it had computed, \(points) points in step \(reply.failedStep), is in this error's partial result"
    let tail = EngineOutput.tail(output)
    if reply.status == .tooManyPoints {
      return SimulationError(
        .tooManyPoints,
        "'\(reply.failedCommand)' passed its limit of \(job.pointLimit) points; allow more, or look for "
          + "a time step that collapses; \(left)", output: tail)
    }
    return SimulationError(
      .timedOut,
      "'\(reply.failedCommand)' did not end within \(job.deadline); give it more time, or look for a time "
        + "step that collapses; \(left)", output: tail)
  }

  /// The line that says most: one with a remedy before one that only repeats that something failed.
  private func reason() -> (Int, OutputRule)? {
    var first: (Int, OutputRule)?
    for (index, line) in output.enumerated() {
      guard let row = EngineOutput.failure(line) else { continue }
      if !row.remedy.isEmpty || line.contains("Error on line") { return (index, row) }
      if first == nil { first = (index, row) }
    }
    return first
  }

  /// `Netlist line no. 4:` stands before or after a complaint about parameters.
  private func line(near index: Int, _ said: [String]) -> DeckLine? {
    for neighbour in said[max(0, index - 2)..<min(said.count, index + 3)]
    where neighbour.hasPrefix("Netlist line no.") {
      return line(numberIn: neighbour)
    }
    return nil
  }

  private func line(numberIn text: String) -> DeckLine? {
    let digits = text.drop { !$0.isNumber }.prefix(while: \.isNumber)
    guard let number = Int(digits), number >= 1, number <= lines.count else { return nil }
    return lines[number - 1]
  }

  /// The line whose card or instance name the complaint quotes.
  private func line(quotedIn sentence: String) -> DeckLine? {
    let lower = sentence.lowercased()
    let words = Set(lower.split { $0.isWhitespace || "\"':;()[],".contains($0) }.map(String.init))
    return lines.dropFirst().first { line in
      guard let first = line.visible.first, first.isLetter else { return false }
      // Subcircuit calls are complained of with a second x before their name.
      return words.contains(line.word) || words.contains("x" + line.word)
    }
  }
}

import Quantities
import Simulation

/// The commands of a deck's control sections, as the worker is to run them.
struct ControlSection {
  /// Commands in order, the first word in lower case.
  private(set) var commands: [String] = []
  /// Commands left out because they draw on a screen.
  private(set) var omitted: [String] = []

  /// Takes the commands up to the first `quit`.
  ///
  /// - Throws: for a command longer than the engine takes, or a sweep that would hang it.
  init(_ lines: [DeckLine]) throws(SimulationError) {
    for line in lines {
      let visible = line.visible
      guard let first = visible.first, first != "*", first != "#" else { continue }
      let name = line.word
      if name == "quit" || name == "exit" { return }
      if DeckTrust.drawingCommands.contains(name) {
        omitted.append(String(visible))
        continue
      }
      let command = name + visible.dropFirst(name.count)
      guard command.utf8.count < 1000 else {
        throw SimulationError(
          .unsupported, "the command '\(command.prefix(40))…' is longer than the engine takes",
          line: line.number, file: line.file)
      }
      if name == "dc", !command.contains("$"),
        let complaint = DeckRule.sweepComplaint(
          command.split(separator: " ").dropFirst().map { $0.lowercased() })
      {
        throw SimulationError(.badDeck, complaint, line: line.number, file: line.file)
      }
      commands.append(command)
    }
  }
}

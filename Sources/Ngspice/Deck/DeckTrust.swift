import Simulation

/// What keeps a deck from reaching beyond its own simulation.
///
/// A deck is refused unless everything in it is known to be harmless: commands by a list of those
/// that are, cards by a list of those that open files. Includes are `DeckInclusion`'s.
enum DeckTrust {
  /// Commands that compute and print, and do nothing else. Anything not here is refused.
  static let harmlessCommands: Set<String> = [
    "run", "op", "tran", "dc", "ac", "noise", "tf", "pz", "sens", "disto", "sp", "pss",
    "alter", "altermod", "alterparam", "reset", "save", "let", "unlet", "define", "undefine",
    "meas", "measure", "fourier", "linearize", "fft", "psd", "spec", "print", "echo", "display",
    "listing", "show", "showmod", "status", "rusage", "version", "setplot", "setscale", "destroy",
    "compose", "reshape", "cross", "deriv", "settype", "stop", "step", "resume", "iplot", "delete",
    "trace", "set", "unset", "option", "options", "setseed", "seedinfo", "remzerovec",
    "foreach", "while", "dowhile", "repeat", "if", "else", "end", "break", "continue", "label",
    "goto", "quit", "exit", "plot", "asciiplot", "strcmp", "setcirc",
  ]

  /// Commands that draw on a screen; there is none, so that they are left out.
  static let drawingCommands: Set<String> = ["plot", "iplot", "asciiplot"]

  /// Variables whose setting makes the engine read files or start programs later on.
  private static let heldVariables: Set<String> = [
    "sourcepath", "editor", "shell", "codemodel", "sharedmode", "rawfile", "history",
    "program", "spicepath", "inputdir", "modelcard", "numparams", "lprplot5", "lprps",
    "hcopydev", "gnuplot_terminal", "wkspace", "x11lineararcs", "num_threads", "sim_status",
    "larmor_status", "prompt", "term", "unixcom", "noglob", "nomoremode", "noredirect",
  ]

  /// Characters that make a command do more than it says: programs, redirection, history, a second
  /// command, a pipe.
  private static let reachingCharacters: [(character: Character, meaning: String)] = [
    ("`", "runs a program"), (">", "writes a file"), ("<", "reads a file"),
    ("|", "starts a program"), (";", "hides a second command"), ("!", "repeats an older command"),
    ("~", "names a file at home"), ("{", "expands to several words"), ("\\", "quotes characters"),
  ]

  /// Parameters of devices and models that name files or programs.
  private static let filingParameters = [
    "file", "simulation", "sim_args", "lib_args", "process_params",
  ]

  /// Refuses the first thing in a deck that could reach beyond its simulation.
  static func check(_ source: DeckSource, _ cards: [DeckCard]) throws(SimulationError) {
    for command in source.commands { try check(command: command) }
    for card in cards { try check(card) }
  }

  /// Refuses a control command that is not known to be harmless.
  static func check(command: DeckLine) throws(SimulationError) {
    let visible = command.visible
    guard let first = visible.first, first != "*", first != "#" else { return }
    let name = command.word
    guard harmlessCommands.contains(name) else {
      throw refusal("command '\(name)' is not known to be harmless", command)
    }
    // Relations may be spelled in words; in `if` and `while` the signs cannot redirect.
    let allowsRelations = ["if", "while", "dowhile"].contains(name)
    for (character, meaning) in reachingCharacters where visible.contains(character) {
      if allowsRelations, "<>|!".contains(character) { continue }
      throw refusal("'\(character)' in the command '\(visible)' \(meaning)", command)
    }
    if name == "set" || name == "unset" || name.hasPrefix("option") {
      let words = visible.split { $0.isWhitespace || $0 == "=" }.dropFirst().map { $0.lowercased() }
      for word in words where heldVariables.contains(word) {
        throw refusal("variable '\(word)' is not for a deck to set", command)
      }
    }
  }

  /// Refuses a card with a parameter that names a file. The engine takes `=` for a blank, so that
  /// in models and code-model devices the bare word is enough.
  private static func check(_ card: DeckCard) throws(SimulationError) {
    let lower = card.text.lowercased()
    guard filingParameters.contains(where: { holds(lower, $0) }) else { return }
    let isModel = lower.hasPrefix(".model") || lower.hasPrefix("a")
    let tokens = card.tokens
    let named =
      isModel
      ? Array(tokens.dropFirst(lower.hasPrefix("a") ? 1 : 3))
      : lower.split(separator: "=").dropLast().compactMap {
        $0.split { $0.isWhitespace || "(),".contains($0) }.last.map(String.init)
      }
    for name in named where filingParameters.contains(name) || name.hasSuffix("file") {
      throw refusal("parameter '\(name)' names a file or program", card.line)
    }
  }

  /// Whether `text` holds `part`: most cards do not even have its letters.
  private static func holds(_ text: String, _ part: String) -> Bool {
    let wanted = Array(part.utf8)
    return text.utf8.withContiguousStorageIfAvailable { bytes in
      guard bytes.count >= wanted.count else { return false }
      return (0...(bytes.count - wanted.count)).contains { start in
        bytes[start] == wanted[0]
          && (1..<wanted.count).allSatisfy { bytes[start + $0] == wanted[$0] }
      }
    } ?? text.contains(part)
  }

  private static func refusal(_ what: String, _ line: DeckLine) -> SimulationError {
    SimulationError(
      .refused, "\(what); run with --trust if you know where this deck comes from",
      line: line.number, file: line.file)
  }
}

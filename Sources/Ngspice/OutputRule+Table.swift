import Simulation

extension OutputRule {
  /// The lines of ngspice 39, and of later engines where they differ; the first row that fits
  /// counts. Lines that fit no row are chatter.
  static let table: [OutputRule] = [
    // Chatter, some of it with words that sound worse.
    OutputRule(.begins("Note:"), .note, example: "Note: Starting dynamic gmin stepping"),
    OutputRule(.begins("Trying gmin"), .note, example: "Trying gmin =   1.0000E-03 Note: One"),
    OutputRule(.begins("Supplies reduced"), .note, example: "Supplies reduced to   0.0000% "),
    OutputRule(
      .begins("Warning: Dynamic gmin stepping failed"), .note,
      example: "Warning: Dynamic gmin stepping failed"),
    OutputRule(
      .begins("Warning: True gmin stepping failed"), .note,
      example: "Warning: True gmin stepping failed"),
    OutputRule(
      .begins("Warning: source stepping failed"), .note, example: "Warning: source stepping failed"),
    OutputRule(
      .begins("Warning: there is no circuit"), .note,
      example: "Warning: there is no circuit loaded."),
    OutputRule(
      .beginsAndHolds("Error: measure", "out of interval"), .warning,
      "the condition is never met; look at the waveform",
      example: "Error: measure  tc  (WHEN) : out of interval"),
    // The solver.
    OutputRule(
      .beginsAndHolds("doAnalyses:", "Timestep too small"), .failure(.noConvergence),
      "look for jumps in sources and B expressions, start from initial conditions (uic), or loosen reltol",
      example: "doAnalyses: TRAN:  Timestep too small; initial timepoint: trouble with node \"a\""),
    OutputRule(
      .beginsAndHolds("doAnalyses:", "iteration limit"), .failure(.noConvergence),
      "give .nodeset values or raise itl1, itl2 or itl4",
      example: "doAnalyses: iteration limit reached"),
    OutputRule(
      .beginsAndHolds("doAnalyses:", "singular"), .failure(.noConvergence),
      "look for a loop of voltage sources, or a node without a path to ground",
      example: "doAnalyses: matrix is singular"),
    OutputRule(
      .beginsAndHolds("Error: no data saved", "analysis not run"), .failure(.missingVector),
      "none of the vectors asked for is in the circuit",
      example: "Error: no data saved for D.C. Operating point analysis; analysis not run"),
    OutputRule(
      .beginsAndHolds("Fatal error: DC Transfer Function", "is not in the circuit"),
      .failure(.badDeck), "sweep a source that the deck has",
      example:
        "Fatal error: DC Transfer Function: Voltage source, current source, or resistor named \"v7\" is not in the circuit"
    ),
    OutputRule(
      .begins("doAnalyses:"), .failure(.badDeck), "look at the analysis card",
      example: "doAnalyses: parameter value out of range or the wrong type"),
    // The deck.
    OutputRule(
      .begins("Error: unknown subckt"), .failure(.badDeck),
      "define the subcircuit or include its file", example: "Error: unknown subckt: x1 in out nosub"
    ),
    OutputRule(
      .begins("Too few parameters for subcircuit"), .failure(.badDeck),
      "connect every port of the subcircuit",
      example: "Too few parameters for subcircuit type \"s\" (instance: xx1)"),
    OutputRule(
      .begins("Too many parameters for subcircuit"), .failure(.badDeck),
      "connect as many nodes as the subcircuit has ports",
      example: "Too many parameters for subcircuit type \"s\" (instance: xx1)"),
    OutputRule(
      .begins("Error: Mismatch of .subckt"), .failure(.badDeck), "close every .subckt with .ends",
      example: "Error: Mismatch of .subckt ... .ends statements!"),
    OutputRule(
      .begins("Error: No callback supplied"), .failure(.badDeck),
      "an external source needs a coupled device",
      example: "Error: No callback supplied for source v7"),
    OutputRule(
      .begins("Undefined parameter"), .failure(.badDeck), "define it with .param",
      example: "Undefined parameter [foo]"),
    OutputRule(
      .begins("Error: Could not find include file"), .failure(.missingFile),
      example: "Error: Could not find include file cards.inc"),
    OutputRule(
      .begins("Error: Could not find library file"), .failure(.missingFile),
      example: "Error: Could not find library file models.lib"),
    OutputRule(
      .begins("Error: virtual memory"), .failure(.outOfMemory),
      "make the circuit or its result smaller",
      example: "Error: virtual memory exceeded"),
    OutputRule(
      .beginsAndHolds("malloc: Internal Error", "can't allocate"), .failure(.outOfMemory),
      "make the circuit or its result smaller, or raise the limit",
      example: "malloc: Internal Error: can't allocate 1073741824 bytes. "),
    OutputRule(
      .beginsAndHolds("realloc: Internal Error", "can't allocate"), .failure(.outOfMemory),
      "make the circuit or its result smaller, or raise the limit",
      example: "realloc: Internal Error: can't allocate 1073741824 bytes. "),
    OutputRule(
      .begins("Using "), .note, example: "Using KLU as Direct Linear Solver"),
    OutputRule(
      .begins("Error on line"), .failure(.badDeck), example: "Error on line 6 or its substitute:"),
    OutputRule(
      .begins("Error: circuit not parsed"), .failure(.badDeck),
      example: "Error: circuit not parsed."),
    OutputRule(
      .begins("Error: there aren't any circuits"), .failure(.badDeck),
      example: "Error: there aren't any circuits loaded."),
    OutputRule(
      .begins("Warning: No job"), .failure(.badDeck), "add a card such as .op or .tran 1n 1u",
      example: "Warning: No job (tran, ac, op etc.) defined:"),
    OutputRule(
      .begins("MIF-ERROR"), .failure(.badDeck), example: "MIF-ERROR - unable to find definition"),
    OutputRule(
      .begins("PTerror"), .failure(.badDeck), example: "PTerror: syntax error, parsing stopped at"),
    OutputRule(.begins("Fatal"), .failure(.badDeck), example: "Fatal error: 'v1' is malformed"),
    OutputRule(.begins("Error"), .failure(.badDeck), example: "Error: missing .ends"),
    OutputRule(.begins("ERROR"), .failure(.badDeck), example: "ERROR: AC startfreq <= 0"),
    OutputRule(.begins("Warning"), .warning, example: "Warning: singular matrix:  check node a"),
  ]

  /// The row for a line of the error stream, without the stream's name.
  static func row(for line: some StringProtocol) -> OutputRule? {
    let text = Substring(line.drop(while: \.isWhitespace))
    return table.first { $0.pattern.matches(text) }
  }
}

import ArgumentParser
import Foundation
import Ngspice
import Quantities
import Simulation

/// `larmor simulate`: runs anybody's decks.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Run SPICE decks in ngspice, safely: each in a worker process of its own.",
    discussion: """
      A deck that could run programs or reach files outside its folder is refused unless --trust is \
      given. Folders stand for the .cir, .sp and .net files in them.

      EXAMPLE
        larmor simulate divider.cir --json
        larmor simulate ring.cir -o ring.csv --plot ring.svg
        larmor simulate decks/ -o results/ --format raw --timeout 60
      """)

  /// The file formats of results.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv, raw, ascii, npz

    /// The file name's ending.
    var ending: String { self == .ascii ? "raw" : rawValue }
  }

  @Argument(help: "Decks, or folders of decks.")
  var decks: [String]

  @Option(
    name: .shortAndLong,
    help: "Write the waveforms: a .csv, .raw or .npz file; a folder for several decks.")
  var output: String?

  @Option(help: "The format of the waveforms; by default that of the output's name, else csv.")
  var format: Format?

  @Option(help: "Draw the waveforms as F.svg or F.png, through gnuplot (one deck).")
  var plot: String?

  @Option(
    help: "Seconds of wall-clock time that a deck may take; what was computed by then is written.")
  var timeout = 300.0

  @Option(help: "Points that an analysis may compute; what was computed by then is written.")
  var points = 20_000_000

  @Option(help: "Bring back these vectors only, such as v(out); may be given several times.")
  var vector: [String] = []

  @Option(help: "The seed of the engine's random functions.")
  var seed: UInt32 = 1

  @Flag(help: "Let the decks run any command and reach any file.")
  var trust = false

  @OptionGroup var parallel: ParallelOptions
  @OptionGroup var report: JSONOption

  func validate() throws {
    guard !decks.isEmpty else { throw ValidationError("name a deck") }
    guard timeout > 0, timeout.isFinite else {
      throw ValidationError("--timeout is \(timeout); give seconds above zero")
    }
    guard points > 0 else {
      throw ValidationError("--points is \(points); give a number above zero")
    }
    if let plot, !["svg", "png"].contains((plot as NSString).pathExtension.lowercased()) {
      throw ValidationError("--plot \(plot): the figure's name must end in .svg or .png")
    }
    if let output, format == nil, !(output as NSString).pathExtension.isEmpty,
      Format(rawValue: (output as NSString).pathExtension.lowercased()) == nil
    {
      throw ValidationError("-o \(output): the name must end in .csv, .raw or .npz")
    }
  }

  func run() async throws {
    let files: [String]
    do throws(SimulationError) {
      files = try DeckFiles.resolve(decks)
    } catch {
      try fail(with: DeckOutcome(deck: decks.joined(separator: " "), failure: error))
      return
    }
    let isSingle = files.count == 1 && files == decks
    let outcomes: [DeckOutcome]
    do throws(SimulationError) {
      outcomes = try await runAll(files, isSingle: isSingle)
    } catch {
      try fail(with: DeckOutcome(deck: files[0], failure: error))
      return
    }
    if report.json {
      if isSingle {
        try JSONOption.print(outcomes[0])
      } else {
        try JSONOption.print(DeckSummary(decks: outcomes))
      }
    } else {
      for outcome in outcomes { print(outcome.text(isSingle: isSingle)) }
    }
    for outcome in outcomes { if let error = outcome.error { Self.complain(outcome.deck, error) } }
    if outcomes.contains(where: { $0.error != nil }) { throw ExitCode(1) }
  }

  private func runAll(
    _ files: [String], isSingle: Bool
  ) async throws(SimulationError) -> [DeckOutcome] {
    let pool = try NgspicePool(workers: min(parallel.workers, files.count))
    let engine = try await pool.engine
    let progress = ProgressLine()
    defer { progress.finish() }
    return await withTaskGroup(of: NumberedDeck.self) { group in
      for (index, file) in files.enumerated() {
        group.addTask {
          let run = DeckRun(
            file: file, timeout: Seconds(timeout), pointLimit: points, vectors: vector, seed: seed,
            isTrusted: trust,
            output: destination(of: file, isSingle: isSingle), format: chosenFormat,
            figure: isSingle ? plot : nil)
          let outcome = await run.outcome(in: pool, engine: engine) { share in
            if isSingle { progress.report(file, share) }
          }
          return NumberedDeck(index: index, outcome: outcome)
        }
      }
      var numbered: [NumberedDeck] = []
      for await deck in group {
        numbered.append(deck)
        if !isSingle {
          progress.report("\(files.count) decks", Double(numbered.count) / Double(files.count))
        }
      }
      return numbered.sorted { $0.index < $1.index }.map(\.outcome)
    }
  }

  private var chosenFormat: Format {
    format ?? output.flatMap { Format(rawValue: ($0 as NSString).pathExtension.lowercased()) }
      ?? .csv
  }

  private func destination(of file: String, isSingle: Bool) -> String? {
    guard let output else { return nil }
    if isSingle { return output }
    let stem = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
    return output + "/" + stem + "." + chosenFormat.ending
  }

  private func fail(with outcome: DeckOutcome) throws {
    if report.json { try JSONOption.print(outcome) }
    if let error = outcome.error { Self.complain(outcome.deck, error) }
    throw ExitCode(1)
  }

  private static func complain(_ deck: String, _ error: DeckOutcome.Failure) {
    let line = error.line.map { ":\($0)" } ?? ""
    FileHandle.standardError.write(
      Data("larmor: \(error.file ?? deck)\(line): \(error.message)\n".utf8))
  }
}

/// An outcome with its deck's place in the list.
private struct NumberedDeck: Sendable {
  var index: Int
  var outcome: DeckOutcome
}

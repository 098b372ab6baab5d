import Foundation
import Quantities
import Simulation

/// What `larmor simulate` says of one deck.
struct DeckOutcome: Encodable, Sendable {
  struct Vector: Encodable, Sendable {
    var name: String
    var unit: String
  }

  struct Analysis: Encodable, Sendable {
    var name: String
    var type: String
    var points: Int
    var vectors: [Vector]
  }

  struct Failure: Encodable, Sendable {
    var code: String
    var message: String
    var line: Int?
    var file: String?
    var output: [String]
    /// Whether the analyses beside the error hold what was computed before it.
    var partial: Bool

    init(_ error: SimulationError) {
      code = error.code.rawValue
      message = error.message
      line = error.line
      file = error.file
      output = error.output
      partial = error.partial != nil
    }
  }

  var deck: String
  var engine: String?
  var seconds: Double?
  var analyses: [Analysis]?
  /// Measurements by name; null where one failed.
  var measurements: [String: Double?]?
  var printed: [String]?
  var warnings: [String]?
  var files: [String] = []
  var error: Failure?
  /// The single numbers of operating points, for the text.
  private var values: [(name: String, unit: String, value: Double)] = []

  private enum CodingKeys: String, CodingKey {
    case deck, engine, seconds, analyses, measurements, printed, warnings, files, error
  }

  init(deck: String, result: SimulationResult, engine: String) {
    self.deck = deck
    self.engine = engine
    seconds = result.elapsed.value
    analyses = result.plots.map { plot in
      Analysis(
        name: plot.name, type: plot.kind.rawValue, points: plot.points,
        vectors: plot.waveforms.map { Vector(name: $0.name, unit: $0.unit) })
    }
    measurements = Dictionary(
      result.measurements.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    printed = result.printed
    warnings = result.messages
    for plot in result.plots where plot.kind == .operatingPoint {
      for waveform in plot.waveforms.prefix(40) {
        values.append((waveform.name, waveform.unit, waveform.values.last ?? .nan))
      }
    }
  }

  init(deck: String, failure: SimulationError, engine: String? = nil) {
    self.deck = deck
    self.engine = engine
    error = Failure(failure)
  }

  /// The outcome for people.
  func text(isSingle: Bool) -> String {
    if let error, !error.partial { return "\(deck): failed" }
    let names = (analyses ?? []).map {
      "\($0.name) (\($0.points) points, \($0.vectors.count) vectors)"
    }
    let time = String(format: "%.3g s", seconds ?? 0)
    let stopped = error == nil ? "" : "stopped after "
    var lines = ["\(deck): \(stopped)\(names.joined(separator: ", ")) in \(time), \(engine ?? "")"]
    guard isSingle else { return lines[0] }
    lines += values.map { "  \($0.name) = \($0.value) \($0.unit)" }
    for (name, value) in (measurements ?? [:]).sorted(by: { $0.key < $1.key }) {
      lines.append("  \(name) = \(value.map { "\($0)" } ?? "failed")")
    }
    lines += (printed ?? []).map { "  " + $0 }
    lines += (warnings ?? []).map { "  " + $0 }
    lines += files.map { "  wrote \($0)" }
    return lines.joined(separator: "\n")
  }
}

/// What `larmor simulate` says of several decks.
struct DeckSummary: Encodable {
  var decks: [DeckOutcome]
  var done: Int
  var failed: Int

  init(decks: [DeckOutcome]) {
    self.decks = decks
    failed = decks.count { $0.error != nil }
    done = decks.count - failed
  }
}

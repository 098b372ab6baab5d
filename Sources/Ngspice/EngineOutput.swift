import Foundation
import Simulation

/// What the engine's names, numbers and lines mean.
enum EngineOutput {
  /// Beginnings of lines on the error stream that mean the deck was not accepted.
  private static let rejections = [
    "Error", "ERROR", "Fatal", "PTerror", "MIF-ERROR", "Too few", "Too many",
  ]

  /// Whether the lines printed while a deck was loaded say that it was not accepted.
  static func rejectsDeck(_ output: [String]) -> Bool { output.contains(where: isError) }

  /// Whether a printed line states an error.
  static func isError(_ line: String) -> Bool {
    guard line.hasPrefix("stderr ") else { return false }
    let text = line.dropFirst(7)
    return rejections.contains { text.hasPrefix($0) } || text.contains("circuit not parsed")
  }

  /// The engine's own spelling of a canonical vector name.
  static func lookup(_ name: String) -> String {
    name.hasPrefix("i(") && name.hasSuffix(")") ? name.dropFirst(2).dropLast() + "#branch" : name
  }

  /// The canonical spelling of a name that the engine lists: a bare voltage is that of a node.
  static func canonicalName(_ name: String, type: Int32, kind: AnalysisKind) -> String {
    let canonical = VectorName.canonical(name)
    let holdsNodes = [.operatingPoint, .dcSweep, .transient, .ac].contains(kind)
    let isNode =
      holdsNodes && type == 3 && !canonical.contains("(") && !canonical.hasPrefix("@")
      && !VectorName.isScale(canonical)
    return isNode ? "v(\(canonical))" : canonical
  }

  /// The SI symbol for the engine's vector type number (`sim.h` of ngspice 39).
  static func unit(type: Int32) -> String {
    switch type {
    case 1: "s"
    case 2: "Hz"
    case 3: "V"
    case 4: "A"
    default: ""
    }
  }

  /// Lines kept for the reader of a result: what the engine warned of, without its chatter.
  static func isWorthALook(_ line: String) -> Bool { line.hasPrefix("stderr Warning") }

  /// The last lines of the error stream, or of all output, without their stream's name.
  static func tail(_ output: [String]) -> [String] {
    output.filter { !$0.contains("larmor_status=") }.suffix(12).map(withoutStream)
  }

  private static func withoutStream(_ line: String) -> String {
    line.hasPrefix("stderr ") || line.hasPrefix("stdout ") ? String(line.dropFirst(7)) : line
  }

  /// A clause that names the vectors that there are.
  static func known(in plots: [Plot]) -> String {
    let names = plots.flatMap { $0.waveforms.map(\.name) }
    return "there are: " + names.prefix(12).joined(separator: ", ")
      + (names.count > 12 ? ", …" : "")
  }

  /// The failure that a reply tells of.
  static func failure(_ reply: WorkerReply, deck: String) -> SimulationError {
    let lines = reply.output.filter(isError).map(withoutStream)
    let said = lines.first ?? tail(reply.output).last ?? "no reason given"
    let output = tail(reply.output)
    switch reply.status {
    case .done, .notLoaded, .exited:
      return SimulationError(.badDeck, "the deck is not accepted: \(said)", output: output)
    case .notStarted:
      return SimulationError(
        .badDeck, "'\(reply.failedCommand)' did not start: \(said)", output: output)
    case .aborted:
      return SimulationError(
        .noConvergence, "'\(reply.failedCommand)' ended early: \(said)", output: output)
    case .uncoupled:
      return SimulationError(.badDeck, reply.failedCommand, output: output)
    case .tooManyPoints:
      return SimulationError(
        .tooManyPoints, "'\(reply.failedCommand)' passed its limit of points", output: output)
    }
  }
}

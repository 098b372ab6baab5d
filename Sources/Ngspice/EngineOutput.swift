import Foundation
import Simulation

/// What the engine's names, numbers and lines mean.
enum EngineOutput {
  /// Whether the lines printed while a deck was loaded say that it was not accepted.
  static func rejectsDeck(_ output: [String]) -> Bool { output.contains { failure($0) != nil } }

  /// The row of the table that makes a line of the error stream a failure.
  static func failure(_ line: String) -> OutputRule? {
    guard line.hasPrefix("stderr "), let row = OutputRule.row(for: line.dropFirst(7)),
      case .failure = row.meaning
    else { return nil }
    return row
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

  /// The warnings among the lines, each once, without the engine's chatter.
  static func warnings(_ output: [String]) -> [String] {
    var seen: Set<String> = []
    return output.filter { $0.hasPrefix("stderr ") }.map(withoutStream).filter { line in
      OutputRule.row(for: line)?.meaning == .warning && seen.insert(line).inserted
    }
  }

  /// The last lines printed, without their stream's name.
  static func tail(_ output: [String]) -> [String] {
    output.suffix(12).map(withoutStream)
  }

  static func withoutStream(_ line: String) -> String {
    line.hasPrefix("stderr ") || line.hasPrefix("stdout ") ? String(line.dropFirst(7)) : line
  }

  /// A clause that names the vectors that there are.
  static func known(in plots: [Plot]) -> String {
    let names = plots.flatMap { $0.waveforms.map(\.name) }
    return "there are: " + names.prefix(12).joined(separator: ", ")
      + (names.count > 12 ? ", …" : "")
  }

  /// The value that the engine printed for a measurement, such as `vmax   =  9.99e-01 at=  1e-03`.
  static func printedMeasurement(_ name: String, in output: [String]) -> Double? {
    for line in output.reversed() where line.hasPrefix("stdout \(name) ") {
      let words = line.dropFirst(7).split(separator: " ")
      if words.count >= 3, words[0] == name, words[1] == "=" { return Double(words[2]) }
    }
    return nil
  }
}

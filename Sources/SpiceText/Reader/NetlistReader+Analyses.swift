import Circuits
import Foundation
import Quantities

extension NetlistReader {
  func value(_ tokens: [Token], _ index: Int) -> Double? {
    index < tokens.count ? value(tokens[index])?.number() : nil
  }

  /// `v(net)`, `i(source)`; other forms are left out.
  func probes(_ tokens: some Collection<Token>) -> [Probe] {
    var result: [Probe] = []
    var kind = ""
    for token in tokens {
      switch token {
      case .word(let word): kind = word.lowercased()
      case .group(let inner):
        let name = inner.trimmingCharacters(in: .whitespaces)
        if kind == "v", !name.contains(",") { result.append(.voltage(Net(Label(name)))) }
        if kind == "i" { result.append(.current(Label(name))) }
        kind = ""
      default: kind = ""
      }
    }
    return result
  }

  mutating func readAnalysis(_ word: String, _ tokens: [Token], _ line: LogicalLine) {
    switch word {
    case ".op": deck.analyses.append(.operatingPoint)
    case ".dc": readSweep(tokens, line)
    case ".tran": readTransient(tokens, line)
    default:
      guard let points = value(tokens, 2), let from = value(tokens, 3), let to = value(tokens, 4),
        self.word(tokens, 1)?.lowercased() == "dec"
      else {
        deck.cards.append(Card(stringLiteral: line.text))
        return
      }
      deck.analyses.append(
        .smallSignal(pointsPerDecade: Int(points), from: Hertz(from), to: Hertz(to)))
    }
  }

  /// Where `lines` keeps the first sweep of a source.
  static func sweepKey(_ source: String) -> String { ".dc \(source.lowercased())" }

  private mutating func readSweep(_ tokens: [Token], _ line: LogicalLine) {
    var sweeps: [AnalysisCard.Sweep] = []
    for start in [1, 5] where start < tokens.count {
      guard let source = word(tokens, start), let from = value(tokens, start + 1),
        let to = value(tokens, start + 2), let step = value(tokens, start + 3)
      else {
        return report(
          .missingValue, at: line.number, subject: ".dc", "'\(line.text)' is not complete",
          remedy: "write .dc SOURCE START STOP STEP")
      }
      let key = Self.sweepKey(source)
      if lines[key] == nil { lines[key] = line.number }
      if step == 0 {
        report(
          .zeroStep, at: line.number, subject: source,
          "the sweep of '\(source)' has step 0, on which ngspice hangs",
          remedy: "give a step that leads from \(from) to \(to)")
      }
      sweeps.append(.init(Label(source), from: from, to: to, step: step))
    }
    guard let first = sweeps.first else {
      return report(
        .missingValue, at: line.number, subject: ".dc", "a .dc card names no source",
        remedy: "write .dc SOURCE START STOP STEP")
    }
    deck.analyses.append(.sweep(first, sweeps.count > 1 ? sweeps[1] : nil))
  }

  private mutating func readTransient(_ tokens: [Token], _ line: LogicalLine) {
    guard let step = value(tokens, 1), let stop = value(tokens, 2) else {
      return report(
        .missingValue, at: line.number, subject: ".tran", "'\(line.text)' lacks step or stop",
        remedy: "write .tran STEP STOP START MAXIMUM_STEP")
    }
    let start = value(tokens, 3) ?? 0
    if step <= 0 || stop <= start {
      report(
        .zeroStep, at: line.number, subject: ".tran",
        "the step \(step) s is not above 0, or the stop \(stop) s not after the start \(start) s",
        remedy: "give a positive step and a stop after the start")
    }
    // ngspice takes the smaller of the print step and a fiftieth of the run.
    let most = value(tokens, 4) ?? min(step, (stop - start) / 50)
    let uic = tokens.contains {
      if case .word(let w) = $0 { w.lowercased() == "uic" } else { false }
    }
    deck.analyses.append(
      .transient(
        step: Seconds(step), stop: Seconds(stop), start: Seconds(start),
        maximumStep: Seconds(most), useInitialConditions: uic))
  }

  /// The measurements that the writer makes; others are kept as they are.
  mutating func readMeasure(_ tokens: [Token], _ line: LogicalLine) {
    guard let name = word(tokens, 2), let kind = measureKind(tokens) else {
      deck.cards.append(Card(stringLiteral: line.text))
      return
    }
    deck.measurements.append(MeasureCard(Label(name), kind))
  }

  private func measureKind(_ tokens: [Token]) -> MeasureCard.Kind? {
    let rest = Array(tokens.dropFirst(3))
    let isSweep = word(tokens, 1)?.lowercased() == "dc"
    guard case .word(let verb)? = rest.first else { return nil }
    switch verb.lowercased() {
    case "find":
      guard let probe = probes(rest[1..<min(3, rest.count)]).first,
        let at = named("at", rest)
      else { return nil }
      return isSweep ? .sweepValue(probe, at: at) : .value(probe, at: Seconds(at))
    case "when": return crossing(rest.dropFirst()).map { .crossing($0) }
    case "trig":
      guard let target = rest.firstIndex(of: .word("targ")),
        let from = crossing(rest[1..<target]), let to = crossing(rest[(target + 1)...])
      else { return nil }
      return .delay(from: from, to: to)
    case "param", "eqn":
      guard case .formula(let formula)? = rest.last else { return nil }
      let names = formula.split(separator: "-", omittingEmptySubsequences: false)
      let isPlain = names.allSatisfy { name in
        name.first?.isLetter == true
          && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      }
      guard names.count == 2, isPlain else { return nil }
      return .difference(of: Label(String(names[0])), Label(String(names[1])))
    default:
      guard let statistic = MeasureCard.Statistic(rawValue: verb.lowercased()),
        let probe = probes(rest.dropFirst()).first, let from = named("from", rest),
        let to = named("to", rest)
      else { return nil }
      return .statistic(statistic, probe, from: Seconds(from), to: Seconds(to))
    }
  }

  private func named(_ name: String, _ tokens: [Token]) -> Double? {
    for (index, token) in tokens.enumerated() {
      if token == .word(name), index + 2 < tokens.count, tokens[index + 1] == .equals {
        return value(tokens, index + 2)
      }
    }
    return nil
  }

  private func crossing(_ tokens: some Collection<Token>) -> MeasureCard.Crossing? {
    let list = Array(tokens)
    guard let probe = probes(list.prefix(2)).first, list.count > 3 else { return nil }
    let level = list[2] == .equals ? value(list, 3) : named("val", list)
    guard let level else { return nil }
    for edge in [MeasureCard.Edge.rise, .fall, .cross] {
      if let count = named(edge.rawValue, list) {
        return .init(probe, level, edge, count: Int(count))
      }
    }
    return nil
  }
}

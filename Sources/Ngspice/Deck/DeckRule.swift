import Foundation
import Quantities

/// A mistake that the engine would answer with a crash, a hang or a silent wrong result.
struct DeckRule: Sendable {
  /// What the rule is about, as a sentence for a reader of the table.
  let title: String
  /// What is wrong with a card, or nil.
  let complaint: @Sendable (DeckCard) -> String?

  /// The rules, each with what ngspice 39 does without it.
  static let all: [DeckRule] = [
    DeckRule(title: "A resistor, capacitor or inductor has a value (else 1 mohm, or a stray error)")
    {
      card in
      guard card.isDevice("rcl") else { return nil }
      let words = card.words
      guard words.count < 4 else { return nil }
      return words.count < 3
        ? "'\(words[0])' needs two nodes and a value"
        : "'\(words[0])' has no value; write it as '\(card.text.trimmingCharacters(in: .whitespaces)) 1k'"
    },
    DeckRule(title: "A source has two nodes (else a stray error)") { card in
      guard card.isDevice("vi") else { return nil }
      let words = card.words
      return words.count < 3 ? "source '\(words[0])' needs two nodes" : nil
    },
    DeckRule(title: "An external source has no dc value (else a crash)") { card in
      guard card.isDevice("vi") else { return nil }
      let words = card.words
      guard words.contains("external"), words.count > 4 || words.last != "external" else {
        return nil
      }
      return "write '\(words.prefix(3).joined(separator: " ")) external', with nothing else"
    },
    DeckRule(title: "A model has a name and a type (else a crash)") { card in
      guard card.word == ".model" else { return nil }
      return card.tokens.count < 3 ? ".model needs a name and a type: .model NAME TYPE (...)" : nil
    },
    DeckRule(title: "A measurement says what it measures (else a crash)") { card in
      guard card.word.hasPrefix(".meas") else { return nil }
      return card.words.count < 4
        ? "\(card.words[0]) needs an analysis, a name and what to measure" : nil
    },
    DeckRule(title: "A function does not call itself (else a crash)") { card in
      guard card.word == ".func" else { return nil }
      let tokens = card.tokens
      guard tokens.count > 1 else { return ".func needs a name, arguments and an expression" }
      return tokens.dropFirst(2).contains(tokens[1]) ? "function '\(tokens[1])' calls itself" : nil
    },
    DeckRule(title: "A DC sweep steps towards its end (else a hang)") { card in
      guard card.word == ".dc" else { return nil }
      return sweepComplaint(Array(card.words.dropFirst()))
    },
    DeckRule(title: "A transient has a step and an end above zero (else a stray error)") { card in
      guard card.word == ".tran" else { return nil }
      let words = card.words
      guard words.count >= 3 else { return ".tran needs a step and an end: .tran 1n 1u" }
      for word in words[1...2] {
        if let value = SpiceNumber.parse(word), value <= 0 {
          return ".tran's step and end must be above zero, not \(word)"
        }
      }
      return nil
    },
    DeckRule(title: "A piecewise linear source goes forward in time (else only a warning)") {
      card in
      guard card.isDevice("vi") else { return nil }
      let tokens = card.tokens
      guard let start = tokens.firstIndex(of: "pwl") else { return nil }
      let numbers = tokens[(start + 1)...].map { SpiceNumber.parse($0) }.prefix { $0 != nil }
        .compactMap { $0 }
      let times = stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }
      for (before, after) in zip(times, times.dropFirst()) where after <= before {
        return "the times of source '\(tokens[0])' go back from \(before) to \(after)"
      }
      return nil
    },
    DeckRule(title: "No card begins with a question mark (else it is a comment)") { card in
      card.isDevice("?") ? "'?' begins no card; the engine would skip the line silently" : nil
    },
  ]

  /// What is wrong with the words of a sweep: SOURCE START STOP STEP, once or twice.
  static func sweepComplaint(_ words: [String]) -> String? {
    guard words.count == 4 || words.count == 8 else {
      return
        "a sweep needs SOURCE START STOP STEP, once or twice, not '\(words.joined(separator: " "))'"
    }
    for group in stride(from: 0, to: words.count, by: 4) {
      let numbers = words[(group + 1)...(group + 3)].map { SpiceNumber.parse($0) }
      guard let start = numbers[0], let stop = numbers[1], let step = numbers[2] else { continue }
      if step == 0 {
        return "the step of the sweep over '\(words[group])' is 0; it would never end"
      }
      if (stop - start) * step < 0 {
        return "the sweep over '\(words[group])' steps away from its end; its step must be \(-step)"
      }
    }
    return nil
  }
}

import Circuits
import Quantities

extension NetlistReader {
  /// A number or formula; nil where the token is neither.
  func value(_ token: Token) -> Value? {
    switch token {
    case .word(let word): SpiceNumber.parse(word).map { .number($0) }
    case .formula(let text): FormulaParser.parse(text).map(Self.folded)
    case .group(let text): FormulaParser.parse(text).map(Self.folded)
    case .equals: nil
    }
  }

  private static func folded(_ expression: Formula) -> Value {
    if case .number(let number) = expression { .number(number) } else { .expression(expression) }
  }

  /// `name = value` pairs; a value that cannot be read is reported.
  mutating func parameters(_ tokens: some Collection<Token>, line: Int) -> [Parameter] {
    var result: [Parameter] = []
    var rest = Array(tokens)[...]
    while let first = rest.popFirst() {
      guard case .word(let name) = first else { continue }
      if name.lowercased() == "params:" { continue }
      guard rest.first == .equals else {
        // A flag such as `off` stands alone.
        continue
      }
      rest = rest.dropFirst()
      guard let token = rest.popFirst() else {
        report(
          .missingValue, at: line, subject: name, "'\(name)=' has no value",
          remedy: "give it a number or a formula in braces")
        continue
      }
      if let value = value(token) {
        result.append(Parameter(name, value))
      } else if name.lowercased() == "version", case .word(let text) = token {
        // 4.8.2 is no number; its first two parts name the model.
        let parts = text.split(separator: ".").prefix(2).joined(separator: ".")
        result += SpiceNumber.parse(parts).map { [Parameter(name, .number($0))] } ?? []
      } else if case .word(let text) = token {
        // Xyce and HSPICE take a bare name or formula here.
        if let expression = FormulaParser.parse(text) {
          result.append(Parameter(name, .expression(expression)))
        } else {
          report(
            .syntax, at: line, subject: name, "'\(name)=\(text)' is not a number or formula",
            remedy: "write a number such as 4.7k, or a formula in braces")
        }
      } else {
        report(
          .syntax, at: line, subject: name, "the formula of '\(name)' cannot be read",
          remedy: "check its brackets and operators")
      }
    }
    return result
  }

  /// What an independent source does.
  mutating func stimulus(_ tokens: ArraySlice<Token>, name: String, line: Int) -> Stimulus? {
    var rest = tokens
    var dc: Value?
    var ac: Value?
    while let token = rest.popFirst() {
      guard case .word(let word) = token else {
        if dc == nil, let level = value(token) { dc = level }
        continue
      }
      switch word.lowercased() {
      case "dc":
        if rest.first == .equals { rest = rest.dropFirst() }
        dc = rest.popFirst().flatMap(value)
      case "ac":
        ac = rest.first.flatMap(value) ?? 1
        rest = rest.dropFirst(ac == nil ? 0 : 1)
      case "external": return .external
      case "pulse": return pulse(arguments(&rest))
      case "pwl": return pwl(arguments(&rest))
      case "sin": return sine(arguments(&rest))
      case "trrandom":
        // Of the four kinds only the normal one without delay and mean is known here.
        let a = arguments(&rest)
        guard a.count == 5, a[0].number() == 2, a[2].number() == 0, a[4].number() == 0 else {
          return nil
        }
        return .gaussian(deviation: a[3], interval: a[1])
      case let other:
        guard dc == nil, let level = value(token) else {
          // exp, sffm, am, trnoise and the like stay the simulator's business.
          _ = other
          return nil
        }
        dc = level
      }
    }
    if let ac { return .smallSignal(dc: dc ?? 0, magnitude: ac) }
    guard let dc else {
      report(
        .missingValue, .warning, at: line, subject: name, "the source '\(name)' has no value",
        remedy: "write dc 0 if that is meant")
      return .dc(.number(0))
    }
    return .dc(dc)
  }

  /// The numbers of a waveform, in brackets or not.
  private func arguments(_ rest: inout ArraySlice<Token>) -> [Value] {
    if case .group(let inner)? = rest.first {
      rest = rest.dropFirst()
      return Token.split(inner).compactMap(value)
    }
    var values: [Value] = []
    while let next = rest.first, let value = value(next) {
      values.append(value)
      rest = rest.dropFirst()
    }
    return values
  }

  private func pulse(_ a: [Value]) -> Stimulus {
    func at(_ index: Int) -> Value { index < a.count ? a[index] : 0 }
    return .pulse(
      Pulse(
        low: at(0), high: at(1), delay: at(2), rise: at(3), fall: at(4), width: at(5),
        period: a.count > 6 ? a[6] : nil))
  }

  private func pwl(_ a: [Value]) -> Stimulus {
    .piecewiseLinear(
      stride(from: 0, to: a.count - 1, by: 2).map { Stimulus.Point(a[$0], a[$0 + 1]) })
  }

  private func sine(_ a: [Value]) -> Stimulus {
    func at(_ index: Int) -> Value { index < a.count ? a[index] : 0 }
    return .sine(offset: at(0), amplitude: at(1), frequency: at(2), delay: at(3), damping: at(4))
  }
}

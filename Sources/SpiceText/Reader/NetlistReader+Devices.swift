import Circuits
import Quantities

extension NetlistReader {
  /// Reads a device card into the circuit or the open subcircuit.
  mutating func readDevice(_ line: LogicalLine) {
    let tokens = Token.split(line.text)
    guard case .word(let name)? = tokens.first else {
      return report(
        .syntax, at: line.number, subject: String(line.text.prefix(20)),
        "the line '\(line.text.prefix(40))' starts with no name",
        remedy: "start it with a device, a dot card, + or *")
    }
    lines["\(scopes.last?.subcircuit.name.text ?? "")/\(name)".lowercased()] = line.number
    guard let element = element(name, tokens, line) else { return }
    let scope = scopes.last?.subcircuit.name.text ?? ""
    for net in element.nets {
      let key = "\(scope)/\(net)".lowercased()
      if lines[key] == nil { lines[key] = line.number }
    }
    let device = Device(Label(name), element)
    if scopes.isEmpty {
      deck.source.items.append(.device(device))
    } else {
      scopes[scopes.count - 1].subcircuit.items.append(.device(device))
    }
  }

  private mutating func element(_ name: String, _ tokens: [Token], _ line: LogicalLine) -> Element?
  {
    let letter = name.lowercased().first ?? " "
    switch letter {
    case "r", "c", "l": return twoPole(letter, name, tokens, line)
    case "v", "i":
      guard let nets = nets(2, name, tokens, line),
        let stimulus = stimulus(tokens.dropFirst(3), name: name, line: line.number)
      else { return opaque(tokens, line, pins: 2) }
      return letter == "v"
        ? .voltageSource(nets[0], nets[1], stimulus) : .currentSource(nets[0], nets[1], stimulus)
    case "b": return behaviour(name, tokens, line)
    case "e", "g":
      guard tokens.count == 6, let nets = nets(4, name, tokens, line), let gain = value(tokens[5])
      else { return opaque(tokens, line, pins: 2) }
      return letter == "e"
        ? .controlledVoltage(nets[0], nets[1], control: nets[2], nets[3], gain: gain)
        : .controlledCurrent(nets[0], nets[1], control: nets[2], nets[3], gain: gain)
    case "m":
      guard let nets = nets(4, name, tokens, line), let model = word(tokens, 5) else {
        return incomplete(name, "a transistor needs four nets and a model", line)
      }
      return .transistor(
        drain: nets[0], gate: nets[1], source: nets[2], bulk: nets[3], model: Label(model),
        parameters(tokens.dropFirst(6), line: line.number))
    case "d":
      guard let nets = nets(2, name, tokens, line), let model = word(tokens, 3) else {
        return incomplete(name, "a diode needs two nets and a model", line)
      }
      return .diode(
        nets[0], nets[1], model: Label(model),
        parameters(tokens.dropFirst(4), line: line.number))
    case "s":
      guard let nets = nets(4, name, tokens, line), let model = word(tokens, 5) else {
        return incomplete(name, "a switch needs four nets and a model", line)
      }
      return .voltageSwitch(
        nets[0], nets[1], control: nets[2], nets[3], model: Label(model))
    case "x": return instance(name, tokens, line)
    case "a", "f", "h", "j", "k", "n", "o", "p", "q", "t", "u", "w", "y", "z":
      return opaque(tokens, line, pins: tokens.count - 1)
    default:
      return incomplete(name, "no device starts with '\(letter)'", line)
    }
  }

  private mutating func twoPole(
    _ letter: Character, _ name: String, _ tokens: [Token], _ line: LogicalLine
  ) -> Element? {
    guard let nets = nets(2, name, tokens, line) else { return nil }
    var rest = tokens.dropFirst(3)
    // r=..., c=..., l=... before a formula or number.
    if case .word(let key)? = rest.first, key.lowercased() == String(letter),
      rest.dropFirst().first == .equals
    {
      let text = line.text.drop { $0 != "=" }.dropFirst()
      if let expression = FormulaParser.parse(Self.unquoted(String(text))) {
        return twoPole(letter, nets, .expression(expression), nil)
      }
      rest = rest.dropFirst(2)
    }
    guard let first = rest.first else {
      return incomplete(name, "it has no value: SPICE would put in its own", line)
    }
    guard let value = value(first) else {
      // A model name: the simulator's business.
      return opaque(tokens, line, pins: 2)
    }
    let extras = parameters(rest.dropFirst(), line: line.number)
    return twoPole(letter, nets, value, extras.first { $0.name.lowercased() == "ic" }?.value)
  }

  private func twoPole(
    _ letter: Character, _ nets: [Net], _ value: Value, _ initial: Value?
  ) -> Element {
    switch letter {
    case "r": .resistor(nets[0], nets[1], value)
    case "c": .capacitor(nets[0], nets[1], value, initial: initial)
    default: .inductor(nets[0], nets[1], value)
    }
  }

  private mutating func behaviour(
    _ name: String, _ tokens: [Token], _ line: LogicalLine
  ) -> Element? {
    guard let nets = nets(2, name, tokens, line), let key = word(tokens, 3)?.lowercased(),
      ["i", "v"].contains(key), let equals = line.text.firstIndex(of: "=")
    else { return incomplete(name, "a B source needs two nets and i=... or v=...", line) }
    let text = String(line.text[line.text.index(after: equals)...])
    guard let expression = FormulaParser.parse(Self.unquoted(text)) else {
      return incomplete(name, "its formula '\(text.prefix(60))' cannot be read", line)
    }
    return key == "i"
      ? .behaviouralCurrent(nets[0], nets[1], expression)
      : .behaviouralVoltage(nets[0], nets[1], expression)
  }

  private mutating func instance(
    _ name: String, _ tokens: [Token], _ line: LogicalLine
  ) -> Element? {
    let end = tokens.firstIndex(of: .equals).map { $0 - 1 } ?? tokens.count
    let words = tokens[..<end].compactMap { token -> String? in
      if case .word(let word) = token, word.lowercased() != "params:" { word } else { nil }
    }
    guard words.count >= 2, let target = words.last else {
      return incomplete(name, "an instance needs its nets and a subcircuit", line)
    }
    return .instance(
      of: Label(target), words[1..<(words.count - 1)].map { Net(Label($0)) },
      parameters(tokens[end...], line: line.number))
  }

  /// Keeps a card that the reader does not look into.
  private mutating func opaque(_ tokens: [Token], _ line: LogicalLine, pins: Int) -> Element? {
    for case .word(let net) in tokens.dropFirst().prefix(pins) {
      opaqueNets.insert(net.lowercased())
    }
    deck.cards.append(Card(stringLiteral: line.text))
    return nil
  }

  private mutating func incomplete(
    _ name: String, _ message: String, _ line: LogicalLine
  ) -> Element? {
    report(
      .missingValue, at: line.number, subject: name, "'\(name)': \(message)",
      remedy: "complete the card '\(line.text.prefix(60))'")
    return nil
  }

  private mutating func nets(
    _ count: Int, _ name: String, _ tokens: [Token], _ line: LogicalLine
  ) -> [Net]? {
    let words = (1...count).compactMap { word(tokens, $0) }
    if words.count == count { return words.map { Net(Label($0)) } }
    _ = incomplete(name, "it needs \(count) nets", line)
    return nil
  }

  func word(_ tokens: [Token], _ index: Int) -> String? {
    guard index < tokens.count, case .word(let word) = tokens[index] else { return nil }
    return word
  }

  static func unquoted(_ text: String) -> String {
    var inner = text[...]
    while let first = inner.first, first.isWhitespace { inner.removeFirst() }
    while let last = inner.last, last.isWhitespace { inner.removeLast() }
    if inner.count > 1, inner.first == "'", inner.last == "'" {
      inner = inner.dropFirst().dropLast()
    }
    return String(inner)
  }
}

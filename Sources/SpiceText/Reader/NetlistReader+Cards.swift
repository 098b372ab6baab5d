import Circuits
import Foundation
import Quantities

extension NetlistReader {
  /// Cards that are ngspice's business and kept as they are.
  private static let kept: Set<String> = [
    ".global", ".nodeset", ".probe", ".plot", ".four", ".func", ".csparam", ".width", ".title",
    ".noise", ".tf", ".pz", ".sens", ".disto", ".sp", ".if", ".else", ".elseif", ".endif", ".step",
    ".data", ".enddata", ".connect", ".unconnect", ".protect", ".unprotect", ".alter", ".option",
  ]

  mutating func readCard(_ line: LogicalLine, _ word: String) {
    let tokens = Token.split(line.text)
    switch word {
    case ".end": sawEnd = true
    case ".subckt": open(tokens, line)
    case ".ends": closeSubcircuit(line)
    case ".param", ".params": readParameters(tokens, line)
    case ".model": readModel(tokens, line)
    case ".include", ".inc", ".lib": include(word, tokens, line)
    case ".ic": readInitial(line)
    case ".op", ".dc", ".tran", ".ac": readAnalysis(word, tokens, line)
    case ".save": deck.saves += probes(tokens.dropFirst())
    case ".print":
      for probe in probes(tokens.dropFirst(2)) where !deck.prints.contains(probe) {
        deck.prints.append(probe)
      }
    case ".options": deck.options += parameters(tokens.dropFirst(), line: line.number)
    case ".temp": deck.temperature = value(tokens, 1).map { Kelvins($0 + 273.15) }
    case ".measure", ".meas":
      if tokens.count < 3 {
        report(
          .missingValue, at: line.number, subject: word, "the card '\(line.text)' is empty",
          remedy: "say what to measure: ngspice crashes on an empty one")
      } else {
        readMeasure(tokens, line)
      }
    case ".control":
      isControl = true
      deck.cards.append(Card(stringLiteral: line.text))
    case ".endl": break
    case let other where Self.kept.contains(other):
      deck.cards.append(Card(stringLiteral: line.text))
    default:
      report(
        .unknownCard, .warning, at: line.number, subject: word,
        "no simulator knows the card '\(word)'",
        remedy: "mend its name or take it out")
      deck.cards.append(Card(stringLiteral: line.text))
    }
  }

  private mutating func open(_ tokens: [Token], _ line: LogicalLine) {
    guard let name = word(tokens, 1) else {
      return report(
        .syntax, at: line.number, subject: ".subckt", "a .subckt has no name",
        remedy: "write .subckt NAME PORTS")
    }
    let end = tokens.firstIndex(of: .equals).map { $0 - 1 } ?? tokens.count
    let ports = tokens[..<end].dropFirst(2).compactMap { token -> Net? in
      guard case .word(let word) = token, word.lowercased() != "params:" else { return nil }
      return Net(Label(word))
    }
    lines["/\(name)".lowercased()] = line.number
    let parameters = parameters(tokens[end...], line: line.number)
    scopes.append(
      OpenSubcircuit(
        subcircuit: Subcircuit(Label(name), ports: ports, parameters: parameters),
        line: line.number))
  }

  private mutating func closeSubcircuit(_ line: LogicalLine) {
    guard let open = scopes.popLast() else {
      return report(
        .syntax, at: line.number, subject: ".ends", "an .ends closes no .subckt",
        remedy: "take it out, or add the .subckt")
    }
    deck.source.subcircuits.append(open.subcircuit)
  }

  private mutating func readParameters(_ tokens: [Token], _ line: LogicalLine) {
    let read = parameters(tokens.dropFirst(), line: line.number)
    if scopes.isEmpty {
      deck.source.parameters += read
    } else {
      scopes[scopes.count - 1].subcircuit.parameters += read
    }
  }

  private mutating func readModel(_ tokens: [Token], _ line: LogicalLine) {
    guard let name = word(tokens, 1), let type = word(tokens, 2) else {
      return report(
        .missingValue, at: line.number, subject: word(tokens, 1) ?? ".model",
        "the .model card lacks a name or type, on which ngspice crashes",
        remedy: "write .model NAME TYPE ...")
    }
    lines["/\(name)".lowercased()] = line.number
    var rest = tokens.dropFirst(3)
    if case .group(let inner)? = rest.first { rest = Token.split(inner)[...] }
    let model = Model(Label(name), type: type, parameters(rest, line: line.number))
    if scopes.isEmpty {
      deck.source.models.append(model)
    } else {
      scopes[scopes.count - 1].subcircuit.models.append(model)
    }
  }

  private mutating func readInitial(_ line: LogicalLine) {
    let tokens = Token.split(line.text)
    var index = 1
    while index + 3 < tokens.count {
      guard case .group(let net) = tokens[index + 1],
        let level = value(tokens[index + 3])
      else { break }
      deck.source.initialVoltages.append(.init(Net(Label(net)), level))
      index += 4
    }
  }

  private mutating func include(_ word: String, _ tokens: [Token], _ line: LogicalLine) {
    guard tokens.count > 1 else {
      return report(
        .missingValue, at: line.number, subject: word, "\(word) names no file",
        remedy: "give the file's name")
    }
    // `.lib NAME` inside a library opens a section; only `.lib FILE NAME` refers to one.
    let section = word == ".lib" ? self.word(tokens, 2)?.lowercased() : nil
    if word == ".lib", section == nil { return }
    var name = ""
    switch tokens[1] {
    case .word(let text), .formula(let text), .group(let text): name = text
    case .equals: break
    }
    name = name.trimmingCharacters(in: CharacterSet(charactersIn: "\"'"))
    guard let folder, depth < Self.deepest else { return }
    let url = name.hasPrefix("/") ? URL(fileURLWithPath: name) : folder.appendingPathComponent(name)
    guard let data = try? Data(contentsOf: url) else {
      return report(
        .missingFile, at: line.number, subject: name, "the file '\(name)' cannot be read",
        remedy: "check its name; it is looked for beside the netlist")
    }
    let outer = (file, self.folder)
    (file, self.folder) = (name, url.deletingLastPathComponent())
    depth += 1
    var included = LogicalLine.split(String(decoding: data, as: UTF8.self))
    if let section { included = Self.section(section, of: included) }
    read(lines: included)
    depth -= 1
    (file, self.folder) = outer
  }

  private static func section(_ name: String, of lines: [LogicalLine]) -> [LogicalLine] {
    var inside = false
    return lines.filter { line in
      let words = line.text.lowercased().split(separator: " ")
      if words.first == ".lib", words.count == 2 { inside = words[1] == name }
      if words.first == ".endl" { inside = false }
      return inside && words.first != ".lib"
    }
  }
}

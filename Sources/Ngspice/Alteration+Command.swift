import Quantities
import Simulation

extension Alteration {
  /// The engine cuts commands of more than 1023 bytes, silently.
  private static let commandLimit = 1000

  /// The engine's command for this change.
  func command() throws(SimulationError) -> String {
    let text: String
    switch self {
    case .value(let device, let value):
      // A source's `alter v1 = 2` means its DC value too, but only this spelling says so.
      let isSource = ["v", "i"].contains(device.prefix(1).lowercased())
      text = "alter \(try name(device))\(isSource ? " dc" : "") = \(try number(value))"
    case .parameter(let device, let parameter, let value):
      text = "alter \(try name(device)) \(try name(parameter)) = \(try number(value))"
    case .list(let device, let parameter, let values):
      var list: [String] = []
      for value in values { list.append(try number(value)) }
      text =
        "alter @\(try name(device))[\(try name(parameter))] = [ \(list.joined(separator: " ")) ]"
    case .model(let model, let parameter, let value):
      text = "altermod \(try name(model)) \(try name(parameter)) = \(try number(value))"
    }
    guard text.utf8.count <= Self.commandLimit else {
      throw SimulationError(
        .unsupported,
        "the alteration '\(text.prefix(60))…' is longer than the engine takes; load a new deck instead"
      )
    }
    return text
  }

  private func name(_ text: String) throws(SimulationError) -> String {
    guard !text.isEmpty, text.allSatisfy({ $0.isLetter || $0.isNumber || "._:#-+".contains($0) })
    else {
      throw SimulationError(
        .badDeck, "'\(text)' cannot be the name of a device, model or parameter")
    }
    return text
  }

  private func number(_ value: Double) throws(SimulationError) -> String {
    guard value.isFinite else {
      throw SimulationError(.badDeck, "a circuit's value must be finite, not \(value)")
    }
    return SpiceNumber.format(value)
  }
}

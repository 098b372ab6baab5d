import ArgumentParser
import Quantities
import Spintronics

/// A number on the command line, with a SPICE suffix if wanted: `100u`, `5n`, `1e-9`.
struct SpiceArgument: ExpressibleByArgument {
  let value: Double

  init?(argument: String) {
    guard let value = SpiceNumber.parse(argument), value.isFinite else { return nil }
    self.value = value
  }
}

/// How a switching probability is found.
enum SwitchingMethod: String, ExpressibleByArgument, Codable, CaseIterable {
  case macrospin
  case fokkerPlanck = "fokker-planck"
  case closedForm = "closed-form"
}

/// `parallel` or `antiparallel`.
struct InitialState: ExpressibleByArgument {
  let state: JunctionState

  init?(argument: String) {
    guard let state = JunctionState(rawValue: argument) else { return nil }
    self.state = state
  }

  static var allValueStrings: [String] { JunctionState.allCases.map(\.rawValue) }
}

/// `NAME=FROM:TO:COUNT`: equally spaced values of one option.
struct SwitchingSweep: ExpressibleByArgument {
  /// What a sweep can vary.
  enum Quantity: String, Codable, CaseIterable {
    case current
    case voltage
    case stripCurrent = "strip-current"
    case duration
    case temperature

    var unit: String {
      switch self {
      case .current, .stripCurrent: "A"
      case .voltage: "V"
      case .duration: "s"
      case .temperature: "K"
      }
    }
  }

  let quantity: Quantity
  let values: [Double]

  init?(argument: String) {
    let sides = argument.split(separator: "=", maxSplits: 1)
    guard sides.count == 2, let quantity = Quantity(rawValue: String(sides[0])) else { return nil }
    let parts = sides[1].split(separator: ":")
    guard parts.count == 3, let first = SpiceNumber.parse(parts[0]),
      let last = SpiceNumber.parse(parts[1]), let count = Int(parts[2]),
      (2...10_000).contains(count)
    else { return nil }
    self.quantity = quantity
    values = (0..<count).map { first + (last - first) * Double($0) / Double(count - 1) }
  }
}

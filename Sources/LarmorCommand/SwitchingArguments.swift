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
struct SwitchingSweep {
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

  /// Reads `duration=1n:10n:19`.
  ///
  /// - Throws: a sentence that names the part which cannot be read.
  init(_ argument: String) throws {
    let form = "write NAME=FROM:TO:COUNT, for instance duration=1n:10n:19"
    let sides = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard sides.count == 2 else { throw ValidationError("'\(argument)' is no sweep; \(form)") }
    guard let quantity = Quantity(rawValue: sides[0]) else {
      let known = Quantity.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(sides[0])' cannot be swept; take one of \(known)")
    }
    let parts = sides[1].split(separator: ":")
    guard parts.count == 3, let first = SpiceNumber.parse(parts[0]), first.isFinite,
      let last = SpiceNumber.parse(parts[1]), last.isFinite
    else { throw ValidationError("'\(sides[1])' is no range of a sweep; \(form)") }
    guard let count = Int(parts[2]), (2...10_000).contains(count) else {
      throw ValidationError(
        "a sweep cannot have '\(parts[2])' points; give a whole number from 2 to 10000")
    }
    self.quantity = quantity
    values = (0..<count).map { first + (last - first) * Double($0) / Double(count - 1) }
  }
}

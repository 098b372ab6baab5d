public import Circuits
import Quantities

/// A 65nm-style bulk process of the project's own: BSIM4 cards for two flavours and five corners.
///
/// The cards start from published figures (oxide 1.8 nm, drawn 65 nm, effective 29 nm, junction and
/// overlap capacitances of CACTI and NeuroSim); their free parameters were fitted so that on-current,
/// leakage, thresholds, on-resistance, gate charge and the I-V curves meet those of published 65 nm
/// devices. docs/circuits.md tells how closely. They describe no foundry's process: use them for
/// studies, not for tape-outs. Gate leakage and substrate current are not modelled.
public struct TransistorProcess: Hashable, Sendable {
  /// What the transistors are made for.
  public enum Flavour: String, Codable, Hashable, Sendable, CaseIterable {
    /// Fast and leaky: 1.15 mA/um and 67 nA/um for the n-channel transistor at 1.1 V.
    case highPerformance = "hp"
    /// Slow and tight: 0.40 mA/um and 0.1 nA/um at 1.1 V; its supply is 1.2 V.
    case lowPower = "lp"
  }

  /// Which way a whole die deviates; first letter n-channel, second p-channel.
  public enum Corner: String, Codable, Hashable, Sendable, CaseIterable {
    case typical = "tt"
    case fast = "ff"
    case slow = "ss"
    case fastSlow = "fs"
    case slowFast = "sf"

    /// 1 fast, -1 slow, 0 typical, of the n- and p-channel transistors.
    var speeds: (n: Double, p: Double) {
      switch self {
      case .typical: (0, 0)
      case .fast: (1, 1)
      case .slow: (-1, -1)
      case .fastSlow: (1, -1)
      case .slowFast: (-1, 1)
      }
    }
  }

  /// What the transistors are made for.
  public var flavour: Flavour
  /// Which way the die deviates.
  public var corner: Corner

  /// A process of the given flavour and corner.
  public init(_ flavour: Flavour = .highPerformance, _ corner: Corner = .typical) {
    self.flavour = flavour
    self.corner = corner
  }

  /// A corner moves thresholds by 30 mV and mobility by 4 %: 5 to 9 % of on-current.
  static let cornerThreshold = 0.030
  static let cornerMobility = 0.04

  /// The n-channel card, called `n65`.
  public var nmos: Model { card(.nmos) }
  /// The p-channel card, called `p65`.
  public var pmos: Model { card(.pmos) }

  /// The library that cells are built with: at 1.1 V, low power at 1.2 V.
  public var library: TransistorLibrary {
    var library = TransistorLibrary(
      models: [nmos, pmos], nmos: "n65", pmos: "p65",
      description: "Larmor 65nm-style \(flavour.rawValue), corner \(corner.rawValue)")
    if flavour == .lowPower {
      library.supply = 1.2
      library.onResistance = 501
      library.fanOutDelay = 51e-12
    }
    return library
  }

  private func card(_ channel: Channel) -> Model {
    let speed = channel == .nmos ? corner.speeds.n : corner.speeds.p
    var fitted = channel.fitted
    if flavour == .lowPower { fitted.merge(channel.lowPower) { $1 } }
    // The sign of a threshold is that of its channel; a fast transistor has the smaller one.
    let sign = channel == .nmos ? 1.0 : -1.0
    if let vth0 = fitted["vth0"], let u0 = fitted["u0"] {
      fitted["vth0"] = ((vth0 - sign * speed * Self.cornerThreshold) * 1e6).rounded() / 1e6
      fitted["u0"] = (u0 * (1 + Self.cornerMobility * speed) * 1e8).rounded() / 1e8
    }
    let parameters =
      Channel.common
      + Channel.order.compactMap { name in
        fitted[name].map { Parameter(name, .number($0)) }
      }
    return Model(channel == .nmos ? "n65" : "p65", type: channel.rawValue, parameters)
  }
}

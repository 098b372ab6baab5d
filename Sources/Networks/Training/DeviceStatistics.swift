import Foundation
import Randomness

/// Statistics-aware training: in each batch, weights are those of freshly drawn devices.
///
/// A weight w in {-1, 1} is a differential pair of junctions; its effective value is
/// (g+ - g-) / (gOn - gOff) with gOn for the junction that is set. Each junction is shorted with
/// probability `shorts` (conductance `shortConductance` times gOn), open with probability `opens`
/// (conductance 0), and otherwise log-normally spread by `spread`. A weight 0 has both junctions off.
/// After Borders et al., Phys. Rev. Applied 21, 054028 (2024): training over the distribution of
/// defects instead of one chip's.
public struct DeviceStatistics: Codable, Sendable, Equatable, WeightDisturbance {
  /// The probability of a short, per junction.
  public var shorts: Double
  /// The probability of an open, per junction.
  public var opens: Double
  /// The deviation of the logarithm of the conductance.
  public var spread: Double
  /// gOn/gOff - 1: the tunnel magnetoresistance ratio.
  public var magnetoresistance: Double
  /// A short's conductance in units of gOn.
  public var shortConductance: Double
  /// The number of a die whose devices are drawn once for all steps: training for one chip, or the
  /// judgement of a network on it. Where nil, each step draws devices of its own.
  public var die: Int?

  /// Statistics; perfect junctions of 100 % unless stated.
  public init(
    shorts: Double = 0, opens: Double = 0, spread: Double = 0, magnetoresistance: Double = 1,
    shortConductance: Double = 3, die: Int? = nil
  ) {
    self.shorts = shorts
    self.opens = opens
    self.spread = spread
    self.magnetoresistance = magnetoresistance
    self.shortConductance = shortConductance
    self.die = die
  }

  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    func read(_ key: CodingKeys, _ value: Double) throws -> Double {
      try keys.decodeIfPresent(Double.self, forKey: key) ?? value
    }
    self.init(
      shorts: try read(.shorts, 0), opens: try read(.opens, 0), spread: try read(.spread, 0),
      magnetoresistance: try read(.magnetoresistance, 1),
      shortConductance: try read(.shortConductance, 3),
      die: try keys.decodeIfPresent(Int.self, forKey: .die))
  }

  public var keepsIntegers: Bool { false }

  public func disturb(
    _ weights: UnsafeMutableBufferPointer<Float>, name: String, seed: UInt64, step: Int
  ) {
    var stream =
      if let die {
        RandomStream(seed: seed, name: "die \(name)", index: UInt64(die))
      } else {
        RandomStream(seed: seed, name: "devices \(name)", index: UInt64(step))
      }
    let off = 1 / (1 + magnetoresistance)
    for i in weights.indices {
      let w = weights[i]
      let plus = conductance(w > 0 ? 1 : off, &stream)
      let minus = conductance(w < 0 ? 1 : off, &stream)
      weights[i] = Float((plus - minus) / (1 - off))
    }
  }

  private func conductance(_ nominal: Double, _ stream: inout RandomStream) -> Double {
    let draw = stream.uniform()
    if draw < shorts { return shortConductance }
    if draw < shorts + opens { return 0 }
    return spread > 0 ? nominal * stream.logNormal(deviation: spread) : nominal
  }

  func problems() -> [TrainingConfiguration.Problem] {
    var messages: [String] = []
    for (name, value) in [("shorts", shorts), ("opens", opens)]
    where !(0...1).contains(value) { messages.append("\(name) \(value) is outside 0...1") }
    if shorts + opens > 1 { messages.append("shorts and opens together exceed 1") }
    if !(spread >= 0) { messages.append("spread cannot be negative (\(spread))") }
    if !(magnetoresistance > 0) {
      messages.append("magnetoresistance must be positive, not \(magnetoresistance)")
    }
    if !(shortConductance >= 0) {
      messages.append("shortConductance cannot be negative (\(shortConductance))")
    }
    if let die, die < 0 { messages.append("die cannot be negative (\(die))") }
    return messages.map { .init(key: "devices", message: "devices: \($0)") }
  }
}

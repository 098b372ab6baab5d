public import Networks

/// What befalls a network: at most one of the weights' troubles, and a number of time steps.
public struct WeightTrouble: Codable, Equatable, Sendable {
  /// Names the figure; by default what is stated.
  public var name: String?
  /// Probability that a stored bit is reversed.
  public var bitErrorRate: Double?
  /// Probability that a junction of a differential pair is reversed.
  public var junctionErrorRate: Double?
  /// Spread and defects of the junctions of differential pairs.
  public var devices: DeviceStatistics?
  /// Time steps of a spiking network.
  public var timeSteps: Int?

  enum CodingKeys: String, CodingKey {
    case name, devices
    case bitErrorRate = "bit_error_rate"
    case junctionErrorRate = "junction_error_rate"
    case timeSteps = "time_steps"
  }

  public init() {}

  /// Whether it is drawn: two draws differ.
  var isRandom: Bool { disturbance != nil }

  /// What happens to the weights.
  var disturbance: (any WeightDisturbance)? {
    if let bitErrorRate { return bitErrorRate > 0 ? BitErrors(rate: bitErrorRate) : nil }
    if let junctionErrorRate {
      return junctionErrorRate > 0 ? JunctionErrors(rate: junctionErrorRate) : nil
    }
    return devices
  }

  /// What is wrong with it.
  var problem: String? {
    let given = [bitErrorRate != nil, junctionErrorRate != nil, devices != nil].count { $0 }
    if given > 1 {
      return "bit_error_rate, junction_error_rate and devices exclude each other; give one"
    }
    for rate in [bitErrorRate, junctionErrorRate].compactMap({ $0 }) where !(0...1).contains(rate) {
      return "an error rate is \(rate); it must lie between 0 and 1"
    }
    if let timeSteps, timeSteps < 1 { return "time_steps is \(timeSteps); it must be at least 1" }
    return nil
  }
}

/// One property of the trouble, over a list of values.
public struct TroubleSweep: Codable, Equatable, Sendable {
  /// What can be swept.
  public enum Quantity: String, Codable, Sendable, CaseIterable {
    case bitErrorRate = "bit_error_rate"
    case junctionErrorRate = "junction_error_rate"
    /// Deviation of the logarithm of the conductance.
    case spread
    /// Probability of a shorted junction.
    case shorts
    /// Tunnel magnetoresistance, as a ratio.
    case magnetoresistance
    case timeSteps = "time_steps"
  }

  /// What is swept, and where: every value makes one figure and one point of the curve.
  public var of: Quantity
  public var values: [Double]
  /// What holds beside it.
  public var with: WeightTrouble?

  /// The trouble with the property at `value`.
  func trouble(_ value: Double) -> WeightTrouble {
    var trouble = with ?? WeightTrouble()
    trouble.name = "\(of.rawValue) \(StudyText.number(value))"
    var devices = trouble.devices ?? DeviceStatistics()
    switch of {
    case .bitErrorRate: trouble.bitErrorRate = value
    case .junctionErrorRate: trouble.junctionErrorRate = value
    case .timeSteps: trouble.timeSteps = Int(value)
    case .spread: devices.spread = value
    case .shorts: devices.shorts = value
    case .magnetoresistance: devices.magnetoresistance = value
    }
    if [.spread, .shorts, .magnetoresistance].contains(of) { trouble.devices = devices }
    return trouble
  }
}

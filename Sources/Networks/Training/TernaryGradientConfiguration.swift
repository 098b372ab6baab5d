/// Settings of the training with ternary gradients.
public struct TernaryGradientConfiguration: Codable, Sendable, Equatable {
  /// Outputs in which the words of the class and of its nearest rival differ are pushed as long as they are
  /// right by less than margin sqrt(inputs of the layer) in the mean.
  public var margin: Double
  /// Back-propagated sums up to this are no gradient.
  public var hiddenThreshold: Double
  /// Gradients pass where |a| <= window sqrt(fan-in).
  public var window: Double
  /// Batch sums up to weightThreshold sqrt(batch) are no gradient.
  public var weightThreshold: Double
  /// The probability that a bit which should switch does, at the start.
  public var probability: Double
  /// The same at the end; between, exponentially.
  public var finalProbability: Double
  /// The probability that a toggle of a weight fails, where products are made by toggling.
  public var toggleErrorRate: Double
  /// Whether failed toggles stay in the weights; false where they are verified or written back.
  public var keepsToggleErrors: Bool

  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    func read(_ key: CodingKeys, _ value: Double) throws -> Double {
      try keys.decodeIfPresent(Double.self, forKey: key) ?? value
    }
    let defaults = TernaryGradientConfiguration()
    margin = try read(.margin, defaults.margin)
    hiddenThreshold = try read(.hiddenThreshold, defaults.hiddenThreshold)
    window = try read(.window, defaults.window)
    weightThreshold = try read(.weightThreshold, defaults.weightThreshold)
    probability = try read(.probability, defaults.probability)
    finalProbability = try read(.finalProbability, defaults.finalProbability)
    toggleErrorRate = try read(.toggleErrorRate, defaults.toggleErrorRate)
    keepsToggleErrors = try keys.decodeIfPresent(Bool.self, forKey: .keepsToggleErrors) ?? false
  }

  /// The settings that worked in trials.
  public init() {
    margin = 1.5
    hiddenThreshold = 0.5
    window = 0.7
    weightThreshold = 0.5
    probability = 0.005
    finalProbability = 0.0005
    toggleErrorRate = 0
    keepsToggleErrors = false
  }

  func problems() -> [TrainingConfiguration.Problem] {
    var messages: [String] = []
    for (name, value) in [
      ("margin", margin), ("hiddenThreshold", hiddenThreshold), ("window", window),
      ("weightThreshold", weightThreshold),
    ] where !(value >= 0) { messages.append("\(name) cannot be negative (\(value))") }
    for (name, value) in [("probability", probability), ("finalProbability", finalProbability)]
    where !(value > 0 && value <= 1) { messages.append("\(name) \(value) is outside 0...1") }
    if !(0...1).contains(toggleErrorRate) {
      messages.append("toggleErrorRate \(toggleErrorRate) is outside 0...1")
    }
    return messages.map { .init(key: "ternaryGradient", message: "ternaryGradient: \($0)") }
  }
}

/// A switching law as a configuration states it.
public struct SwitchingConfiguration: Codable, Sendable, Equatable {
  /// The form of the law.
  public enum Form: String, Codable, Sendable, CaseIterable {
    case tanh, thermal, precessional, tabulated
  }

  /// The form; see `SwitchingLaw`.
  public var law: Form
  /// The steepness of `tanh` and `thermal`.
  public var steepness: Double
  /// I/Ic0 of `precessional`, above 1.
  public var overdrive: Double
  /// Delta of `precessional`.
  public var stability: Double
  /// The pulse at nu = 0 of `precessional`, in units of tau_D.
  public var offset: Double
  /// How much longer the pulse is at nu = 1 of `precessional`, in units of tau_D.
  public var slope: Double
  /// The points of `tabulated`.
  public var points: [SwitchingLaw.Point]

  /// A law that goes in straight lines between `points`.
  public init(points: [SwitchingLaw.Point]) {
    law = .tabulated
    (steepness, overdrive, stability, offset, slope) = (3, 2, 40, 1, 3)
    self.points = points
  }

  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    law = try keys.decodeIfPresent(Form.self, forKey: .law) ?? .tanh
    steepness = try keys.decodeIfPresent(Double.self, forKey: .steepness) ?? 3
    overdrive = try keys.decodeIfPresent(Double.self, forKey: .overdrive) ?? 2
    stability = try keys.decodeIfPresent(Double.self, forKey: .stability) ?? 40
    offset = try keys.decodeIfPresent(Double.self, forKey: .offset) ?? 1
    slope = try keys.decodeIfPresent(Double.self, forKey: .slope) ?? 3
    points = try keys.decodeIfPresent([SwitchingLaw.Point].self, forKey: .points) ?? []
  }

  /// The law.
  public var value: SwitchingLaw {
    switch law {
    case .tanh: .tanh(steepness: steepness)
    case .thermal: .thermal(steepness: steepness)
    case .precessional:
      .precessional(overdrive: overdrive, stability: stability, offset: offset, slope: slope)
    case .tabulated: .tabulated(points)
    }
  }

  func problems() -> [TrainingConfiguration.Problem] {
    var messages: [String] = []
    if !(steepness > 0) { messages.append("steepness must be positive, not \(steepness)") }
    if law == .precessional {
      if !(overdrive > 1) { messages.append("overdrive must be above 1, not \(overdrive)") }
      if !(stability > 0) { messages.append("stability must be positive, not \(stability)") }
      if offset < 0 || slope < 0 {
        messages.append("offset (\(offset)) and slope (\(slope)) cannot be negative")
      }
    }
    if law == .tabulated {
      let ordered = zip(points, points.dropFirst()).allSatisfy { $0.nu < $1.nu }
      if points.count < 2 || !ordered {
        messages.append("points must be two or more, of increasing nu")
      }
      if !points.allSatisfy({ (0...1).contains($0.probability) }) {
        messages.append("every probability of points must lie in 0...1")
      }
    }
    return messages.map { .init(key: "switching", message: "switching: \($0)") }
  }
}

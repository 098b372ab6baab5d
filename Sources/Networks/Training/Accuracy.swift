/// How many of a number of samples were classified rightly.
public struct Accuracy: Sendable, Equatable, Codable {
  /// The number classified rightly.
  public let correct: Int
  /// The number of samples.
  public let count: Int

  /// A count.
  public init(correct: Int, count: Int) {
    self.correct = correct
    self.count = count
  }

  /// The share, 0...1; 0 of nothing.
  public var value: Double { count == 0 ? 0 : Double(correct) / Double(count) }

  /// The 95 % interval of the share by Wilson's score (1927).
  public var interval: ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    let z = 1.959963984540054
    let n = Double(count)
    let centre = (value + z * z / (2 * n)) / (1 + z * z / n)
    let half =
      z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
    return max(0, centre - half)...min(1, centre + half)
  }
}

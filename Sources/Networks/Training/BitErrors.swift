import Randomness

/// Write errors: each stored bit of a binary weight is flipped with the same probability,
/// independently.
///
/// The step names the draw: training with a new step per batch is error-aware training; one step for
/// a whole evaluation is one programmed chip.
public struct BitErrors: WeightDisturbance {
  /// The probability of a flip, 0...1.
  public let rate: Double

  /// Errors at `rate`.
  public init(rate: Double) { self.rate = rate }

  public var keepsIntegers: Bool { true }

  public func disturb(
    _ weights: UnsafeMutableBufferPointer<Float>, name: String, seed: UInt64, step: Int
  ) {
    guard rate > 0 else { return }
    var stream = RandomStream(seed: seed, name: "bit errors \(name)", index: UInt64(step))
    if rate >= 1 {
      for i in weights.indices { weights[i] = -weights[i] }
      return
    }
    var places = ErrorPlaces(count: weights.count, rate: rate)
    while let place = places.next(&stream) { weights[place] = -weights[place] }
  }
}

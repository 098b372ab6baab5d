import Randomness

/// Write errors of the single junctions of differential pairs: each is reversed with the same
/// probability, independently.
///
/// A weight w is (g+ - g-)/(G_P - G_AP): +1 = (P, AP), -1 = (AP, P), 0 = (P, P) or (AP, AP). One error
/// makes a zero of +1 and -1 and either sign of a zero; two reverse the sign. The step names the draw,
/// as in `BitErrors`.
public struct JunctionErrors: WeightDisturbance {
  /// The probability of an error, per junction.
  public let rate: Double

  /// Errors at `rate`.
  public init(rate: Double) { self.rate = rate }

  public var keepsIntegers: Bool { true }

  public func disturb(
    _ weights: UnsafeMutableBufferPointer<Float>, name: String, seed: UInt64, step: Int
  ) {
    guard rate > 0 else { return }
    var stream = RandomStream(seed: seed, name: "junction errors \(name)", index: UInt64(step))
    // Over the row of junctions, two to a weight.
    var places = ErrorPlaces(count: 2 * weights.count, rate: min(rate, 1 - 0x1p-53))
    var (pair, intended) = (-1, Float(0))
    while let place = places.next(&stream) {
      if place / 2 == pair {
        weights[pair] = -intended
      } else {
        (pair, intended) = (place / 2, weights[place / 2])
        reverse(&weights[pair], first: place.isMultiple(of: 2), stream: &stream)
      }
    }
  }

  /// Reverses one junction of a pair; a zero's two junctions are both P or both AP with equal chances.
  private func reverse(_ weight: inout Float, first: Bool, stream: inout RandomStream) {
    if weight != 0 {
      weight = 0
    } else {
      weight = stream.bernoulli(0.5) == first ? 1 : -1
    }
  }
}

import Foundation

extension RandomStream {
  /// A draw from the normal distribution, by Box and Muller's transform (two draws, one result, so
  /// that the position in the stream never depends on earlier results).
  public mutating func normal(mean: Double = 0, deviation: Double = 1) -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return mean + deviation * radius * cos(2 * .pi * uniform())
  }

  /// A log-normal draw with median 1: exp(deviation * normal()).
  ///
  /// `deviation` is that of the logarithm; for small values it is the relative spread.
  public mutating func logNormal(deviation: Double) -> Double { exp(normal(deviation: deviation)) }

  /// True with `probability`.
  public mutating func bernoulli(_ probability: Double) -> Bool { uniform() < probability }

  /// A draw from 0..<`bound`; the bias is below 2^-53 * bound.
  public mutating func integer(below bound: Int) -> Int { Int(uniform() * Double(bound)) }

  /// A random order of 0..<`count` (Fisher and Yates).
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for i in stride(from: count - 1, to: 0, by: -1) { order.swapAt(i, integer(below: i + 1)) }
    return order
  }
}

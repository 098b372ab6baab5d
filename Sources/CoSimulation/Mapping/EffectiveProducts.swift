public import Networks
import Synchronization

/// A network's products as arrays deliver them: real weights in place of -1, 0 and 1, and offsets.
public struct EffectiveProducts: WeightDisturbance, ProductEffect {
  /// By the name of the weights, outputs x inputs.
  public private(set) var weights: [String: [Float]]
  /// By the name of the weights, one for each output.
  public private(set) var offsets: [String: [Float]]
  /// What converters do to the sums, by the name of the weights; offsets are added behind them.
  public let conversions: [String: ConvertedSums]
  public let version: Int
  public let allowsBrainFloats: Bool
  public var keepsIntegers: Bool { false }

  /// - Parameter allowsBrainFloats: rounds weights to 2^-9 of themselves where that is faster.
  public init(
    weights: [String: [Float]], offsets: [String: [Float]],
    conversions: [String: ConvertedSums] = [:], allowsBrainFloats: Bool = false
  ) {
    self.weights = weights
    self.offsets = offsets.filter { $0.value.contains { $0 != 0 } }
    self.conversions = conversions
    self.allowsBrainFloats = allowsBrainFloats
    version = Self.next()
  }

  public func disturb(
    _ target: UnsafeMutableBufferPointer<Float>, name: String, seed: UInt64, step: Int
  ) {
    guard let source = weights[name], source.count == target.count else { return }
    _ = target.update(fromContentsOf: source)
  }

  /// Adds the product's offsets to each of its outputs; does nothing to products without any.
  public func apply(to product: Product, workers: Workers) throws(NetworkError) {
    if let conversion = conversions[product.name], let own = weights[product.name] {
      try conversion.apply(own, to: product, workers: workers)
    }
    guard let offsets = offsets[product.name] else { return }
    let output = product.output.memory
    for start in stride(from: 0, to: output.count, by: offsets.count) {
      for column in offsets.indices { output[start + column] += offsets[column] }
    }
  }

  private static let counter = Atomic<Int>(1)

  /// A number that no other effect has.
  static func next() -> Int { counter.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// What befalls the sums that products deliver: offsets, converters, or what a circuit was seen to give.
///
/// Effects add to or replace the output; gradients pass them as if they were not there.
public protocol ProductEffect: Sendable {
  /// Changes `product.output` in place, or only looks.
  func apply(to product: Product, workers: Workers) throws(NetworkError)
}

/// A product of a pass, with its operand and its result.
public struct Product {
  /// The form of a product.
  public enum Form: Hashable, Sendable {
    case dense
    case convolution(size: Int, stride: Int, padding: Int)
  }

  /// The name of the weights, such as `0.weight`.
  public let name: String
  public let form: Form
  /// What is multiplied: rows of the fan-in, or images [height, width, channels].
  public let input: Tensor
  /// The sums: the last axis is the outputs.
  public let output: Tensor
}

extension Pass {
  /// Applies the effect of the pass, if it has one.
  func deliver(
    _ name: String, _ form: Product.Form, _ input: Tensor, _ output: Tensor
  ) throws(NetworkError) {
    guard let products else { return }
    try products.apply(
      to: Product(name: name, form: form, input: input, output: output), workers: workers)
  }
}

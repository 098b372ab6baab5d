public import Networks
import Synchronization

/// Keeps what went into and came out of each product of a pass.
public final class ProductRecord: ProductEffect {
  /// One product's operands and sums over all batches.
  public struct Entry: Sendable {
    /// The name of the weights and the kind of product.
    public let name: String
    public let form: Product.Form
    /// The shape of one batch's input, without the batch.
    public let inputShape: [Int]
    /// Operands and sums of all batches one after another, each row-major.
    public var inputs: [Float]
    public var sums: [Float]
  }

  private let entries = Mutex<[Entry]>([])

  /// An empty record.
  public init() {}

  /// The entries in the order of a pass.
  public var products: [Entry] { entries.withLock { $0 } }

  /// Copies the operand and the sums of `product`; they are left as they are.
  public func apply(to product: Product, workers: Workers) {
    entries.withLock { entries in
      if let index = entries.firstIndex(where: { $0.name == product.name }) {
        entries[index].inputs += product.input.memory
        entries[index].sums += product.output.memory
      } else {
        entries.append(
          Entry(
            name: product.name, form: product.form,
            inputShape: Array(product.input.shape.dropFirst()), inputs: Array(product.input.memory),
            sums: Array(product.output.memory)))
      }
    }
  }
}

/// Effects one after another.
public struct ProductEffects: ProductEffect {
  private let effects: [any ProductEffect]

  /// The effects in the order in which they are applied; nil for none.
  public init(_ effects: [(any ProductEffect)?]) { self.effects = effects.compactMap { $0 } }

  /// Applies each to what the one before left.
  ///
  /// - Throws: `NetworkError` of the first that fails.
  public func apply(to product: Product, workers: Workers) throws(NetworkError) {
    for effect in effects { try effect.apply(to: product, workers: workers) }
  }
}

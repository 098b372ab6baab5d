/// Reads the packed layers of a trained network one after another.
struct PackedReader {
  private let layers: [any Layer]
  private var position = 0
  private var shape: [Int]
  private var input = PackedInput.pixels

  init(_ network: Network) {
    layers = network.layers.filter { !($0 is Dropout) }
    shape = network.sampleShape
  }

  private var present: (any Layer)? { position < layers.count ? layers[position] : nil }

  private func refuse(_ expected: String) -> NetworkError {
    NetworkError(
      .value,
      "packed network: expected \(expected), found \(present?.label ?? "the end of the network")")
  }

  /// A product with what follows it, up to the next product; nil after the last.
  mutating func next() throws(NetworkError) -> PackedLayer? {
    guard let product = present else { return nil }
    let (weight, geometry): (Parameter, PackedGeometry)
    switch product {
    case let dense as Dense where isPacked(dense.weight):
      // Pixels of an image are one row; bits stand in the words of their places.
      let isFirst = if case .pixels = input { true } else { false }
      (weight, geometry) = (
        dense.weight, PackedGeometry(dense: isFirst ? [shape.reduce(1, *)] : shape)
      )
    case let convolution as Convolution where isPacked(convolution.weight):
      (weight, geometry) = (convolution.weight, PackedGeometry(convolution, shape))
    default: throw refuse("a binary or ternary product")
    }
    shape = try product.outputShape(for: shape)
    position += 1
    var pool: (size: Int, step: Int)?
    if let layer = present as? MaxPool, product is Convolution {
      pool = (layer.size, layer.step)
      shape = try layer.outputShape(for: shape)
      position += 1
    }
    guard let norm = present as? BatchNorm else { throw refuse("a batch norm") }
    position += 1
    let activation = present
    if activation != nil {
      guard activation is SignActivation || activation is TernaryActivation else {
        throw refuse("a sign or a ternary activation")
      }
      position += 1
    } else if product is Convolution {
      throw refuse("an activation after a convolution")
    }
    let layer = PackedLayer(
      weight, geometry, input: input, kernelsAreImages: product is Convolution, pool: pool,
      norm: norm, activation: activation)
    if let next = layer.output.input { input = next }
    return layer
  }

  private func isPacked(_ weight: Parameter) -> Bool {
    weight.kind == .binary || weight.kind == .discrete(levels: 3)
  }
}

/// The real numbers behind a differential-pair network while it trains.
public struct PairLatents: Hashable, Sendable {
  /// One layer's latents; the bits are their signs.
  public struct Layer: Hashable, Sendable {
    /// The layer's fan-in and the number of its neurons.
    public let inputs: Int
    public let outputs: Int
    /// In [-1, 1], inputs x outputs, row-major.
    public var positive: [Double]
    /// In [-1, 1], inputs x outputs, row-major.
    public var negative: [Double]
    /// One for each output, added before the tanh; unbounded.
    public var bias: [Double]
  }

  /// From the input to the output; each layer's outputs are the inputs of the next.
  public var layers: [Layer]

  /// The binary network that the latents stand for: a bit is set where its latent is positive.
  public var network: PairNetwork {
    PairNetwork(
      layers: layers.map { layer in
        PairLayer(
          inputs: layer.inputs, outputs: layer.outputs,
          positive: layer.positive.map { $0 > 0 }, negative: layer.negative.map { $0 > 0 },
          bias: layer.bias)
      })
  }

  var parameterCount: Int {
    layers.reduce(0) { $0 + $1.positive.count + $1.negative.count + $1.bias.count }
  }

  /// Adds `change` (b+, b-, bias of each layer in turn); bit latents stay in [-1, 1].
  mutating func apply(_ change: [Double]) {
    var next = change.makeIterator()
    func moved(_ values: [Double], clipped: Bool) -> [Double] {
      values.map { value in
        let sum = value + (next.next() ?? 0)
        return clipped ? min(max(sum, -1), 1) : sum
      }
    }
    for index in layers.indices {
      layers[index].positive = moved(layers[index].positive, clipped: true)
      layers[index].negative = moved(layers[index].negative, clipped: true)
      layers[index].bias = moved(layers[index].bias, clipped: false)
    }
  }
}

/// Layers one after another.
public final class Network {
  /// The shape of one input sample; images are [height, width, channels].
  public let sampleShape: [Int]
  /// The layers in order.
  public let layers: [any Layer]
  /// The shape of one sample's output.
  public let outputShape: [Int]

  /// A network.
  ///
  /// - Throws: `NetworkError` naming the first layer that does not fit its input.
  public init(sampleShape: [Int], layers: [any Layer]) throws(NetworkError) {
    var shape = sampleShape
    for layer in layers { shape = try layer.outputShape(for: shape) }
    self.sampleShape = sampleShape
    self.layers = layers
    outputShape = shape
  }

  /// What training changes, in order.
  public var parameters: [Parameter] { layers.flatMap(\.parameters) }
  /// What training observes, in order.
  public var statistics: [Parameter] { layers.flatMap(\.statistics) }

  /// The outputs for a batch; they are lent until the next call.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    guard Array(input.shape.dropFirst()) == sampleShape else {
      throw .shape(
        "network", expected: "samples of shape \(sampleShape)", actual: "shape \(input.shape)")
    }
    var value = input
    for layer in layers { value = try layer.forward(value, pass) }
    return value
  }

  /// Sets the gradients of all parameters from dLoss/doutput of the last forward pass, and returns
  /// dLoss/dinput.
  @discardableResult
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let first = layers.firstIndex { !$0.parameters.isEmpty } ?? 0
    var value = gradient
    for (index, layer) in layers.enumerated().reversed() {
      value = try layer.backward(value, index == first ? pass : pass.wantingInputGradient)
      if index == first, !pass.inputGradient { break }
    }
    return value
  }
}

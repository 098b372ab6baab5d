/// A fully connected layer without bias: y = x W^T, with W [outputs x inputs].
///
/// Batch norm follows it, so a bias would have no effect. Quantised weights with whole-number inputs
/// are multiplied exactly; the result is the same on every processor.
public final class Dense: Layer {
  public let label: String
  /// The length of an input row.
  public let inputs: Int
  /// The length of an output row.
  public let outputs: Int
  /// W, [outputs x inputs], as in PyTorch's `Linear`.
  public let weight: Parameter

  private struct Key: Hashable {
    let batch: Int
    let element: Element
  }

  private let quantized: QuantizedWeights
  private let operand = Operand()
  private let gradientOperand = Operand()
  private var tileProducts: [Int: TileProduct] = [:]
  private var tiled: TileProduct?
  private var forwardProducts: [Key: MatrixProduct] = [:]
  private var inputProducts: [Key: MatrixProduct] = [:]
  private var weightProducts: [Key: MatrixProduct] = [:]
  private var output: Tensor?
  private var inputGradient: Tensor?
  private var inputShape: [Int] = []

  /// A layer whose weights are zero until they are initialised or loaded.
  public init(name: String, inputs: Int, outputs: Int, kind: Parameter.Kind) {
    label = "dense \(inputs)-\(outputs)"
    self.inputs = inputs
    self.outputs = outputs
    weight = Parameter("\(name).weight", [outputs, inputs], kind: kind)
    quantized = QuantizedWeights(weight)
  }

  /// W, [outputs x inputs].
  public var parameters: [Parameter] { [weight] }

  /// [outputs]; a sample of any shape is taken as a row.
  ///
  /// - Throws: `NetworkError` where the sample has not `inputs` values.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] {
    guard sample.reduce(1, *) == inputs else {
      throw .shape(label, expected: "\(inputs) values", actual: "shape \(sample)")
    }
    return [outputs]
  }

  /// y = x W^T, B rows of `inputs` values to [B, outputs], with the weights quantised and disturbed
  /// as `pass` says, and then changed by the effect on products of `pass`.
  ///
  /// - Throws: `NetworkError` for rows of another length, or of oneDNN.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let batch = input.batch
    guard input.count == batch * inputs else {
      throw .shape(label, expected: "rows of \(inputs) values", actual: "shape \(input.shape)")
    }
    inputShape = input.shape
    quantized.prepare(pass)
    let element = quantized.element(for: input)
    let result = Tensor.reuse(&output, [batch, outputs])
    tiled = TileProduct.serves(element, batch: batch, pass) ? tileProduct(batch) : nil
    if let tiled {
      tiled.forward(
        input, weights: quantized.signed, version: quantized.version, into: result,
        workers: pass.workers)
      try pass.deliver(weight.name, .dense, input, result)
      return result
    }
    operand.prepare(
      input, forward: element,
      brain: element == .bfloat16 || pass.training && pass.precision.usesBrainFloats,
      workers: pass.workers)
    let product = try cached(&forwardProducts, Key(batch: batch, element: element)) {
      () throws(NetworkError) in
      return try MatrixProduct(
        m: batch, n: outputs, k: inputs, a: .rows(element, inputs),
        b: .transposed(element.ofWeights, inputs), c: .rows(.float32, outputs),
        // Each tile packs its weights anew: large batches are cut into fewer.
        tileRows: batch >= 512 ? 512 : 128)
    }
    try product.run(
      try operand.data(element), quantized.data(for: element),
      UnsafeMutableRawPointer(result.values), workers: pass.workers)
    try pass.deliver(weight.name, .dense, input, result)
    return result
  }

  private func tileProduct(_ batch: Int) -> TileProduct {
    if let ready = tileProducts[batch] { return ready }
    let geometry = ConvolutionProduct.Geometry(
      height: 1, width: 1, inputs: inputs, outputs: outputs, size: 1, stride: 1, padding: 0)
    let made = TileProduct(geometry, batch: batch)
    tileProducts[batch] = made
    return made
  }

  /// dx = dy W in the shape of the last input, and dW = dy^T x in `weight.gradient`, straight
  /// through the quantiser. dx is left unset where `pass` does not want it.
  ///
  /// - Throws: `NetworkError` of oneDNN.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    if let tiled {
      let result = Tensor.reuse(&inputGradient, inputShape)
      quantized.backward(tiled, gradient, into: result, pass)
      return result
    }
    let batch = gradient.batch
    let brain = pass.precision.usesBrainFloats
    let element: Element = brain ? .bfloat16 : .float32
    gradientOperand.prepare(gradient, forward: .float32, brain: brain, workers: pass.workers)
    let key = Key(batch: batch, element: element)
    let forWeights = try cached(&weightProducts, key) { () throws(NetworkError) in
      try MatrixProduct(
        m: outputs, n: inputs, k: batch, a: .transposed(element, outputs),
        b: .rows(element, inputs), c: .rows(.float32, inputs), tileRows: 256)
    }
    let dy = try gradientOperand.data(element)
    try forWeights.run(
      dy, try operand.data(element), UnsafeMutableRawPointer(weight.gradient.values),
      workers: pass.workers)
    quantized.pullBack(pass)
    let result = Tensor.reuse(&inputGradient, inputShape)
    guard pass.inputGradient else { return result }
    let forInput = try cached(&inputProducts, key) { () throws(NetworkError) in
      try MatrixProduct(
        m: batch, n: inputs, k: outputs, a: .rows(element, outputs), b: .rows(element, inputs),
        c: .rows(.float32, inputs))
    }
    try forInput.run(
      dy, quantized.data(for: element), UnsafeMutableRawPointer(result.values),
      workers: pass.workers)
    return result
  }

  private func cached(
    _ products: inout [Key: MatrixProduct], _ key: Key,
    _ make: () throws(NetworkError) -> MatrixProduct
  ) throws(NetworkError) -> MatrixProduct {
    if let ready = products[key] { return ready }
    let made = try make()
    products[key] = made
    return made
  }
}

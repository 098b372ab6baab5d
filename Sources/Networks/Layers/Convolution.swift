/// A two-dimensional convolution without bias over images [height, width, channels].
///
/// The padding is zero. Kernels are [outputs, inputs, size, size], as in PyTorch's `Conv2d`.
/// Quantised weights with whole-number inputs are multiplied exactly.
public final class Convolution: Layer {
  public let label: String
  /// Channels of the input.
  public let inputs: Int
  /// Channels of the output.
  public let outputs: Int
  /// Extent of the kernel.
  public let size: Int
  /// Distance between windows.
  public let stride: Int
  /// Zeros on each side.
  public let padding: Int
  /// The kernels.
  public let weight: Parameter

  private struct Key: Hashable {
    let shape: [Int]
    let element: Element
  }

  private let quantized: QuantizedWeights
  private let operand = Operand()
  private let gradientOperand = Operand()
  private var tileProducts: [[Int]: TileProduct] = [:]
  private var tiled: TileProduct?
  private let patches: Patches
  private var forwardProducts: [Key: ConvolutionProduct] = [:]
  private var inputProducts: [Key: ConvolutionProduct] = [:]
  private var weightProducts: [Key: ConvolutionProduct] = [:]
  private var output: Tensor?
  private var inputGradient: Tensor?
  private var inputShape: [Int] = []

  /// A layer whose kernels are zero until they are initialised or loaded.
  public init(
    name: String, inputs: Int, outputs: Int, size: Int, stride: Int = 1, padding: Int = 0,
    kind: Parameter.Kind
  ) {
    label = "convolution \(inputs)-\(outputs) \(size)x\(size)"
    (self.inputs, self.outputs, self.size) = (inputs, outputs, size)
    (self.stride, self.padding) = (stride, padding)
    weight = Parameter("\(name).weight", [outputs, inputs, size, size], kind: kind)
    quantized = QuantizedWeights(weight)
    patches = Patches(size: size, stride: stride, padding: padding)
  }

  /// The kernels, [outputs, inputs, size, size].
  public var parameters: [Parameter] { [weight] }

  /// [(H + 2 padding - size) / stride + 1, (W + 2 padding - size) / stride + 1, outputs], rounded
  /// down.
  ///
  /// - Throws: `NetworkError` where the sample is not [H, W, inputs] or is smaller than a kernel.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] {
    guard sample.count == 3, sample[2] == inputs, sample[0] + 2 * padding >= size,
      sample[1] + 2 * padding >= size
    else {
      throw .shape(
        label,
        expected: "[height, width, \(inputs)] of at least \(size)x\(size) with padding \(padding)",
        actual: "\(sample)")
    }
    let g = geometry(sample)
    return [g.outputHeight, g.outputWidth, outputs]
  }

  private func geometry(_ sample: [Int]) -> ConvolutionProduct.Geometry {
    .init(
      height: sample[0], width: sample[1], inputs: inputs, outputs: outputs, size: size,
      stride: stride, padding: padding)
  }

  /// [B, H, W, inputs] to [B, H', W', outputs], with the weights quantised and disturbed as `pass`
  /// says, and then changed by the effect on products of `pass`.
  ///
  /// - Throws: `NetworkError` for images of another shape, or of oneDNN.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    let sample = Array(input.shape.dropFirst())
    let resultShape = [input.batch] + (try outputShape(for: sample))
    inputShape = input.shape
    quantized.prepare(pass)
    let element = quantized.element(for: input)
    tiled = tileProduct(input, element, pass)
    if let tiled {
      let result = Tensor.reuse(&output, resultShape)
      let operand = tiled.geometry.size == size ? input : patches.gather(input, pass.workers)
      tiled.forward(
        operand, weights: quantized.signed, version: quantized.version, into: result,
        workers: pass.workers)
      try pass.deliver(
        weight.name, .convolution(size: size, stride: stride, padding: padding), input, result)
      return result
    }
    operand.prepare(
      input, forward: element,
      brain: element == .bfloat16 || pass.training && pass.precision.usesBrainFloats,
      workers: pass.workers)
    let product = try cached(&forwardProducts, .forward, element, element.ofWeights, .float32)
    let result = Tensor.reuse(&output, resultShape)
    try product.run(
      images: try operand.data(element), kernels: quantized.data(for: element),
      version: quantized.version, outputs: UnsafeMutableRawPointer(result.values),
      workers: pass.workers)
    try pass.deliver(
      weight.name, .convolution(size: size, stride: stride, padding: padding), input, result)
    return result
  }

  /// The product on matrix tiles, where the processor has them and the operands suit them.
  private func tileProduct(_ input: Tensor, _ element: Element, _ pass: Pass) -> TileProduct? {
    let g = geometry(Array(input.shape.dropFirst()))
    guard TileProduct.serves(element, batch: input.batch, pass) else { return nil }
    let gathers = inputs < 16
    // Windows have no gradient of the image: only pixels, which want none, are gathered.
    let wantsGradient = input.domain != .bytes || pass.training && pass.inputGradient
    if gathers, inputs * size * size > 64 || wantsGradient { return nil }
    if let ready = tileProducts[input.shape] { return ready }
    let made = TileProduct(gathers ? g.ofPatches : g, batch: input.batch)
    tileProducts[input.shape] = made
    return made
  }

  /// dx [B, H, W, inputs] from dy [B, H', W', outputs]; sets `weight.gradient`, straight through
  /// the quantiser. dx is left unset where `pass` does not want it.
  ///
  /// - Throws: `NetworkError` of oneDNN.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    if let tiled {
      let result = Tensor.reuse(&inputGradient, inputShape)
      quantized.backward(tiled, gradient, into: result, pass)
      return result
    }
    let brain = pass.precision.usesBrainFloats
    let element: Element = brain ? .bfloat16 : .float32
    gradientOperand.prepare(gradient, forward: .float32, brain: brain, workers: pass.workers)
    let dy = try gradientOperand.data(element)
    let forWeights = try cached(&weightProducts, .weightGradient, element, .float32, element)
    try forWeights.accumulate(
      images: try operand.data(element), outputs: dy,
      gradient: weight.gradient.values, workers: pass.workers)
    quantized.pullBack(pass)
    let result = Tensor.reuse(&inputGradient, inputShape)
    guard pass.inputGradient else { return result }
    let forInput = try cached(&inputProducts, .inputGradient, .float32, element, element)
    try forInput.run(
      images: UnsafeMutableRawPointer(result.values), kernels: quantized.data(for: element),
      version: quantized.version, outputs: dy, workers: pass.workers)
    return result
  }

  private func cached(
    _ products: inout [Key: ConvolutionProduct], _ kind: ConvolutionProduct.Kind,
    _ image: Element, _ kernel: Element, _ output: Element
  ) throws(NetworkError) -> ConvolutionProduct {
    let key = Key(shape: inputShape, element: kind == .inputGradient ? output : image)
    if let ready = products[key] { return ready }
    let made = try ConvolutionProduct(
      kind, geometry(Array(inputShape.dropFirst())), batch: inputShape[0], image: image,
      kernel: kernel, output: output)
    products[key] = made
    return made
  }
}

import CKernels

/// The weights that a product really uses, made from the latent values of a parameter, in the
/// formats of the exact integer path and of the gradient products.
final class QuantizedWeights {
  let parameter: Parameter
  /// The effective values.
  let effective: Tensor
  private let signedScratch = Scratch()
  private let brainScratch = Scratch()
  private var prepared: (version: Int, step: Int, disturbance: Int?, narrow: Bool)?
  /// Grows whenever the effective values change.
  private(set) var version = 0
  /// Whether the effective values are whole numbers in -127...127.
  private(set) var areIntegers = false

  /// Whether products with whole numbers take the effective values as bfloat16.
  private var areBrains = false

  init(_ parameter: Parameter) {
    self.parameter = parameter
    effective = Tensor(parameter.values.shape)
  }

  /// As signed bytes; only when `areIntegers`.
  var signed: UnsafeMutablePointer<Int8> { signedScratch.reserve(effective.count, as: Int8.self) }
  /// As bfloat16.
  var brain: UnsafeMutablePointer<UInt16> { brainScratch.reserve(effective.count, as: UInt16.self) }

  /// Brings the formats up to date with the parameter and this pass' disturbance.
  func prepare(_ pass: Pass) {
    let disturbance = parameter.kind == .real ? nil : pass.disturbance
    let narrow = pass.precision.usesBrainFloats
    let wanted = (
      parameter.version, disturbance == nil ? 0 : pass.step, disturbance?.version, narrow
    )
    if let prepared, prepared == wanted { return }
    prepared = wanted
    version += 1
    let source = parameter.values.values
    let target = effective.values
    // Chunks of 64 KiB of floats: small enough to stay in the first cache levels between loops.
    let chunk = 16384
    pass.workers.chunked(effective.count, by: chunk) { range in
      let start = range.lowerBound
      if self.parameter.kind == .binary {
        larmor_sign(source + start, target + start, range.count)
      } else {
        (target + start).update(from: source + start, count: range.count)
      }
    }
    if let disturbance {
      disturbance.disturb(
        UnsafeMutableBufferPointer(start: target, count: effective.count), name: parameter.name,
        seed: pass.seed, step: pass.step)
    }
    areIntegers = integral && (disturbance?.keepsIntegers ?? true)
    areBrains = !areIntegers && (disturbance?.allowsBrainFloats ?? false) && narrow
    let (bytes, brains) = (signed, brain)
    pass.workers.chunked(effective.count, by: chunk) { range in
      let start = range.lowerBound
      if self.areIntegers { larmor_narrow_s8(target + start, bytes + start, range.count) }
      if narrow { larmor_narrow_bf16(target + start, brains + start, range.count) }
    }
  }

  /// Which format the forward product with `input` takes.
  func element(for input: Tensor) -> Element {
    // Signs, small sums and pixels are whole in bfloat16's eight bits.
    if areBrains, input.domain != .reals { return .bfloat16 }
    return Operand.element(of: input, weightsAreIntegers: areIntegers)
  }

  /// The effective values for a product whose other operand is of `element`.
  func data(for element: Element) -> UnsafeMutableRawPointer {
    switch element {
    case .float32: UnsafeMutableRawPointer(effective.values)
    case .bfloat16: UnsafeMutableRawPointer(brain)
    case .signedByte, .unsignedByte: UnsafeMutableRawPointer(signed)
    }
  }

  /// Turns the gradient with respect to the effective values into that of the parameter.
  func pullBack(_ pass: Pass) {
    guard parameter.kind != .real, let disturbance = pass.disturbance else { return }
    let gradient = parameter.gradient
    disturbance.pullBack(
      UnsafeMutableBufferPointer(start: gradient.values, count: gradient.count),
      name: parameter.name, seed: pass.seed, step: pass.step, workers: pass.workers)
  }

  /// The gradients of a product on matrix tiles: the parameter's, and the input's if the pass wants it.
  func backward(_ tiled: TileProduct, _ gradient: Tensor, into input: Tensor, _ pass: Pass) {
    tiled.backward(
      gradient, weights: signed, version: version, weightGradient: parameter.gradient,
      inputGradient: pass.inputGradient ? input : nil, workers: pass.workers)
    pullBack(pass)
  }

  /// Whether the undisturbed weights are -1, 0 and 1.
  private var integral: Bool {
    switch parameter.kind {
    case .binary: true
    case .discrete(let levels): levels <= 3
    case .real: false
    }
  }
}

import COneDNN

/// The three products of a two-dimensional convolution over images [height, width, channels]:
/// outputs, gradient of the inputs, gradient of the kernels.
///
/// The batch is cut into shards by its size alone, one thread to a shard; sums over the batch are
/// added shard by shard in order.
final class ConvolutionProduct {
  /// The extents of a convolution.
  struct Geometry: Hashable {
    let height: Int, width: Int, inputs: Int
    let outputs: Int, size: Int, stride: Int, padding: Int

    var outputHeight: Int { (height + 2 * padding - size) / stride + 1 }
    var outputWidth: Int { (width + 2 * padding - size) / stride + 1 }
    var kernels: [Int] { [outputs, inputs, size, size] }
    /// The same products over images whose channels are the values of a whole window.
    var ofPatches: Geometry {
      Geometry(
        height: outputHeight, width: outputWidth, inputs: inputs * size * size, outputs: outputs,
        size: 1, stride: 1, padding: 0)
    }
  }

  /// Which of the three products.
  enum Kind {
    case forward, inputGradient, weightGradient

    var pass: larmor_pass {
      switch self {
      case .forward: LARMOR_FORWARD
      case .inputGradient: LARMOR_BACKWARD_DATA
      case .weightGradient: LARMOR_BACKWARD_WEIGHTS
      }
    }

    /// oneDNN's names of the image-side, kernel and output-side arguments.
    var arguments: (image: Int32, kernel: Int32, output: Int32) {
      switch self {
      case .forward: (DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST)
      case .inputGradient: (DNNL_ARG_DIFF_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_DST)
      case .weightGradient: (DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_DST)
      }
    }
  }

  /// What shards of equal size share: the operation, and the layout that it chose for the kernels.
  private struct Plan {
    let images: Int
    let primitive: Primitive
    let reorder: Reorder
    let kernelBytes: Int
    let kernels = Scratch()

    var chosen: UnsafeMutableRawPointer {
      UnsafeMutableRawPointer(kernels.reserve(kernelBytes, as: UInt8.self))
    }
  }

  private struct Shard {
    let plan: Int
    let first: Int
    let scratch = Scratch()
    let kernels = Scratch()
  }

  private let kind: Kind
  private let geometry: Geometry
  private let image: Element
  private let output: Element
  private var plans: [Plan] = []
  private var shards: [Shard] = []
  private let rest = Scratch()
  private var kernelVersion = -1

  /// Prepares a product over `batch` images.
  init(
    _ kind: Kind, _ geometry: Geometry, batch: Int, image: Element, kernel: Element,
    output: Element
  ) throws(NetworkError) {
    (self.kind, self.geometry, self.image, self.output) = (kind, geometry, image, output)
    guard batch > 0 else {
      throw .shape("convolution", expected: "at least one image", actual: "none")
    }
    // Sums over the batch need a copy of the kernels per shard, so there are at most four of them.
    let size = kind == .weightGradient ? max(16, (batch + 3) / 4) : 16
    for first in stride(from: 0, to: batch, by: size) {
      let count = min(size, batch - first)
      if plans.last?.images != count {
        let primitive = try Self.make(kind, geometry, count, image, kernel, output)
        let reorder = try Reorder(
          kernels: geometry.kernels, element: kernel, convolution: primitive,
          argument: kind.arguments.kernel, toChosen: kind != .weightGradient)
        plans.append(
          Plan(
            images: count, primitive: primitive, reorder: reorder,
            kernelBytes: primitive.bytes(of: kind.arguments.kernel)))
      }
      shards.append(Shard(plan: plans.count - 1, first: first))
    }
  }

  private static func make(
    _ kind: Kind, _ g: Geometry, _ count: Int, _ image: Element, _ kernel: Element,
    _ output: Element
  ) throws(NetworkError) -> Primitive {
    // A gradient names the forward convolution that it belongs to; its operands have the gradient's.
    let operand: Element = kind == .weightGradient ? image : output
    let hint: Primitive? =
      kind == .forward ? nil : try make(.forward, g, count, operand, operand, .float32)
    let operation =
      "the convolution of \(count)x\(g.height)x\(g.width)x\(g.inputs) by \(g.kernels), \(kind)"
    var i = try describe(count, g.inputs, g.height, g.width, image, operation)
    var k = larmor_desc()
    try Backend.check(
      larmor_describe(&k, 4, g.kernels.map { dnnl_dim_t($0) }, nil, kernel.type), operation)
    var o = try describe(count, g.outputs, g.outputHeight, g.outputWidth, output, operation)
    defer {
      larmor_forget(&i)
      larmor_forget(&k)
      larmor_forget(&o)
    }
    var description: dnnl_primitive_desc_t?
    larmor_onednn_single_thread()
    try Backend.check(
      larmor_convolution(
        &description, try Backend.current().engine, kind.pass, &i, &k, &o, dnnl_dim_t(g.stride),
        dnnl_dim_t(g.padding), hint?.description), operation)
    guard let description else {
      throw NetworkError(.backend, "oneDNN gave nothing for \(operation)")
    }
    return try Primitive(description, operation: operation)
  }

  /// A batch of images, channels last.
  private static func describe(
    _ count: Int, _ channels: Int, _ height: Int, _ width: Int, _ element: Element,
    _ operation: String
  ) throws(NetworkError) -> larmor_desc {
    var description = larmor_desc()
    let dims = [count, channels, height, width].map { dnnl_dim_t($0) }
    let strides = [height * width * channels, 1, width * channels, channels].map { dnnl_dim_t($0) }
    try Backend.check(larmor_describe(&description, 4, dims, strides, element.type), operation)
    return description
  }

  /// Computes the output, or the gradient of the images, from kernels [outputs, inputs, size, size].
  ///
  /// - Parameter version: of the kernels; equal numbers mean equal kernels.
  func run(
    images: UnsafeMutableRawPointer, kernels data: UnsafeMutableRawPointer, version: Int,
    outputs: UnsafeMutableRawPointer, workers: Workers
  ) throws(NetworkError) {
    if kernelVersion != version {
      for plan in plans { try plan.reorder.run(plain: data, chosen: plan.chosen) }
      kernelVersion = version
    }
    let chosen = plans.map(\.chosen)
    try each(images, outputs, workers) { chosen[$0.plan] }
  }

  /// Computes the gradient of the kernels into `gradient`, [outputs, inputs, size, size].
  func accumulate(
    images: UnsafeMutableRawPointer, outputs: UnsafeMutableRawPointer,
    gradient: UnsafeMutablePointer<Float>, workers: Workers
  ) throws(NetworkError) {
    try each(images, outputs, workers) { shard in
      UnsafeMutableRawPointer(
        shard.kernels.reserve(self.plans[shard.plan].kernelBytes, as: UInt8.self))
    }
    let size = geometry.kernels.reduce(1, *)
    for (index, plan) in plans.enumerated() {
      let count = plan.kernelBytes / 4
      let parts = shards.filter { $0.plan == index }.map {
        $0.kernels.reserve(count, as: Float.self)
      }
      let sum = plan.kernels.reserve(count, as: Float.self)
      Elementwise.run(count, workers) { start, length in
        for i in start..<start + length {
          var total: Float = 0
          for part in parts { total += part[i] }
          sum[i] = total
        }
      }
      let plain = index == 0 ? gradient : rest.reserve(size, as: Float.self)
      try plan.reorder.run(
        plain: UnsafeMutableRawPointer(plain), chosen: UnsafeMutableRawPointer(sum))
      if index > 0 { for i in 0..<size { gradient[i] += plain[i] } }
    }
  }

  private func each(
    _ images: UnsafeMutableRawPointer, _ outputs: UnsafeMutableRawPointer, _ workers: Workers,
    _ kernels: (Shard) -> UnsafeMutableRawPointer
  ) throws(NetworkError) {
    let failure = Failure()
    let imageBytes = geometry.height * geometry.width * geometry.inputs * image.bytes
    let outputBytes =
      geometry.outputHeight * geometry.outputWidth * geometry.outputs * output.bytes
    let names = kind.arguments
    workers.run(shards.count) { index in
      let shard = self.shards[index]
      failure.watch { () throws(NetworkError) in
        try self.plans[shard.plan].primitive.run(
          [
            (names.image, images + shard.first * imageBytes), (names.kernel, kernels(shard)),
            (names.output, outputs + shard.first * outputBytes),
          ], scratch: shard.scratch)
      }
    }
    try failure.rethrow()
  }
}

import CKernels

/// The products of a convolution on the matrix tiles of the processor: outputs from whole-number
/// images and kernels, exact in bytes, and both gradients in bfloat16.
///
/// A dense layer is a convolution of images of one place. Work is cut into shards of 32 images,
/// places and channels by the shape alone, and partial sums are added in a fixed order.
final class TileProduct {
  /// Whether this processor and system have matrix tiles.
  static let isAvailable = larmor_tiles_available() == 1

  /// Whether tiles serve a product of these operands: whole numbers as bytes, gradients as
  /// bfloat16, and enough images to fill tiles.
  static func serves(_ element: Element, batch: Int, _ pass: Pass) -> Bool {
    isAvailable && batch >= 16 && pass.precision.usesBrainFloats
      && (element == .signedByte || element == .unsignedByte)
  }

  let geometry: ConvolutionProduct.Geometry
  let batch: Int
  private let forwardTaps: TapTable
  private let backwardTaps: TapTable
  private let images = Scratch()
  private let transposed = Scratch()
  private let gradients = Scratch()
  private let pairs = Scratch()
  private let kernels = Scratch()
  private let kernelsBack = Scratch()
  private let sums = Scratch()
  private var kernelVersion = -1
  private var kernelBackVersion = -1
  private var isSigned = true

  /// How many tasks a gradient is cut into, at least, when it is large enough.
  private static let tasks = 32
  /// Places of an image to a task.
  private static let places = 32
  /// Blocks of 32 channels on either side whose gradients are summed together while their operands
  /// lie in the second-level cache.
  private static let blocksAtOnce = 3

  /// Prepares products over `batch` images.
  init(_ geometry: ConvolutionProduct.Geometry, batch: Int) {
    (self.geometry, self.batch) = (geometry, batch)
    forwardTaps = TapTable(outputsOf: geometry)
    backwardTaps = TapTable(inputsOf: geometry)
  }

  private var shards: Int { (batch + shardSize - 1) / shardSize }
  private var shardSize: Int { LARMOR_SHARD }
  private var tileBytes: Int { LARMOR_TILE_BYTES }
  private var taps: Int { geometry.size * geometry.size }
  private var inputPlaces: Int { geometry.height * geometry.width }
  private var outputPlaces: Int { geometry.outputHeight * geometry.outputWidth }
  private var inputBlocks: Int { (geometry.inputs + 31) / 32 }
  private var outputBlocks: Int { (geometry.outputs + 31) / 32 }
  /// Steps of 64 input channels.
  private var inputSteps: Int { (geometry.inputs + 63) / 64 }

  /// One of `parts` nearly equal ranges of 0..<`count`.
  private static func part(_ index: Int, of parts: Int, _ count: Int) -> Range<Int> {
    count * index / parts..<count * (index + 1) / parts
  }

  private func live(_ shard: Int) -> Int { min(shardSize, batch - shard * shardSize) }

  /// Runs `body` for each shard and range of places.
  private func eachPlaces(
    _ places: Int, _ workers: Workers, _ body: (_ shard: Int, _ places: Range<Int>) -> Void
  ) {
    let chunks = (places + Self.places - 1) / Self.places
    workers.run(shards * chunks) { task in
      let first = task % chunks * Self.places
      body(task / chunks, first..<min(places, first + Self.places))
    }
  }

  /// Computes the outputs into `result`, [batch, places, outputs].
  ///
  /// - Parameters:
  ///   - input: whole numbers, [batch, places, inputs].
  ///   - weights: [outputs, inputs, size, size], whole numbers.
  ///   - version: of the weights; equal numbers mean equal weights.
  func forward(
    _ input: Tensor, weights: UnsafePointer<Int8>, version: Int, into result: Tensor,
    workers: Workers
  ) {
    isSigned = input.domain != .bytes
    let shardBytes = inputPlaces * inputSteps * 2 * tileBytes
    let packed = images.reserve(shards * shardBytes, as: UInt8.self)
    let stride = inputPlaces * geometry.inputs
    eachPlaces(inputPlaces, workers) { shard, places in
      larmor_tile_pack_bytes(
        input.values + shard * self.shardSize * stride, stride, self.live(shard),
        places.lowerBound, places.count, self.geometry.inputs, packed + shard * shardBytes)
    }
    let blockBytes = taps * inputSteps * 2 * tileBytes
    let kernels = kernels.reserve(outputBlocks * blockBytes, as: Int8.self)
    if kernelVersion != version {
      workers.run(outputBlocks) { block in
        larmor_tile_pack_kernels(
          weights, self.geometry.outputs, self.geometry.inputs, self.taps, block,
          kernels + block * blockBytes)
      }
      kernelVersion = version
    }
    multiply(
      isSigned ? LARMOR_TILE_S8 : LARMOR_TILE_U8, packed, shardBytes, inputSteps, forwardTaps,
      kernels, blockBytes, result, outputPlaces, geometry.outputs, workers)
  }

  /// Computes the gradient of the weights, and that of the inputs if it is wanted, from the gradient
  /// of the outputs of the last forward pass.
  func backward(
    _ gradient: Tensor, weights: UnsafePointer<Int8>, version: Int, weightGradient: Tensor,
    inputGradient: Tensor?, workers: Workers
  ) {
    let steps = outputBlocks
    let shardCount = outputPlaces * steps * 2 * 512
    let plain = gradients.reserve(
      inputGradient == nil ? 0 : shards * shardCount, as: UInt16.self)
    let pairs = pairs.reserve(shards * shardCount, as: UInt16.self)
    let stride = outputPlaces * geometry.outputs
    let wantsPlain = inputGradient != nil
    eachPlaces(outputPlaces, workers) { shard, places in
      larmor_tile_pack_gradients(
        gradient.values + shard * self.shardSize * stride, stride, self.live(shard),
        places.lowerBound, places.count, self.geometry.outputs,
        wantsPlain ? plain + shard * shardCount : nil, pairs + shard * shardCount)
    }
    accumulate(pairs, shardCount, weightGradient, workers)
    guard let inputGradient else { return }
    let blockCount = taps * steps * 2 * 512
    let kernels = kernelsBack.reserve(inputBlocks * blockCount, as: UInt16.self)
    if kernelBackVersion != version {
      workers.run(inputBlocks) { block in
        larmor_tile_pack_kernels_back(
          weights, self.geometry.outputs, self.geometry.inputs, self.taps, block,
          kernels + block * blockCount)
      }
      kernelBackVersion = version
    }
    multiply(
      LARMOR_TILE_BF16, plain, shardCount * 2, steps, backwardTaps, kernels, blockCount * 2,
      inputGradient, inputPlaces, geometry.inputs, workers)
  }

  /// Sums over taps and channels for every place, block of 32 columns and shard.
  private func multiply(
    _ kind: larmor_tile_kind, _ operand: UnsafeMutableRawPointer, _ shardBytes: Int, _ steps: Int,
    _ table: TapTable, _ kernels: UnsafeMutableRawPointer, _ blockBytes: Int, _ result: Tensor,
    _ places: Int, _ columns: Int, _ workers: Workers
  ) {
    let blocks = (columns + 31) / 32
    let chunks = (places + Self.places - 1) / Self.places
    let parts = min(blocks, max(1, 4 * workers.count / (shards * chunks)))
    let stride = places * columns
    workers.run(shards * chunks * parts) { task in
      let part = task % parts
      let (shard, chunk) = (task / parts / chunks, task / parts % chunks)
      let first = chunk * Self.places
      for block in Self.part(part, of: parts, blocks) {
        larmor_tile_product(
          kind, operand + shard * shardBytes, steps, table.starts, table.taps, first,
          min(Self.places, places - first), kernels + block * blockBytes,
          result.values + shard * self.shardSize * stride, stride, columns, block * 32,
          columns - block * 32, self.live(shard))
      }
    }
  }

  /// The gradient of the weights: rows of places in order, in groups that are added in order.
  private func accumulate(
    _ gradients: UnsafeMutablePointer<UInt16>, _ gradientCount: Int, _ result: Tensor,
    _ workers: Workers
  ) {
    let g = geometry
    let packed = images.reserve(0, as: UInt8.self)
    let packedBytes = inputPlaces * inputSteps * 2 * tileBytes
    let imageCount = inputPlaces * inputBlocks * 2 * 512
    let images = transposed.reserve(shards * imageCount, as: UInt16.self)
    let signs: Int32 = isSigned ? 1 : 0
    eachPlaces(inputPlaces, workers) { shard, places in
      larmor_tile_transpose(
        packed + shard * packedBytes, signs, places.lowerBound, places.count, g.inputs,
        images + shard * imageCount)
    }
    var shape = larmor_tile_geometry(
      height: Int32(g.height), width: Int32(g.width), output_height: Int32(g.outputHeight),
      output_width: Int32(g.outputWidth), size: Int32(g.size), step: Int32(g.stride),
      padding: Int32(g.padding), inputs: Int32(inputBlocks * 2), outputs: Int32(outputBlocks * 2))
    let rows = max(1, 64 / g.outputWidth)
    let chunksPerShard = (g.outputHeight + rows - 1) / rows
    let chunks = shards * chunksPerShard
    let blocks = inputBlocks * outputBlocks
    let inputParts = (inputBlocks + Self.blocksAtOnce - 1) / Self.blocksAtOnce
    let outputParts = (outputBlocks + Self.blocksAtOnce - 1) / Self.blocksAtOnce
    let parts = inputParts * outputParts
    let groups = min(chunks, max(1, Self.tasks / parts))
    let groupCount = blocks * taps * 1024
    let sums = sums.reserve(groups * groupCount, as: Float.self)
    // Small images go several shards at one stroke.
    let stroke = chunksPerShard == 1 ? max(1, 64 / outputPlaces) : 1
    withUnsafePointer(to: &shape) { shape in
      nonisolated(unsafe) let shape = shape
      workers.run(groups * parts) { task in
        let (group, part) = (task / parts, task % parts)
        let begin = chunks * group / groups
        let end = chunks * (group + 1) / groups
        for chunk in stride(from: begin, to: end, by: stroke) {
          let (shard, first) = (chunk / chunksPerShard, chunk % chunksPerShard * rows)
          for output in Self.part(part / inputParts, of: outputParts, outputBlocks) {
            for input in Self.part(part % inputParts, of: inputParts, inputBlocks) {
              larmor_tile_gradient(
                shape, images + shard * imageCount, imageCount, gradients + shard * gradientCount,
                gradientCount, min(stroke, end - chunk), input, output, first,
                min(rows, g.outputHeight - first), chunk == begin ? 1 : 0,
                sums + group * groupCount + (output * self.inputBlocks + input) * self.taps * 1024)
            }
          }
        }
      }
    }
    workers.run(blocks) { block in
      larmor_tile_unpack_gradient(
        sums + block * self.taps * 1024, groups, groupCount, self.taps, block % self.inputBlocks,
        block / self.inputBlocks, g.inputs, g.outputs, result.values)
    }
  }
}

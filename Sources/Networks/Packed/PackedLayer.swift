/// A binary or ternary product on packed bits, fully connected or a convolution: sums of whole
/// numbers, an optional pool of them, and the comparisons that stand for batch norm and activation.
struct PackedLayer: Sendable {
  let geometry: PackedGeometry
  let input: PackedInput
  let outputs: Int
  let pool: (size: Int, step: Int)?
  let norm: FoldedNorm
  let output: PackedOutput
  /// Words of one place, or of one window of pixels.
  let words: Int
  private let weights: PackedColumns
  /// What the places beyond the image add to the count of signs, [windows x outputs]; empty without
  /// padding.
  private let beyond: [Int32]
  private let isTernary: Bool

  /// Folds a product and what follows it.
  init(
    _ weight: Parameter, _ geometry: PackedGeometry, input: PackedInput, kernelsAreImages: Bool,
    pool: (size: Int, step: Int)?, norm: BatchNorm, activation: (any Layer)?
  ) {
    (self.geometry, self.input, self.pool) = (geometry, input, pool)
    outputs = weight.values.batch
    isTernary = weight.kind != .binary
    let (taps, channels, outputs) = (geometry.taps, geometry.channels, outputs)
    // Pixels of a window stand side by side; bits of other values fill whole words at each place.
    let isPixels = if case .pixels = input { true } else { false }
    words = isPixels ? (taps * channels + 63) / 64 : (channels + 63) / 64
    let span = isPixels ? channels : words * 64
    let values = weight.values.array
    let place: (Int, Int) -> Int? = { output, bit in
      let (tap, channel) = (bit / span, bit % span)
      guard channel < channels, tap < taps else { return nil }
      let row = output * taps * channels
      return row + (kernelsAreImages ? channel * taps + tap : tap * channels + channel)
    }
    let ternary = isTernary
    weights = PackedColumns(
      count: ternary ? 2 * outputs : outputs, bits: isPixels ? taps * channels : taps * span
    ) { column, bit in
      guard let index = place(column % outputs, bit) else { return false }
      if !ternary { return values[index] >= 0 }
      return column < outputs ? values[index] > 0 : values[index] < 0
    }
    beyond = Self.beyond(geometry, outputs, input, ternary) { output, tap in
      (0..<channels).reduce(0) { sum, channel in
        let index =
          output * taps * channels
          + (kernelsAreImages ? channel * taps + tap : tap * channels + channel)
        return sum + (ternary ? Int32(values[index]) : values[index] >= 0 ? 1 : -1)
      }
    }
    let folded = FoldedNorm(norm)
    self.norm = folded
    output = PackedOutput(
      folded, columns: outputs, bound: input.bound * taps * channels, activation: activation)
  }

  /// The sum of all weights that meet the image, of each window: signs are 2 bit - 1, and the -1
  /// counts only inside.
  private static func beyond(
    _ geometry: PackedGeometry, _ outputs: Int, _ input: PackedInput, _ ternary: Bool,
    _ tapSum: (_ output: Int, _ tap: Int) -> Int32
  ) -> [Int32] {
    guard case .signs = input else { return [] }
    let sums = (0..<outputs * geometry.taps).map { tapSum($0 / geometry.taps, $0 % geometry.taps) }
    var inside = [Int32](repeating: 0, count: geometry.outputPlaces * outputs)
    geometry.visit { window, tap, place in
      guard place != nil else { return }
      for o in 0..<outputs { inside[window * outputs + o] += sums[o * geometry.taps + tap] }
    }
    return inside
  }

  /// How many words one window takes in each plane.
  var windowWords: Int { weights.words }
  /// How many counts a window and plane has.
  var columns: Int { weights.count }
  /// How many bits the weights hold.
  var weightBits: Int { columns * geometry.taps * geometry.channels }

  /// The shape of the sums after the pool.
  var pooled: (height: Int, width: Int) {
    guard let pool else { return (geometry.outputHeight, geometry.outputWidth) }
    return (
      (geometry.outputHeight - pool.size) / pool.step + 1,
      (geometry.outputWidth - pool.size) / pool.step + 1
    )
  }

  /// Sums of weights times values for windows of bits.
  ///
  /// - Parameters:
  ///   - bits: for each window the planes of its bits, `windowWords` words each.
  ///   - counts: memory for one count per window, plane and column.
  func sums(
    _ kernel: PopcountKernel, bits: UnsafePointer<UInt64>, windows: Int,
    counts: UnsafeMutablePointer<Int32>, into sums: UnsafeMutablePointer<Int32>
  ) {
    let planes = input.planes
    kernel.count(.common, rows: bits, windows * planes, columns: weights, into: counts)
    for window in 0..<windows {
      let target = sums + window * outputs
      start(target, window % geometry.outputPlaces)
      for plane in 0..<planes {
        let row = window * planes + plane
        let (positive, factor) = (counts + row * columns, factor(plane))
        if isTernary {
          let negative = positive + outputs
          for o in 0..<outputs { target[o] += factor * (positive[o] - negative[o]) }
        } else {
          var set = 0
          for w in 0..<windowWords { set += bits[row * windowWords + w].nonzeroBitCount }
          let total = Int32(set)
          for o in 0..<outputs { target[o] += factor * (2 * positive[o] - total) }
        }
      }
    }
  }

  /// What a bit of a plane adds.
  private func factor(_ plane: Int) -> Int32 {
    switch input {
    case .pixels: 1 << Int32(plane)
    case .signs: 2
    case .ternary: plane == 0 ? 1 : -1
    }
  }

  private func start(_ target: UnsafeMutablePointer<Int32>, _ window: Int) {
    if beyond.isEmpty {
      target.update(repeating: 0, count: outputs)
    } else {
      beyond.withUnsafeBufferPointer { beyond in
        for o in 0..<outputs { target[o] = -beyond[window * outputs + o] }
      }
    }
  }

  /// The largest sum of each window of the pool, in place of the sums of one image.
  func poolSums(_ sums: UnsafeMutablePointer<Int32>, into target: UnsafeMutablePointer<Int32>) {
    guard let pool else { return }
    let (tall, wide) = pooled
    for i in 0..<tall {
      for j in 0..<wide {
        let best = target + (i * wide + j) * outputs
        best.update(repeating: .min, count: outputs)
        for a in 0..<pool.size {
          for b in 0..<pool.size {
            let place = (i * pool.step + a) * geometry.outputWidth + j * pool.step + b
            let source = sums + place * outputs
            for o in 0..<outputs { best[o] = max(best[o], source[o]) }
          }
        }
      }
    }
  }
}

import CKernels

/// Products as converters of few bits deliver them: the fan-in is cut into blocks, the sum of each block
/// is rounded and clipped by itself, and the rounded sums are added.
///
///     y_o = sum over planes p and blocks k of s_p q_k(sum over i in k of W_oi x_pi + c_ko)
///
/// q_k takes the nearest of 2^bits values evenly spread from -fullScale to fullScale, zero the upper one; one bit is the sign.
/// Whole inputs 0...255 may come as eight planes of bits, each converted by itself.
public struct ConvertedSums: Sendable {
  /// A block of the fan-in.
  public struct Block: Sendable {
    /// The inputs that it adds.
    public let inputs: Range<Int>
    /// The largest sum that its converters tell apart.
    public let fullScale: Double
    /// What is in each output's sum beside its inputs; empty for nothing.
    public let constants: [Float]

    /// A block of these inputs.
    public init(inputs: Range<Int>, fullScale: Double, constants: [Float] = []) {
      (self.inputs, self.fullScale, self.constants) = (inputs, fullScale, constants)
    }
  }

  /// The blocks of the fan-in, in order.
  public let blocks: [Block]
  /// Of every converter.
  public let bits: Int
  /// Whether inputs come as eight planes of bits.
  public let isBitSerial: Bool

  /// - Precondition: 1 to 16 bits; a 32-bit float cannot tell many more steps apart.
  public init(blocks: [Block], bits: Int, isBitSerial: Bool) {
    precondition((1...16).contains(bits), "converters of \(bits) bits")
    (self.blocks, self.bits, self.isBitSerial) = (blocks, bits, isBitSerial)
  }

  /// What a converter of `bits` from -`fullScale` to `fullScale` makes of `value`.
  public static func convert(_ value: Double, bits: Int, fullScale: Double) -> Double {
    let steps = Double(1 << bits - 1)
    let step = 2 * fullScale / steps
    let level = (value / step + (steps + 1) / 2).rounded(.down)
    return min(max(level, 0), steps) * step - fullScale
  }

  /// Computes the outputs of `product` anew with `weights` (outputs x inputs).
  package func apply(
    _ weights: [Float], to product: Product, workers: Workers
  ) throws(NetworkError) {
    let operand: Tensor
    switch product.form {
    case .dense: operand = product.input
    case .convolution(let size, let stride, let padding):
      operand = Patches(size: size, stride: stride, padding: padding)
        .gather(product.input, workers)
    }
    let outputs = product.output.columns
    let (rows, inputs) = (product.output.rows, weights.count / max(outputs, 1))
    product.output.fill(0)
    let plane = isBitSerial ? Tensor([rows, inputs]) : operand
    let partial = Tensor([rows, outputs])
    let matrix = try Tensor([outputs, inputs], weights)
    for bit in 0..<(isBitSerial ? 8 : 1) {
      if isBitSerial {
        workers.chunked(rows * inputs, by: 16384) { range in
          for i in range { plane.values[i] = Float(Int(operand.values[i]) >> bit & 1) }
        }
      }
      for block in blocks {
        try add(
          block, of: plane, matrix, partial, to: product.output, weight: Float(1 << bit), workers)
      }
    }
  }

  private func add(
    _ block: Block, of operand: Tensor, _ matrix: Tensor, _ partial: Tensor, to output: Tensor,
    weight: Float, _ workers: Workers
  ) throws(NetworkError) {
    let (inputs, outputs) = (matrix.columns, output.columns)
    if block.inputs.isEmpty {
      partial.fill(0)
    } else {
      let first = block.inputs.lowerBound
      try MatrixProduct(
        m: output.rows, n: outputs, k: block.inputs.count, a: .rows(.float32, inputs),
        b: .transposed(.float32, inputs), c: .rows(.float32, outputs)
      ).run(
        UnsafeMutableRawPointer(operand.values + first),
        UnsafeMutableRawPointer(matrix.values + first), UnsafeMutableRawPointer(partial.values),
        workers: workers)
    }
    let (scale, steps) = (Float(block.fullScale), Float(1 << bits - 1))
    workers.chunked(output.rows, by: 64) { range in
      let (start, count) = (range.lowerBound * outputs, range.count * outputs)
      if !block.constants.isEmpty {
        for i in 0..<count { partial.values[start + i] += block.constants[i % outputs] }
      }
      larmor_add_converted(
        partial.values + start, output.values + start, count, scale, steps, weight)
    }
  }
}

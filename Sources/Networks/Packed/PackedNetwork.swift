/// A trained binary network of fully connected layers on packed bits: no number in it is real before
/// the last batch norm, and its outputs are those of the trained network to the last bit.
///
/// Sums are counts of differing bits (XNOR and popcount) with the fastest kernel of the processor;
/// pixels enter as eight planes of bits. Not for convolutions or spiking networks.
public struct PackedNetwork: Sendable {
  private let layers: [PackedLayer]
  /// How many pixels a sample has.
  public let inputs: Int
  /// How many classes there are.
  public let outputs: Int
  /// The implementation that counts bits.
  public let kernel: PopcountKernel

  /// Packs a trained network.
  ///
  /// - Throws: `NetworkError` naming the first layer that is not part of dense, batch norm, sign.
  public init(_ network: Network, kernel: PopcountKernel = .best) throws(NetworkError) {
    guard kernel.isAvailable else {
      throw NetworkError(.value, "packed network: this processor cannot run the \(kernel) kernel")
    }
    let used = network.layers.filter { !($0 is Dropout) }
    var layers: [PackedLayer] = []
    var position = 0
    while position < used.count {
      guard let dense = used[position] as? Dense, dense.weight.kind == .binary,
        position + 1 < used.count, let norm = used[position + 1] as? BatchNorm
      else {
        throw NetworkError(
          .value,
          "packed network: expected a binary dense layer and a batch norm, found \(used[position].label)"
        )
      }
      let isLast = position + 2 == used.count
      guard isLast || used[position + 2] is SignActivation else {
        throw NetworkError(
          .value, "packed network: expected a sign, found \(used[position + 2].label)")
      }
      layers.append(
        PackedLayer(dense, norm, bound: layers.isEmpty ? 255 * dense.inputs : dense.inputs))
      position += isLast ? 2 : 3
    }
    guard let first = layers.first, let last = layers.last else {
      throw NetworkError(.value, "packed network: the network has no layers")
    }
    self.layers = layers
    self.kernel = kernel
    inputs = first.weights.bits
    outputs = last.weights.count
  }

  /// How many bits the weights take.
  public var weightBits: Int { layers.reduce(0) { $0 + $1.weights.bits * $1.weights.count } }

  /// The classes of samples of pixels.
  ///
  /// - Throws: `NetworkError` unless the samples are bytes of the right number.
  public func predict(
    _ samples: LabelledSamples, workers: Workers = Workers()
  ) throws(NetworkError) -> [Int] {
    let values = try outputs(samples, workers: workers)
    return (0..<samples.count).map { sample in
      let row = values[sample * outputs..<(sample + 1) * outputs]
      var best = row.startIndex
      for c in row.indices where row[c] > row[best] { best = c }
      return best - row.startIndex
    }
  }

  /// The outputs of the last batch norm, [samples x outputs].
  public func outputs(
    _ samples: LabelledSamples, workers: Workers = Workers()
  ) throws(NetworkError) -> [Float] {
    guard case .bytes(let pixels) = samples.storage, samples.featureCount == inputs,
      samples.sampleShape.count != 3 || samples.sampleShape[0] == 1
    else {
      throw .shape(
        "packed network", expected: "samples of \(inputs) pixels of one channel",
        actual: "shape \(samples.sampleShape)")
    }
    var values = [Float](repeating: 0, count: samples.count * outputs)
    // 64 images to a tile: its sums stay in the second cache level.
    let tile = 64
    pixels.withUnsafeBufferPointer { pixels in
      values.withUnsafeMutableBufferPointer { values in
        guard let source = pixels.baseAddress, let target = values.baseAddress else { return }
        workers.chunked(samples.count, by: tile) { range in
          let memory = PackedScratch(layers, rows: range.count)
          memory.load(source + range.lowerBound * inputs, rows: range.count)
          run(memory, rows: range.count, target + range.lowerBound * outputs)
        }
      }
    }
    return values
  }

  private func run(_ memory: PackedScratch, rows: Int, _ target: UnsafeMutablePointer<Float>) {
    for (index, layer) in layers.enumerated() {
      if index == 0 {
        layer.sums(
          kernel, planes: memory.bits, rows: rows, scratch: memory.counts, into: memory.sums)
      } else {
        layer.sums(kernel, signs: memory.bits, rows: rows, into: memory.sums)
      }
      guard index + 1 == layers.count else {
        layer.compare(
          memory.sums, rows: rows, words: layers[index + 1].weights.words, into: memory.bits)
        continue
      }
      for i in 0..<rows * outputs {
        target[i] = layer.norm.value(Int(memory.sums[i]), i % outputs)
      }
    }
  }
}

/// A trained binary or ternary network on packed bits: no number in it is real before the last batch
/// norm, and its outputs are those of the trained network to the last bit.
///
/// Products are counts of common bits with the fastest kernel of the processor, windows of
/// convolutions are gathered as words; pixels enter as eight planes of bits, signs as one, ternary
/// values and weights as two. Not for residual or spiking networks.
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
  /// - Throws: `NetworkError` naming the first layer that is not part of a product, a pool (or
  ///   none), batch norm, activation.
  public init(_ network: Network, kernel: PopcountKernel = .best) throws(NetworkError) {
    guard kernel.isAvailable else {
      throw NetworkError(.value, "packed network: this processor cannot run the \(kernel) kernel")
    }
    var reader = PackedReader(network)
    var layers: [PackedLayer] = []
    while let layer = try reader.next() { layers.append(layer) }
    guard let first = layers.first, let last = layers.last, last.output.input == nil else {
      throw NetworkError(.value, "packed network: the network has no last product")
    }
    self.layers = layers
    self.kernel = kernel
    inputs = first.geometry.places * first.geometry.channels
    outputs = last.outputs
  }

  /// How many bits the weights take: one of a binary weight, two of a ternary one.
  public var weightBits: Int { layers.reduce(0) { $0 + $1.weightBits } }

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
    guard case .bytes(let pixels) = samples.storage, samples.featureCount == inputs else {
      throw .shape(
        "packed network", expected: "samples of \(inputs) pixels",
        actual: "shape \(samples.sampleShape)")
    }
    let channels = samples.sampleShape.count == 3 ? samples.sampleShape[0] : 1
    var values = [Float](repeating: 0, count: samples.count * outputs)
    // A tile of dense layers fills the kernel's rows; one of convolutions stays in the cache.
    let tile = layers.contains { $0.geometry.outputPlaces > 1 } ? 8 : 64
    pixels.withUnsafeBufferPointer { pixels in
      values.withUnsafeMutableBufferPointer { values in
        guard let source = pixels.baseAddress, let target = values.baseAddress else { return }
        workers.chunked(samples.count, by: tile) { range in
          let memory = PackedScratch(layers, rows: range.count, channels: channels)
          memory.load(source + range.lowerBound * inputs, rows: range.count, pixels: inputs)
          run(memory, rows: range.count, target + range.lowerBound * outputs)
        }
      }
    }
    return values
  }

  private func run(_ memory: PackedScratch, rows: Int, _ target: UnsafeMutablePointer<Float>) {
    for (index, layer) in layers.enumerated() {
      let next = index + 1 < layers.count ? layers[index + 1] : nil
      if layer.geometry.outputPlaces == 1 {
        memory.gather(layer, index, 0..<rows)
        layer.sums(
          kernel, bits: memory.windows, windows: rows, counts: memory.counts, into: memory.sums)
        for row in 0..<rows {
          if let next {
            memory.store(layer, next, row, memory.sums + row * layer.outputs)
          } else {
            for o in 0..<outputs {
              target[row * outputs + o] = layer.norm.value(
                Int(memory.sums[row * outputs + o]), o)
            }
          }
        }
      } else if let next {
        for row in 0..<rows {
          memory.gather(layer, index, row..<row + 1)
          layer.sums(
            kernel, bits: memory.windows, windows: layer.geometry.outputPlaces,
            counts: memory.counts, into: memory.sums)
          layer.poolSums(memory.sums, into: memory.pooled)
          memory.store(layer, next, row, layer.pool == nil ? memory.sums : memory.pooled)
        }
      }
      memory.turn()
    }
  }
}

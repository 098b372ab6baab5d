import CKernels

/// Turns samples into batches of a network's input: images become [height, width, channels] with
/// pixels as whole numbers 0...255 (batch norm removes the scale), other samples stay as they are.
package final class BatchReader {
  private let samples: LabelledSamples
  /// The shape of one sample of a batch.
  let sampleShape: [Int]
  private let domain: Tensor.Domain
  private var batch: Tensor?

  package init(_ samples: LabelledSamples) {
    self.samples = samples
    let shape = samples.sampleShape
    sampleShape = shape.count == 3 ? [shape[1], shape[2], shape[0]] : shape
    if case .bytes = samples.storage { domain = .bytes } else { domain = .reals }
  }

  /// The samples at `indices`; the batch is lent until the next call.
  ///
  /// - Parameter change: how the image at a position of the batch is changed.
  package func read(
    _ indices: ArraySlice<Int>, workers: Workers, change: ((Int) -> Augmentation.Draw)? = nil
  ) -> Tensor {
    let result = Tensor.reuse(&batch, [indices.count] + sampleShape, domain: domain)
    let features = samples.featureCount
    let first = indices.startIndex
    workers.run(indices.count) { position in
      let start = self.samples.featureCount * indices[first + position]
      let target = result.values + position * features
      switch self.samples.storage {
      case .bytes(let pixels):
        pixels.withUnsafeBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          self.place(base + start, change?(position) ?? .init(), target)
        }
      case .reals(let values):
        for i in 0..<features { target[i] = Float(values[start + i]) }
      }
    }
    return result
  }

  /// The labels at `indices`.
  func labels(_ indices: ArraySlice<Int>) -> [Int] { indices.map { samples.labels[$0] } }

  /// Copies [channels, height, width] to [height, width, channels] with a change.
  private func place(
    _ pixels: UnsafePointer<UInt8>, _ change: Augmentation.Draw,
    _ target: UnsafeMutablePointer<Float>
  ) {
    guard sampleShape.count == 3 else {
      larmor_widen_u8(pixels, target, samples.featureCount)
      return
    }
    let (height, width, channels) = (sampleShape[0], sampleShape[1], sampleShape[2])
    if channels == 1, change == .init() {
      larmor_widen_u8(pixels, target, height * width)
      return
    }
    for y in 0..<height {
      for x in 0..<width {
        let from = (y - change.down, (change.mirrored ? width - 1 - x : x) - change.right)
        let inside = from.0 >= 0 && from.0 < height && from.1 >= 0 && from.1 < width
        for c in 0..<channels {
          target[(y * width + x) * channels + c] =
            inside ? Float(pixels[(c * height + from.0) * width + from.1]) : 0
        }
      }
    }
    if change.cut > 0 { cut(pixels, change, target) }
  }

  /// Fills a square with the mean of the unchanged image in each channel, to a whole number.
  private func cut(
    _ pixels: UnsafePointer<UInt8>, _ change: Augmentation.Draw,
    _ target: UnsafeMutablePointer<Float>
  ) {
    let (height, width, channels) = (sampleShape[0], sampleShape[1], sampleShape[2])
    func span(_ centre: Double, _ length: Int) -> Range<Int> {
      let first = Int(centre * Double(length)) - change.cut / 2
      return (0..<length).clamped(to: first..<first + change.cut)
    }
    let (rows, columns) = (span(change.cutDown, height), span(change.cutRight, width))
    for c in 0..<channels {
      let sum = (0..<height * width).reduce(0) { $0 + Int(pixels[c * height * width + $1]) }
      let mean = Float((2 * sum + height * width) / (2 * height * width))
      for y in rows {
        for x in columns { target[(y * width + x) * channels + c] = mean }
      }
    }
  }
}

extension LabelledSamples {
  /// Byte images of [channels, height, width] scaled down to `height` x `width` by the mean over the
  /// area that each new pixel covers, parts of old pixels by their share.
  ///
  /// - Throws: `NetworkError` for samples that are no byte images, or sizes that would enlarge them.
  public func scaled(toHeight height: Int, width: Int) throws(NetworkError) -> LabelledSamples {
    guard case .bytes(let pixels) = storage, sampleShape.count == 3 else {
      throw .shape(
        "scaling", expected: "byte images [channels, height, width]", actual: "\(sampleShape)")
    }
    let (channels, oldHeight, oldWidth) = (sampleShape[0], sampleShape[1], sampleShape[2])
    guard (1...oldHeight).contains(height), (1...oldWidth).contains(width) else {
      throw NetworkError(
        .value,
        "scaling: \(height) x \(width) is no reduction of \(oldHeight) x \(oldWidth) images")
    }
    let rows = Self.shares(from: oldHeight, to: height)
    let columns = Self.shares(from: oldWidth, to: width)
    var scaled: [UInt8] = []
    scaled.reserveCapacity(count * channels * height * width)
    for plane in 0..<count * channels {
      let base = plane * oldHeight * oldWidth
      for row in rows {
        for column in columns {
          var sum = 0.0
          for (y, a) in row {
            for (x, b) in column { sum += a * b * Double(pixels[base + y * oldWidth + x]) }
          }
          scaled.append(UInt8(sum.rounded()))
        }
      }
    }
    return LabelledSamples(
      unchecked: [channels, height, width], .bytes(scaled), labels, classCount)
  }

  /// For each new pixel, the old pixels under it and their shares, which sum to 1.
  private static func shares(from old: Int, to new: Int) -> [[(index: Int, share: Double)]] {
    let ratio = Double(old) / Double(new)
    return (0..<new).map { pixel in
      let (start, end) = (Double(pixel) * ratio, Double(pixel + 1) * ratio)
      return (Int(start)..<min(old, Int(end.rounded(.up)))).compactMap { index in
        let cover = min(end, Double(index + 1)) - max(start, Double(index))
        return cover > 1e-12 ? (index, cover / ratio) : nil
      }
    }
  }
}

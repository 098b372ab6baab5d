/// The memory of one tile of packed inference.
final class PackedScratch {
  /// Windows of the present layer, plane after plane.
  let windows: UnsafeMutablePointer<UInt64>
  /// Counts of the present layer.
  let counts: UnsafeMutablePointer<Int32>
  /// Sums of the present layer.
  let sums: UnsafeMutablePointer<Int32>
  /// The largest of each pool's window.
  let pooled: UnsafeMutablePointer<Int32>
  private var bits: UnsafeMutablePointer<UInt64>
  private var nextBits: UnsafeMutablePointer<UInt64>
  private let pixels: UnsafeMutablePointer<UInt8>
  private let window: UnsafeMutablePointer<UInt8>
  private let channels: Int

  init(_ layers: [PackedLayer], rows: Int, channels: Int) {
    self.channels = channels
    func most(_ size: (PackedLayer) -> Int) -> Int { max(1, layers.map(size).max() ?? 1) }
    // Dense layers take all rows at once, convolutions one image at a time.
    func windows(_ layer: PackedLayer) -> Int { max(rows, layer.geometry.outputPlaces) }
    self.windows = .allocate(
      capacity: most { windows($0) * $0.input.planes * $0.windowWords })
    counts = .allocate(capacity: most { windows($0) * $0.input.planes * $0.columns })
    sums = .allocate(capacity: most { windows($0) * $0.outputs })
    pooled = .allocate(capacity: most { windows($0) * $0.outputs })
    let bitCount = most { rows * $0.geometry.places * $0.input.planes * $0.words }
    bits = .allocate(capacity: bitCount)
    nextBits = .allocate(capacity: bitCount)
    let first = layers.first?.geometry
    window = .allocate(capacity: most { $0.windowWords * 64 })
    pixels = .allocate(capacity: max(1, rows * (first?.places ?? 0) * (first?.channels ?? 0)))
  }

  deinit {
    windows.deallocate()
    counts.deallocate()
    sums.deallocate()
    pooled.deallocate()
    bits.deallocate()
    nextBits.deallocate()
    pixels.deallocate()
    window.deallocate()
  }

  /// Takes images [channels, height, width] as [height, width, channels].
  func load(_ source: UnsafePointer<UInt8>, rows: Int, pixels count: Int) {
    let places = count / channels
    for row in 0..<rows {
      for place in 0..<places {
        for c in 0..<channels {
          pixels[row * count + place * channels + c] = source[row * count + c * places + place]
        }
      }
    }
  }

  /// Puts the windows of some rows of the tile into `windows`.
  func gather(_ layer: PackedLayer, _ index: Int, _ rows: Range<Int>) {
    let g = layer.geometry
    let (planes, words, all) = (layer.input.planes, layer.words, layer.windowWords)
    for row in rows {
      let first = (row - rows.lowerBound) * g.outputPlaces
      if case .pixels = layer.input {
        cut(layer, row, first)
        continue
      }
      let source = bits + row * g.places * planes * words
      let target = windows + first * planes * all
      g.visit { window, tap, place in
        for plane in 0..<planes {
          let to = target + (window * planes + plane) * all + tap * words
          if let place {
            to.update(from: source + (place * planes + plane) * words, count: words)
          } else {
            to.update(repeating: 0, count: words)
          }
        }
      }
    }
  }

  /// Cuts windows of pixels into eight planes of bits.
  private func cut(_ layer: PackedLayer, _ row: Int, _ first: Int) {
    let g = layer.geometry
    let image = pixels + row * g.places * g.channels
    let target = windows + first * 8 * layer.windowWords
    let length = layer.windowWords * 64
    let (size, taps) = (g.channels, g.taps)
    g.visit { window, tap, place in
      // The pixels of one window side by side.
      let to = self.window + tap * size
      if let place {
        to.update(from: image + place * size, count: size)
      } else {
        to.update(repeating: 0, count: size)
      }
      guard tap + 1 == taps else { return }
      (self.window + taps * size).update(repeating: 0, count: length - taps * size)
      Self.planes(self.window, words: layer.windowWords, target + window * 8 * layer.windowWords)
    }
  }

  /// Cuts bytes into eight planes of `words` words, eight bytes at a time: the transpose of an 8 x 8
  /// matrix of bits (Warren, Hacker's Delight, 7-3).
  private static func planes(
    _ bytes: UnsafePointer<UInt8>, words: Int, _ target: UnsafeMutablePointer<UInt64>
  ) {
    target.update(repeating: 0, count: 8 * words)
    for group in 0..<words * 8 {
      var x = UInt64(
        littleEndian: UnsafeRawPointer(bytes + group * 8).loadUnaligned(as: UInt64.self))
      guard x != 0 else { continue }
      var t = (x ^ x >> 7) & 0x00AA_00AA_00AA_00AA
      x ^= t ^ t << 7
      t = (x ^ x >> 14) & 0x0000_CCCC_0000_CCCC
      x ^= t ^ t << 14
      t = (x ^ x >> 28) & 0x0000_0000_F0F0_F0F0
      x ^= t ^ t << 28
      let shift = UInt64(group % 8 * 8)
      for plane in 0..<8 {
        target[plane * words + group / 8] |= (x >> UInt64(plane * 8) & 0xff) << shift
      }
    }
  }

  /// Keeps the activations of one row of the tile for the next layer.
  func store(
    _ layer: PackedLayer, _ next: PackedLayer, _ row: Int, _ sums: UnsafePointer<Int32>
  ) {
    let (planes, words) = (next.input.planes, next.words)
    let places = layer.pooled.height * layer.pooled.width
    for place in 0..<places {
      layer.output.pack(
        sums + place * layer.outputs, words: words,
        into: nextBits + (row * places + place) * planes * words)
    }
  }

  /// Makes what was stored the input.
  func turn() { swap(&bits, &nextBits) }
}

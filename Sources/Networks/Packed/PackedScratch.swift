/// The memory of one tile of packed inference.
final class PackedScratch {
  /// Bits of the present layer's inputs.
  let bits: UnsafeMutablePointer<UInt64>
  /// Counts of the first layer, eight rows to an image.
  let counts: UnsafeMutablePointer<Int32>
  /// Sums of the present layer.
  let sums: UnsafeMutablePointer<Int32>
  private let words: Int
  private let pixels: Int

  init(_ layers: [PackedLayer], rows: Int) {
    let first = layers.first?.weights
    words = first?.words ?? 0
    pixels = first?.bits ?? 0
    let widest = layers.map(\.weights.words).max() ?? 0
    bits = .allocate(capacity: max(1, rows * max(8 * words, widest)))
    counts = .allocate(capacity: max(1, rows * 8 * (first?.count ?? 0)))
    sums = .allocate(capacity: max(1, rows * (layers.map(\.weights.count).max() ?? 0)))
  }

  deinit {
    bits.deallocate()
    counts.deallocate()
    sums.deallocate()
  }

  /// Cuts pixels into eight planes of bits.
  func load(_ source: UnsafePointer<UInt8>, rows: Int) {
    for row in 0..<rows {
      for word in 0..<words {
        var planes: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) =
          (0, 0, 0, 0, 0, 0, 0, 0)
        let first = word * 64
        for i in first..<min(first + 64, pixels) {
          let pixel = UInt64(source[row * pixels + i])
          guard pixel != 0 else { continue }
          let place = UInt64(i - first)
          planes.0 |= (pixel & 1) << place
          planes.1 |= (pixel >> 1 & 1) << place
          planes.2 |= (pixel >> 2 & 1) << place
          planes.3 |= (pixel >> 3 & 1) << place
          planes.4 |= (pixel >> 4 & 1) << place
          planes.5 |= (pixel >> 5 & 1) << place
          planes.6 |= (pixel >> 6 & 1) << place
          planes.7 |= (pixel >> 7 & 1) << place
        }
        withUnsafeBytes(of: planes) { raw in
          for plane in 0..<8 {
            bits[(row * 8 + plane) * words + word] =
              raw.load(fromByteOffset: plane * 8, as: UInt64.self)
          }
        }
      }
    }
  }
}

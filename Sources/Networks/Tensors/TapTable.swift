import CKernels

/// Which places of the other side, through which taps of the kernel, a sum at each place takes.
final class TapTable {
  let starts: UnsafeMutablePointer<Int32>
  let taps: UnsafeMutablePointer<larmor_tap>

  /// The inputs of each output of a convolution.
  convenience init(outputsOf g: ConvolutionProduct.Geometry) {
    self.init(g.outputHeight, g.outputWidth, g.size) { i, j, a, b in
      let (y, x) = (i * g.stride + a - g.padding, j * g.stride + b - g.padding)
      guard (0..<g.height).contains(y), (0..<g.width).contains(x) else { return nil }
      return y * g.width + x
    }
  }

  /// The outputs that each input of a convolution is part of.
  convenience init(inputsOf g: ConvolutionProduct.Geometry) {
    self.init(g.height, g.width, g.size) { i, j, a, b in
      let (y, x) = (i + g.padding - a, j + g.padding - b)
      guard y >= 0, x >= 0, y.isMultiple(of: g.stride), x.isMultiple(of: g.stride),
        y / g.stride < g.outputHeight, x / g.stride < g.outputWidth
      else { return nil }
      return y / g.stride * g.outputWidth + x / g.stride
    }
  }

  private init(
    _ height: Int, _ width: Int, _ size: Int, _ place: (Int, Int, Int, Int) -> Int?
  ) {
    var (starts, taps): ([Int32], [larmor_tap]) = ([0], [])
    for i in 0..<height {
      for j in 0..<width {
        for a in 0..<size {
          for b in 0..<size {
            guard let place = place(i, j, a, b) else { continue }
            taps.append(larmor_tap(place: Int32(place), tap: Int32(a * size + b)))
          }
        }
        starts.append(Int32(taps.count))
      }
    }
    self.starts = .allocate(capacity: starts.count)
    self.starts.initialize(from: starts, count: starts.count)
    self.taps = .allocate(capacity: max(1, taps.count))
    self.taps.initialize(from: taps, count: taps.count)
  }

  deinit {
    starts.deallocate()
    taps.deallocate()
  }
}

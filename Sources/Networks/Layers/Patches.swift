/// Windows of images [height, width, channels] as channels [channels, size, size] of one place each,
/// zeros outside: a convolution of few channels becomes one of 1x1 windows with the same kernels.
final class Patches {
  private let size: Int
  private let stride: Int
  private let padding: Int
  private var output: Tensor?

  init(size: Int, stride: Int, padding: Int) {
    (self.size, self.stride, self.padding) = (size, stride, padding)
  }

  /// The windows of `input`, lent until the next call.
  func gather(_ input: Tensor, _ workers: Workers) -> Tensor {
    let (height, width, channels) = (input.shape[1], input.shape[2], input.shape[3])
    let tall = (height + 2 * padding - size) / stride + 1
    let wide = (width + 2 * padding - size) / stride + 1
    let (size, stride, padding) = (size, stride, padding)
    let taps = size * size
    let result = Tensor.reuse(
      &output, [input.batch, tall, wide, channels * taps], domain: input.domain)
    let (source, target) = (input.values, result.values)
    workers.run(input.batch * tall) { task in
      let (image, i) = (task / tall, task % tall)
      for j in 0..<wide {
        let place = target + ((image * tall + i) * wide + j) * channels * taps
        for a in 0..<size {
          let y = i * stride + a - padding
          for b in 0..<size {
            let x = j * stride + b - padding
            let inside = y >= 0 && y < height && x >= 0 && x < width
            let from = ((image * height + y) * width + x) * channels
            for c in 0..<channels { place[c * taps + a * size + b] = inside ? source[from + c] : 0 }
          }
        }
      }
    }
    return result
  }
}

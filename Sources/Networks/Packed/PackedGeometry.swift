/// The windows of a packed product over places of `width` columns; a dense layer has one window.
struct PackedGeometry: Sendable {
  let height: Int, width: Int, channels: Int
  let windowHeight: Int, windowWidth: Int, stride: Int, padding: Int

  /// A fully connected layer over images of this shape, or over rows of values.
  init(dense shape: [Int]) {
    let image = shape.count == 3
    (height, width) = image ? (shape[0], shape[1]) : (1, 1)
    channels = image ? shape[2] : shape.reduce(1, *)
    (windowHeight, windowWidth, stride, padding) = (height, width, 1, 0)
  }

  /// A convolution of images of this shape.
  init(_ convolution: Convolution, _ shape: [Int]) {
    (height, width, channels) = (shape[0], shape[1], shape[2])
    (windowHeight, windowWidth) = (convolution.size, convolution.size)
    (stride, padding) = (convolution.stride, convolution.padding)
  }

  var places: Int { height * width }
  var outputHeight: Int { (height + 2 * padding - windowHeight) / stride + 1 }
  var outputWidth: Int { (width + 2 * padding - windowWidth) / stride + 1 }
  var outputPlaces: Int { outputHeight * outputWidth }
  var taps: Int { windowHeight * windowWidth }

  /// Runs `body` with each window's index, tap and place; the place is nil outside the image.
  func visit(_ body: (_ window: Int, _ tap: Int, _ place: Int?) -> Void) {
    for i in 0..<outputHeight {
      for j in 0..<outputWidth {
        for a in 0..<windowHeight {
          let y = i * stride + a - padding
          for b in 0..<windowWidth {
            let x = j * stride + b - padding
            let inside = y >= 0 && y < height && x >= 0 && x < width
            body(i * outputWidth + j, a * windowWidth + b, inside ? y * width + x : nil)
          }
        }
      }
    }
  }
}

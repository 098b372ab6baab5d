import Networks
import Testing

/// bfloat16 keeps eight bits: a sum of n products of unit normals errs by about 2^-9 sqrt(2 n).
private let brainTolerance: Float = 0.1

@Suite("Products")
struct ProductTests {
  private static let cases: [(Tensor.Domain, ClosedRange<Int>)] = [
    (.smallIntegers, -1...1), (.bytes, 0...255), (.reals, -9...9),
  ]

  @Test("Dense sums of whole numbers are exact in every format", arguments: cases.indices)
  func dense(index: Int) throws {
    let (domain, range) = Self.cases[index]
    let (batch, inputs, outputs) = (150, 70, 530)
    let layer = Dense(name: "d", inputs: inputs, outputs: outputs, kind: .binary)
    let weights = try Support.normal([outputs, inputs], seed: 1).array
    for (i, value) in weights.enumerated() { layer.weight.values.set(i, value) }
    layer.weight.touch()
    let input = try Support.integers([batch, inputs], range, seed: 2, domain: domain)
    let x = input.array
    for workers in [1, 3] {
      let y = try layer.forward(input, Pass(training: true, workers: Workers(workers))).array
      var wrong = 0
      for b in 0..<batch {
        for o in 0..<outputs {
          var sum: Float = 0
          for i in 0..<inputs { sum += x[b * inputs + i] * (weights[o * inputs + i] >= 0 ? 1 : -1) }
          if y[b * outputs + o] != sum { wrong += 1 }
        }
      }
      #expect(wrong == 0)
    }
  }

  @Test("Convolutions of whole numbers are exact", arguments: [(0, 1, 1), (1, 2, 3), (2, 1, 33)])
  func convolution(padding: Int, stride: Int, channels: Int) throws {
    let (batch, height, width, outputs, size) = (18, 7, 6, 5, 3)
    let layer = Convolution(
      name: "c", inputs: channels, outputs: outputs, size: size, stride: stride, padding: padding,
      kind: .discrete(levels: 3))
    let weights = try Support.integers(
      [outputs, channels, size, size], -1...1, seed: 3, domain: .smallIntegers
    ).array
    for (i, value) in weights.enumerated() { layer.weight.values.set(i, value) }
    layer.weight.touch()
    let input = try Support.integers(
      [batch, height, width, channels], -1...1, seed: 4, domain: .smallIntegers)
    let x = input.array
    let result = try layer.forward(input, Pass(training: true, workers: Workers(2)))
    let (tall, wide) = (result.shape[1], result.shape[2])
    let y = result.array
    var wrong = 0
    for b in 0..<batch {
      for i in 0..<tall {
        for j in 0..<wide {
          for o in 0..<outputs {
            var sum: Float = 0
            for c in 0..<channels {
              for a in 0..<size {
                for d in 0..<size {
                  let (row, column) = (i * stride + a - padding, j * stride + d - padding)
                  guard (0..<height).contains(row), (0..<width).contains(column) else { continue }
                  sum +=
                    x[((b * height + row) * width + column) * channels + c]
                    * weights[((o * channels + c) * size + a) * size + d]
                }
              }
            }
            if y[((b * tall + i) * wide + j) * outputs + o] != sum { wrong += 1 }
          }
        }
      }
    }
    #expect(wrong == 0)
  }

  @Test(
    "Batches of any size give what their images give one by one",
    arguments: [(16, 64, 128, 3), (5, 128, 256, 1), (4, 256, 256, 3)])
  func batches(extent: Int, inputs: Int, outputs: Int, size: Int) throws {
    let layer = Convolution(
      name: "c", inputs: inputs, outputs: outputs, size: size, padding: size / 2, kind: .binary)
    let weights = try Support.normal([outputs, inputs, size, size], seed: 1).array
    for (i, value) in weights.enumerated() { layer.weight.values.set(i, value) }
    layer.weight.touch()
    // Sums of signs are exact in every format, so that nothing depends on their order.
    let (most, sample) = (41, [extent, extent, inputs])
    let x = try Support.integers([most] + sample, -1...1, seed: 2, domain: .reals).array
    let shape = try layer.outputShape(for: sample)
    let dy = try Support.integers([most] + shape, -1...1, seed: 3, domain: .reals).array
    func run(_ images: Range<Int>, _ precision: Precision) throws -> [[Float]] {
      let pass = Pass(training: true, workers: Workers(2), precision: precision)
      func part(_ values: [Float], _ sample: [Int], _ domain: Tensor.Domain) throws -> Tensor {
        let length = sample.reduce(1, *)
        return try Tensor(
          [images.count] + sample,
          Array(values[images.lowerBound * length..<images.upperBound * length]), domain: domain)
      }
      let y = try layer.forward(try part(x, sample, .smallIntegers), pass).array
      let dx = try layer.backward(try part(dy, shape, .reals), pass).array
      return [y, dx, layer.weight.gradient.array]
    }
    for precision in [Precision.float32, .bfloat16] {
      let single = try (0..<most).map { try run($0..<$0 + 1, precision) }
      for batch in [7, 16, 17, 24, 31, 41] {
        let whole = try run(0..<batch, precision)
        var sum = [Float](repeating: 0, count: weights.count)
        for image in single[..<batch] { for i in sum.indices { sum[i] += image[2][i] } }
        let expected = [
          single[..<batch].flatMap { $0[0] }, single[..<batch].flatMap { $0[1] }, sum,
        ]
        let names = ["outputs", "gradient of inputs", "gradient of kernels"]
        for (name, (found, right)) in zip(names, zip(whole, expected)) {
          let wrong = zip(found, right).count { $0 != $1 }
          #expect(wrong == 0, "\(name), \(batch) images, \(precision)")
        }
      }
    }
  }

  @Test("Gradients in bfloat16 are those in float32, rounded")
  func precisions() throws {
    func gradients(_ precision: Precision) throws -> ([Float], [Float]) {
      let layer = Dense(name: "d", inputs: 40, outputs: 30, kind: .binary)
      let weights = try Support.normal([30, 40], seed: 5).array
      for (i, value) in weights.enumerated() { layer.weight.values.set(i, value) }
      layer.weight.touch()
      let pass = Pass(training: true, precision: precision)
      _ = try layer.forward(
        try Support.integers([50, 40], -1...1, seed: 6, domain: .smallIntegers), pass)
      let dx = try layer.backward(try Support.normal([50, 30], seed: 7), pass).array
      return (dx, layer.weight.gradient.array)
    }
    let (single, brain) = (try gradients(.float32), try gradients(.bfloat16))
    for (a, b) in zip(single.0 + single.1, brain.0 + brain.1) {
      #expect(abs(a - b) < brainTolerance)
    }
    #expect(single.1 != brain.1)
  }

  @Test("A shape that does not fit is an error with operation, expected and actual")
  func shapes() throws {
    let layer = Dense(name: "d", inputs: 4, outputs: 2, kind: .real)
    let error = #expect(throws: NetworkError.self) {
      _ = try layer.forward(Tensor([3, 5]), Pass(training: false))
    }
    #expect(
      error?.description == "dense 4-2: expected rows of 4 values, got shape [3, 5]")
  }
}

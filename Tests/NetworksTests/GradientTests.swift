import Networks
import Randomness
import Testing

/// Central differences of 32-bit floats with steps of 0.01 lose about four digits.
private let gradientTolerance: Float = 2e-2

@Suite("Gradients")
struct GradientTests {
  /// Holds dL/dx and dL/dparameters of L = sum r y, r random, against central differences.
  private func check(
    _ layer: any Layer, input: Tensor, seed: UInt64 = 1
  ) throws {
    let pass = Pass(training: true, workers: Workers(2), precision: .float32)
    let first = try layer.forward(input, pass)
    let weights = try Support.normal(first.shape, seed: seed + 100)
    let loss = { () throws -> Float in
      zip(try layer.forward(input, pass).array, weights.array).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let inputGradient = try layer.backward(weights, pass).array
    try compare(input, inputGradient, "input of \(layer.label)", loss)
    for parameter in layer.parameters {
      _ = try layer.forward(input, pass)
      _ = try layer.backward(weights, pass)
      try compare(
        parameter.values, parameter.gradient.array, parameter.name,
        {
          parameter.touch()
          return try loss()
        })
    }
  }

  private func compare(
    _ tensor: Tensor, _ gradient: [Float], _ what: String, _ loss: () throws -> Float
  ) throws {
    let step: Float = 0.01
    let scale = gradient.map(\.magnitude).max() ?? 1
    for place in stride(from: 0, to: tensor.count, by: max(1, tensor.count / 40)) {
      let value = tensor.array[place]
      tensor.set(place, value + step)
      let above = try loss()
      tensor.set(place, value - step)
      let below = try loss()
      tensor.set(place, value)
      let expected = (above - below) / (2 * step)
      #expect(
        abs(expected - gradient[place]) <= gradientTolerance * max(1, scale),
        "\(what) at \(place): \(gradient[place]), by differences \(expected)")
    }
  }

  private func filled<L: Layer>(_ layer: L, seed: UInt64 = 3) throws -> L {
    for (index, parameter) in layer.parameters.enumerated() {
      let values = try Support.normal(
        parameter.values.shape, seed: seed + UInt64(index), deviation: 0.5)
      for i in 0..<values.count { parameter.values.set(i, values.array[i]) }
      parameter.touch()
    }
    return layer
  }

  @Test("A dense layer agrees with differences")
  func dense() throws {
    try check(
      try filled(Dense(name: "d", inputs: 7, outputs: 5, kind: .real)),
      input: try Support.normal([6, 7], seed: 1))
  }

  @Test("A convolution agrees with differences", arguments: [(0, 1), (1, 1), (1, 2)])
  func convolution(padding: Int, stride: Int) throws {
    try check(
      try filled(
        Convolution(
          name: "c", inputs: 3, outputs: 4, size: 3, stride: stride, padding: padding, kind: .real)),
      input: try Support.normal([3, 6, 5, 3], seed: 2))
  }

  @Test("Batch norm agrees with differences")
  func batchNorm() throws {
    try check(
      try filled(BatchNorm(name: "b", features: 4)), input: try Support.normal([9, 4], seed: 3))
  }

  @Test("A fixed batch norm divides by its deviation in every pass, and has nothing to train")
  func fixedNorm() throws {
    let norm = BatchNorm(name: "b", features: 4, fixedVariance: 9)
    let input = try Support.normal([9, 4], seed: 3)
    try check(norm, input: input)
    let kept = norm.statistics.map(\.values.array)
    for norms in [Pass.Norms.batch, .measured(earlier: 0), .estimates] {
      let output = try norm.forward(input, Pass(training: true, norms: norms)).array
      #expect(zip(output, input.array).allSatisfy { abs($0 - $1 / 3) < 1e-6 })
    }
    #expect(norm.parameters.isEmpty)
    #expect(norm.statistics.map(\.values.array) == kept)
  }

  @Test("Measured batch norms hold the mean over the batches, whatever stood before")
  func measuredNorm() throws {
    let norm = try filled(BatchNorm(name: "b", features: 4))
    var (means, variances) = ([Double](repeating: 0, count: 4), [Double](repeating: 0, count: 4))
    for index in 0..<5 {
      let batch = try Support.normal([9, 4], seed: 20 + UInt64(index))
      _ = try norm.forward(batch, Pass(training: false, norms: .measured(earlier: index)))
      for c in 0..<4 {
        let column = (0..<9).map { Double(batch.array[$0 * 4 + c]) }
        let mean = column.reduce(0, +) / 9
        means[c] += mean / 5
        variances[c] += column.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 8 / 5
      }
    }
    let (mean, variance) = (norm.statistics[0].values.array, norm.statistics[1].values.array)
    for c in 0..<4 {
      #expect(abs(Double(mean[c]) - means[c]) < 1e-5)
      #expect(abs(Double(variance[c]) - variances[c]) < 1e-5)
    }
  }

  @Test("Pools agree with differences")
  func pools() throws {
    // Values far apart, so that no difference changes a winner.
    var stream = RandomStream(seed: 4, purpose: "test order")
    let order = stream.permutation(2 * 4 * 4 * 3).map { Float($0) * 0.1 }
    let input = try Tensor([2, 4, 4, 3], order)
    try check(MaxPool(size: 2, step: 2), input: input)
    try check(MaxPool(size: 3, step: 1), input: input)
    try check(AveragePool(size: 2), input: input)
  }

  @Test("Residual blocks and time axes agree with differences")
  func residual() throws {
    let body = try filled(Dense(name: "r", inputs: 4, outputs: 4, kind: .real))
    try check(Residual(body: [body]), input: try Support.normal([3, 4], seed: 5))
    try check(RepeatInTime(steps: 3), input: try Support.normal([3, 4], seed: 6))
    try check(MeanInTime(steps: 3), input: try Support.normal([6, 4], seed: 7))
  }

  @Test("Losses agree with differences")
  func losses() throws {
    let code = try OutputCode(classes: 3, length: 5, seed: 1)
    let losses: [(any Loss, Int)] = [
      (CrossEntropy(), 3), (SquaredHinge(), 3), (OutputCodeHinge(code), 5),
    ]
    for (loss, outputs) in losses {
      let values = try Support.normal([4, outputs], seed: 8)
      let labels = [0, 2, 1, 2]
      let gradient = Tensor([4, outputs])
      _ = loss.evaluate(values, labels, gradient: gradient)
      try compare(values, gradient.array, "\(loss)") {
        Float(loss.evaluate(values, labels, gradient: nil))
      }
    }
  }

  @Test("Straight-through gradients are their definitions")
  func straightThrough() throws {
    let x = try Tensor([1, 9], [-2, -1.2, -1, -0.6, 0, 0.4, 0.5, 1, 1.6])
    let dy = try Tensor([1, 9], (1...9).map(Float.init))
    let pass = Pass(training: true)
    let sign = SignActivation()
    #expect(try sign.forward(x, pass).array == [-1, -1, -1, -1, 1, 1, 1, 1, 1])
    #expect(try sign.backward(dy, pass).array == [0, 0, 3, 4, 5, 6, 7, 8, 0])
    let ternary = TernaryActivation()
    #expect(try ternary.forward(x, pass).array == [-1, -1, 0, 0, 0, 0, 0, 0, 1])
    // 0.5 < |x| < 1.5
    #expect(try ternary.backward(dy, pass).array == [0, 2, 3, 4, 0, 0, 0, 8, 0])
  }

  @Test("Integrate and fire follows its equations, forward and back in time")
  func integrateAndFire() throws {
    let soft = IntegrateAndFire(SpikingConfiguration(timeSteps: 3, threshold: 1))
    let pass = Pass(training: true)
    // One neuron: 0.75, then 1.5 (fires, 0.5 left), then 0.75.
    let x = try Tensor([3, 1], [0.75, 0.75, 0.25])
    #expect(try soft.forward(x, pass).array == [0, 1, 0])
    // Surrogates 1 - |u - 1|: 0.75, 0.5, 0.75; gradients 1, 2, 4 add up from the last step.
    let dy = try Tensor([3, 1], [1, 2, 4])
    #expect(try soft.backward(dy, pass).array == [4.75, 4, 3])
    let hard = IntegrateAndFire(SpikingConfiguration(timeSteps: 3, threshold: 1, reset: .hard))
    #expect(try hard.forward(x, pass).array == [0, 1, 0])
    // u = 0.75, 1.5, 0.25: the reset at the second step cuts the way back from the third.
    #expect(try hard.backward(dy, pass).array == [1.75, 1, 1])
  }
}

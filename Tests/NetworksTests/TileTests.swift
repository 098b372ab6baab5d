import Networks
import Testing

/// Operands of gradients keep eight bits: a sum of n products of unit normals errs by about
/// 2^-9 sqrt(n/3), a thousandth of its size sqrt(n); the largest of many by five times that. The rest
/// is room.
private let relativeTolerance: Float = 0.03

/// The products of whole numbers take matrix tiles where the processor has them; on other
/// processors these tests compare oneDNN's two formats.
@Suite("Matrix tiles")
struct TileTests {
  private struct Outcome {
    let output: [Float], weights: [Float], inputs: [Float]
  }

  private func run(
    _ layer: any Layer, _ input: Tensor, _ gradient: Tensor, _ precision: Precision, workers: Int
  ) throws -> Outcome {
    let pass = Pass(training: true, workers: Workers(workers), precision: precision)
    let output = try layer.forward(input, pass).array
    let inputs = try layer.backward(gradient, pass).array
    return Outcome(
      output: output, weights: layer.parameters[0].gradient.array, inputs: inputs)
  }

  private func compare(_ a: [Float], _ b: [Float]) {
    let size = (b.map { $0 * $0 }.reduce(0, +) / Float(b.count)).squareRoot()
    let error = zip(a, b).map { abs($0 - $1) }.max() ?? 0
    #expect(error < relativeTolerance * size, "error \(error) of values of size \(size)")
  }

  private func check(_ layer: any Layer, _ input: Tensor, outputs shape: [Int]) throws {
    let weight = layer.parameters[0]
    let values = try Support.normal(weight.values.shape, seed: 1).array
    for (i, value) in values.enumerated() { weight.values.set(i, value) }
    weight.touch()
    let gradient = try Support.normal(shape, seed: 3)
    let brain = try run(layer, input, gradient, .bfloat16, workers: 1)
    let again = try run(layer, input, gradient, .bfloat16, workers: 3)
    #expect(brain.output == again.output)
    #expect(brain.weights == again.weights)
    #expect(brain.inputs == again.inputs)
    let float = try run(layer, input, gradient, .float32, workers: 2)
    #expect(brain.output == float.output)
    compare(brain.weights, float.weights)
    compare(brain.inputs, float.inputs)
  }

  @Test(
    "Convolutions in tiles: outputs are exact, gradients those of float32, at any number of workers",
    arguments: [(3, 1, 1, 40, 33), (3, 2, 1, 64, 48), (1, 2, 0, 16, 70), (5, 1, 0, 20, 16)])
  func convolution(size: Int, stride: Int, padding: Int, inputs: Int, outputs: Int) throws {
    let layer = Convolution(
      name: "c", inputs: inputs, outputs: outputs, size: size, stride: stride, padding: padding,
      kind: .binary)
    let input = try Support.integers([37, 9, 7, inputs], -1...1, seed: 2, domain: .smallIntegers)
    let shape = try layer.outputShape(for: [9, 7, inputs])
    try check(layer, input, outputs: [37] + shape)
  }

  @Test("Dense layers in tiles: the same", arguments: [(130, 40, 70), (784, 10, 33)])
  func dense(inputs: Int, outputs: Int, batch: Int) throws {
    let layer = Dense(name: "d", inputs: inputs, outputs: outputs, kind: .binary)
    let bytes = try Support.integers([batch, inputs], 0...255, seed: 2, domain: .bytes)
    try check(layer, bytes, outputs: [batch, outputs])
    let signs = try Support.integers([batch, inputs], -1...1, seed: 4, domain: .smallIntegers)
    try check(layer, signs, outputs: [batch, outputs])
  }
}

/// The sum of two paths: y = body(x) + shortcut(x); an empty shortcut passes x on (He et al., 2016).
public final class Residual: Layer {
  public let label: String
  private let body: [any Layer]
  private let shortcut: [any Layer]
  private var output: Tensor?
  private var inputGradient: Tensor?

  /// A block of two paths.
  public init(body: [any Layer], shortcut: [any Layer] = []) {
    label = "residual of \(body.map(\.label).joined(separator: ", "))"
    self.body = body
    self.shortcut = shortcut
  }

  /// Those of the body, then those of the shortcut.
  public var parameters: [Parameter] { (body + shortcut).flatMap(\.parameters) }
  /// Those of the body, then those of the shortcut.
  public var statistics: [Parameter] { (body + shortcut).flatMap(\.statistics) }

  /// The shape at the end of the body.
  ///
  /// - Throws: `NetworkError` where the shortcut ends in another shape, or of a layer on either
  ///   path.
  public func outputShape(for sample: [Int]) throws(NetworkError) -> [Int] {
    var (main, side) = (sample, sample)
    for layer in body { main = try layer.outputShape(for: main) }
    for layer in shortcut { side = try layer.outputShape(for: side) }
    guard main == side else {
      throw .shape(label, expected: "a shortcut of shape \(main)", actual: "\(side)")
    }
    return main
  }

  /// body(x) + shortcut(x), value by value.
  ///
  /// - Throws: `NetworkError` where the paths end in different shapes, or of a layer on either
  ///   path.
  public func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    var (main, side) = (input, input)
    for layer in body { main = try layer.forward(main, pass) }
    for layer in shortcut { side = try layer.forward(side, pass) }
    return try sum(main, side, &output, pass)
  }

  /// The sum of the gradients that the two paths hand back for the same dy.
  ///
  /// - Throws: `NetworkError` of a layer on either path.
  public func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor {
    var (main, side) = (gradient, gradient)
    for layer in body.reversed() { main = try layer.backward(main, pass) }
    for layer in shortcut.reversed() { side = try layer.backward(side, pass) }
    return try sum(main, side, &inputGradient, pass)
  }

  private func sum(
    _ a: Tensor, _ b: Tensor, _ slot: inout Tensor?, _ pass: Pass
  ) throws(NetworkError) -> Tensor {
    guard a.shape == b.shape else {
      throw .shape(label, expected: "paths of equal shape", actual: "\(a.shape) and \(b.shape)")
    }
    let result = Tensor.reuse(&slot, a.shape)
    let (x, y, target) = (a.values, b.values, result.values)
    Elementwise.run(a.count, pass.workers) { start, count in
      for i in start..<start + count { target[i] = x[i] + y[i] }
    }
    return result
  }
}

/// How an optimiser goes at one step of a run.
public struct Pace: Sendable, Equatable {
  /// The learning rate.
  public var rate: Double
  /// The share of the mean gradient of Adam (its beta1) or of the velocity of descent that is kept.
  public var momentum: Double

  /// A pace.
  public init(rate: Double, momentum: Double = 0.9) {
    self.rate = rate
    self.momentum = momentum
  }
}

/// A rule that changes parameters by their gradients.
public protocol Optimizer: AnyObject {
  /// Makes one step.
  ///
  /// - Parameters:
  ///   - parameters: always the same, in the same order.
  ///   - pace: how far and how steadily this step goes.
  ///   - pass: step number (from 0), seed and workers.
  func update(_ parameters: [Parameter], pace: Pace, _ pass: Pass)
  /// What must be kept to continue bit-identically, by name.
  func state(for parameters: [Parameter]) -> [(name: String, tensor: Tensor)]
}

/// Arrays of the shape of each parameter, made when first asked for.
struct ParameterState {
  private var tensors: [String: Tensor] = [:]

  /// The array called `suffix` of a parameter.
  mutating func tensor(_ suffix: String, for parameter: Parameter) -> Tensor {
    let name = "\(suffix).\(parameter.name)"
    if let ready = tensors[name] { return ready }
    let fresh = Tensor(parameter.values.shape)
    tensors[name] = fresh
    return fresh
  }

  /// All arrays for these parameters, with their names.
  mutating func list(
    _ suffixes: [String], for parameters: [Parameter]
  ) -> [(name: String, tensor: Tensor)] {
    parameters.flatMap { parameter in
      suffixes.map { ("\($0).\(parameter.name)", tensor($0, for: parameter)) }
    }
  }
}

/// Training by back-propagation: forward, loss, backward, optimiser.
public final class GradientRule: TrainingRule {
  public let network: Network
  private let loss: any Loss
  private let optimizer: any Optimizer
  private let pace: (Double) -> Pace
  private var gradient: Tensor?

  /// A rule.
  ///
  /// - Parameter pace: how the optimiser goes at a progress of 0...1.
  public init(
    network: Network, loss: any Loss, optimizer: any Optimizer,
    pace: @escaping (Double) -> Pace
  ) {
    self.network = network
    self.loss = loss
    self.optimizer = optimizer
    self.pace = pace
  }

  /// One forward and one backward pass and a step of the optimiser at `pace(progress)`.
  ///
  /// - Parameters:
  ///   - batch: [B, …] of the network's sample shape.
  ///   - labels: B classes, from 0.
  ///   - progress: 0...1 of the run.
  /// - Returns: the mean loss and the number classified rightly, both before the step.
  /// - Throws: `NetworkError` of a layer.
  public func learn(
    _ batch: Tensor, _ labels: [Int], progress: Double, _ pass: Pass
  ) throws(NetworkError) -> (loss: Double, correct: Int) {
    let outputs = try network.forward(batch, pass)
    let gradient = Tensor.reuse(&gradient, outputs.shape)
    let value = loss.evaluate(outputs, labels, gradient: gradient)
    let correct = zip(loss.predict(outputs), labels).count { $0 == $1 }
    try network.backward(gradient, pass)
    optimizer.update(network.parameters, pace: pace(progress), pass)
    return (value, correct)
  }

  /// The class that the loss reads from each row of outputs; nothing is learnt.
  ///
  /// - Throws: `NetworkError` of a layer.
  public func predict(_ batch: Tensor, _ pass: Pass) throws(NetworkError) -> [Int] {
    loss.predict(try network.forward(batch, pass))
  }

  /// The optimiser's arrays.
  public var state: [(name: String, tensor: Tensor)] {
    optimizer.state(for: network.parameters)
  }
}

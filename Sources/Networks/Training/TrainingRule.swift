/// A way to train: what one batch does, how a batch is classified, and what must be kept.
public protocol TrainingRule: AnyObject {
  /// Learns from a batch.
  ///
  /// - Parameter progress: 0...1 of the run, for schedules.
  /// - Returns: the loss and how many samples were classified rightly before the step.
  func learn(
    _ batch: Tensor, _ labels: [Int], progress: Double, _ pass: Pass
  ) throws(NetworkError) -> (loss: Double, correct: Int)
  /// The classes of a batch.
  func predict(_ batch: Tensor, _ pass: Pass) throws(NetworkError) -> [Int]
  /// The trained network's arrays, by name.
  var network: Network { get }
  /// What else must be kept to continue bit-identically.
  var state: [(name: String, tensor: Tensor)] { get }
}

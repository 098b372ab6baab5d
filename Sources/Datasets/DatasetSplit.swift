public import Networks

/// A data set as its authors divide it: samples to train with and samples to test with.
public struct DatasetSplit: Sendable, Equatable {
  /// What a network may learn from; a validation part is taken from here.
  public let training: LabelledSamples
  /// What the final accuracy is measured on, once.
  public let test: LabelledSamples

  /// A division.
  public init(training: LabelledSamples, test: LabelledSamples) {
    self.training = training
    self.test = test
  }
}

import Networks

/// A data set by the name that configurations use.
public struct DatasetName: Sendable, Equatable {
  /// `mnist`, `cifar-10`, `svhn`, `wine`, `wine-nist`, or a folder with files named like MNIST's.
  public let name: String

  /// A name.
  public init(_ name: String) { self.name = name }

  /// Reads the data set.
  ///
  /// - Parameter seed: names the draw where the authors made no division into training and test.
  /// - Throws: `DatasetError` that says what was looked for and where.
  public func load(from data: DataDirectory, seed: UInt64) throws -> DatasetSplit {
    switch name {
    case "mnist": try MNIST.load(from: data)
    case "cifar-10": try CIFAR10.load(from: data)
    case "wine": try Wine.split(seed: seed)
    case "wine-nist": try WineNIST.load(from: data)
    case "svhn": try SVHN.load(from: data)
    default: try MNIST.loadLookAlike(name, from: data)
    }
  }
}

public import CoSimulation
public import Randomness

/// What networks on passive arrays come to.
public struct GoodwillResult: Codable, Hashable, Sendable {
  /// Networks read.
  public var networks: Int
  /// Mean accuracy of ideal devices, by normalisation.
  public var ideal: [String: IdealAccuracy]
  /// The networks on passive arrays.
  public var array: ArrayAccuracy
  /// What moves the array's accuracy: one property changed at a time.
  public var sensitivity: [Variation]

  /// Mean accuracies over networks, on the training, the test and all samples.
  public struct IdealAccuracy: Codable, Hashable, Sendable {
    public var train: Double
    public var test: Double
    public var all: Double
  }

  /// Accuracy of the networks on sampled arrays.
  public struct ArrayAccuracy: Codable, Hashable, Sendable {
    /// Mean over networks of the accuracy on all samples.
    public var accuracy: Double
    /// Student's interval over networks and their devices.
    public var interval: ConfidenceInterval
    /// The normalisation of each layer, the best of the grid.
    public var alpha: [Double]
    /// The share of bits stored as intended.
    public var writeFidelity: Double
    public var median: Double
    /// How the first networks agree with ngspice, whole arrays and all samples.
    public var agreement: [Agreement]

    enum CodingKeys: String, CodingKey {
      case accuracy, interval, alpha, median, agreement
      case writeFidelity = "write_fidelity"
    }
  }

  /// The accuracy with one property changed.
  public struct Variation: Codable, Hashable, Sendable {
    public var change: String
    public var accuracy: Double
    public var interval: ConfidenceInterval
    public var writeFidelity: Double

    enum CodingKeys: String, CodingKey {
      case change, accuracy, interval
      case writeFidelity = "write_fidelity"
    }
  }
}

public import Characterization
public import Randomness

/// Everything that a co-simulation found; `result.json` of a run is this value.
public struct CoSimulationResult: Codable, Hashable, Sendable {
  /// The version of the format.
  public static let currentSchema = "larmor.cosimulation/1"

  /// The format that this result was written in.
  public var schema = CoSimulationResult.currentSchema
  /// The name and the seed that the configuration gives.
  public var name: String
  public var seed: UInt64
  /// Networks that were trained and mapped.
  public var networks: Int
  /// Accuracy on the test samples at `ideal`, `characteristic`, `nodal` and `spice`.
  public var fidelities: [String: FidelityResult]
  /// How each fidelity agrees with the next higher one on the same arrays and samples.
  public var agreement: [Agreement]
  /// The normalisation of each layer, tuned on training samples.
  public var normalisation: Normalisation
  /// The share of bits that are stored as intended.
  public var writeFidelity: WriteFidelity
  /// Energy of one inference from the supplies, in joule.
  public var energyPerInference: MACCharacteristic.Estimate
  /// Time of one inference in second: the slowest read of each layer in turn.
  public var latencyPerInference: MACCharacteristic.Estimate
  /// Operations of one inference over its energy.
  public var topsPerWatt: Efficiency
  /// One row for each turn of train, map, extract, train on.
  public var loop: [LoopTurn]
  /// The characteristic of the last turn.
  public var characteristic: MACCharacteristic
  /// A read of the first layer's array of network 0.
  public var waveform: Waveform
  /// The first layer's array of network 0 at its first test sample.
  public var array: ArrayMap
  /// Of networks mapped on many arrays: what they take, where the energy goes, what was checked.
  public var mapping: MappingReport?
  /// Where the energy of an inference goes; nil for pairs on one array a layer.
  public var reads: ReadReport?
  /// What the circuit simulator and the native solver said of the same parts; nil likewise.
  public var checks: MappingChecks?
  /// The configuration as YAML.
  public var configuration: String
  /// Commands that make this result again.
  public var commands: [String]

  enum CodingKeys: String, CodingKey {
    case schema, name, seed, networks, fidelities, agreement, normalisation, loop, characteristic
    case waveform, array, mapping, reads, checks, configuration, commands
    case writeFidelity = "write_fidelity"
    case energyPerInference = "energy_per_inference"
    case latencyPerInference = "latency_per_inference"
    case topsPerWatt = "tops_per_watt"
  }
}

/// Accuracy at one fidelity.
public struct FidelityResult: Codable, Hashable, Sendable {
  /// Mean over networks of the share of test samples that are classified right.
  public var accuracy: Double
  /// Student's interval over networks; Wilson's over samples where there is one network.
  public var interval: ConfidenceInterval
  /// Decisions counted: networks times test samples.
  public var n: Int
  /// Networks evaluated.
  public var networks: Int
  /// Classes x classes: how often a sample of the class in the row was taken for that in the column.
  public var confusion: [[Int]]
  /// The accuracy of each network.
  public var accuracies: [Double]
}

/// Two fidelities on the same arrays and the same samples.
public struct Agreement: Codable, Hashable, Sendable {
  /// Names of the two fidelities, such as `nodal` and `spice`.
  public var lower: String
  public var higher: String
  /// The share of the lower fidelity's networks that the higher one repeated.
  public var share: Double
  /// Networks that both fidelities judged.
  public var networks: Int
  /// Class decisions compared.
  public var decisions: Int
  /// The share of class decisions that are equal.
  public var equalDecisions: Double
  /// Wilson's interval of that share.
  public var interval: ConfidenceInterval
  /// Neurons whose pre-activation was compared by sign.
  public var neurons: Int
  /// The share of neurons with the same sign of pre-activation.
  public var equalNeurons: Double
  /// Root mean square difference of the signed sums, in weights.
  public var sumError: Double
  /// Accuracy of the higher minus that of the lower, in percentage points, with its interval.
  public var accuracyDifference: Double
  /// In percentage points.
  public var accuracyInterval: ConfidenceInterval

  enum CodingKeys: String, CodingKey {
    case lower, higher, share, networks, decisions, interval, neurons
    case equalDecisions = "equal_decisions"
    case equalNeurons = "equal_neurons"
    case sumError = "sum_error_rms"
    case accuracyDifference = "accuracy_difference_points"
    case accuracyInterval = "accuracy_difference_interval"
  }
}

/// The tuned normalisation and what it was chosen from.
public struct Normalisation: Codable, Hashable, Sendable {
  /// One for each layer.
  public var alpha: [Double]
  /// Mean accuracy on the training samples with one alpha for all layers.
  public var curve: [Point]

  /// Accuracy at one normalisation.
  public struct Point: Codable, Hashable, Sendable {
    /// What signed sums are divided by, in weights.
    public var alpha: Double
    /// Mean share of training samples that are classified right, at the characteristic.
    public var accuracy: Double
  }
}

/// How well bits were written, and what that did to accuracy.
public struct WriteFidelity: Codable, Hashable, Sendable {
  /// Bits stored as intended over all bits of all networks.
  public var mean: Double
  /// Wilson's interval over all bits.
  public var interval: ConfidenceInterval
  /// Bits of all networks.
  public var bits: Int
  /// One point for each network: its write fidelity and its accuracy at the highest common fidelity.
  public var scatter: [Point]

  /// One network.
  public struct Point: Codable, Hashable, Sendable {
    /// Its share of bits that are stored as intended.
    public var fidelity: Double
    /// Its share of test samples that are classified right.
    public var accuracy: Double

    /// Both are shares, 0 to 1.
    public init(fidelity: Double, accuracy: Double) {
      self.fidelity = fidelity
      self.accuracy = accuracy
    }
  }
}

/// Operations per joule in 1e12, counting a multiply-accumulate as one or as two operations.
public struct Efficiency: Codable, Hashable, Sendable {
  /// In 1e12 operations per joule, with a multiply-accumulate as one operation, and as two.
  public var onePerMAC: Double
  public var twoPerMAC: Double
  /// Multiply-accumulates of one inference.
  public var macs: Int

  enum CodingKeys: String, CodingKey {
    case onePerMAC = "one_per_mac"
    case twoPerMAC = "two_per_mac"
    case macs
  }
}

/// One turn of the closed loop.
public struct LoopTurn: Codable, Hashable, Sendable {
  /// 0 as trained; 1 and up for each further training.
  public var turn: Int
  /// What the networks were trained against in this turn: `ideal` or `characteristic`.
  public var training: String
  /// Mean accuracy on training samples at `ideal` and at `characteristic`.
  public var idealAccuracy: Double
  public var trainAccuracy: Double
  /// Mean accuracy on test samples at `characteristic`, with its interval.
  public var testAccuracy: Double
  public var interval: ConfidenceInterval
  /// The slope of the extracted mean at zero sum and half drive: 1 for an ideal array.
  public var gain: Double
  /// The mean extracted spread, in weights.
  public var spread: Double
  /// Simulations behind the extraction.
  public var samples: Int

  enum CodingKeys: String, CodingKey {
    case turn, training, interval, gain, spread, samples
    case idealAccuracy = "ideal_accuracy"
    case trainAccuracy = "train_accuracy"
    case testAccuracy = "test_accuracy"
  }
}

/// Traces over one time axis.
public struct Waveform: Codable, Hashable, Sendable {
  /// What is read, for a figure's heading.
  public var title: String
  /// In second.
  public var time: [Double]
  /// What was measured at these times, each of the length of `time`.
  public var traces: [Trace]

  /// One voltage or current over time.
  public struct Trace: Codable, Hashable, Sendable {
    /// The node or source, as the deck names it.
    public var name: String
    /// V or A.
    public var unit: String
    /// In `unit`, one for each time.
    public var values: [Double]
  }
}

/// An array with what stands in it and what arrives at its cells; matrices are rows x columns.
public struct ArrayMap: Codable, Hashable, Sendable {
  /// What array and sample it is, for a figure's heading.
  public var title: String
  /// Zero-bias conductance of each cell, in siemens.
  public var conductance: [[Double]]
  /// The state of each cell: 1 parallel, 0 antiparallel.
  public var state: [[Int]]
  /// The voltage that each word line's source applies, in volt.
  public var inputs: [Double]
  /// The voltage of the word-line node and of the bit-line node at each cell, in volt.
  public var wordVoltage: [[Double]]
  public var bitVoltage: [[Double]]
  /// The current of each column, in ampere.
  public var columnCurrents: [Double]

  enum CodingKeys: String, CodingKey {
    case title, conductance, state, inputs
    case wordVoltage = "word_voltage"
    case bitVoltage = "bit_voltage"
    case columnCurrents = "column_currents"
  }
}

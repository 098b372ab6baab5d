import Characterization
import Configurations
public import Quantities
public import Spintronics

/// A co-simulation of differential-pair networks on passive arrays, as a YAML file states it.
///
/// Every key has a default; unknown keys are errors. Quantities take SPICE numbers such as `5n`.
public struct PairConfiguration: Codable, Sendable {
  /// Names the run.
  public var name: String
  /// The seed of every random draw.
  public var seed: UInt64
  public var data = Data()
  public var network = Network()
  public var training = Training()
  /// The junction; see `larmor device list` for presets.
  public var device = MTJDevice()
  public var array = ArrayConfiguration()
  public var read = Read()
  public var extraction = Extraction()
  public var loop = Loop()
  public var evaluation = Evaluation()

  /// Which samples there are.
  public struct Data: Codable, Sendable {
    /// `wine` is the one that is bundled.
    public var dataset = Dataset.wine
    /// Samples that each network is judged by; each network draws its own.
    public var testSamples = 30

    /// Names of the data sets that pairs can be trained on: the three classes of Wine.
    public enum Dataset: String, Codable, Sendable, CaseIterable { case wine }
    enum CodingKeys: String, CodingKey {
      case dataset
      case testSamples = "test_samples"
    }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      dataset = try c.value(.dataset, or: dataset)
      testSamples = try c.value(.testSamples, or: testSamples)
    }
  }

  /// What is trained.
  public struct Network: Codable, Sendable {
    /// Neurons of the hidden layer.
    public var hidden = 6
    /// Networks of the run, each with its own split, start and devices.
    public var count = 100
    /// The normalisation alpha of each layer that training assumes.
    public var normalisation = 1.0

    enum CodingKeys: String, CodingKey { case hidden, count, normalisation }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      hidden = try c.value(.hidden, or: hidden)
      count = try c.value(.count, or: count)
      normalisation = try c.value(.normalisation, or: normalisation)
    }
  }

  /// How it is trained.
  public struct Training: Codable, Sendable {
    /// Full-batch passes from scratch.
    public var epochs = 400
    /// Full-batch passes of each further turn of the loop.
    public var adaptationEpochs = 200
    /// Adam's step, the same throughout.
    public var learningRate = 0.03
    /// Scale of the logits in the loss.
    public var sharpness = 1.0

    enum CodingKeys: String, CodingKey {
      case epochs, sharpness
      case adaptationEpochs = "adaptation_epochs"
      case learningRate = "learning_rate"
    }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      epochs = try c.value(.epochs, or: epochs)
      adaptationEpochs = try c.value(.adaptationEpochs, or: adaptationEpochs)
      learningRate = try c.value(.learningRate, or: learningRate)
      sharpness = try c.value(.sharpness, or: sharpness)
    }
  }

  /// The read pulse.
  public struct Read: Codable, Sendable {
    /// The voltage of an input of 1.
    public var voltage: Volts = 0.1
    /// Time before the pulse.
    public var delay: Seconds = 0.1e-9
    /// Rise and fall time.
    public var edge: Seconds = 0.05e-9
    /// Time at full voltage.
    public var width: Seconds = 2e-9

    enum CodingKeys: String, CodingKey { case voltage, delay, edge, width }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      voltage = try c.value(.voltage, or: voltage)
      delay = try c.value(.delay, or: delay)
      edge = try c.value(.edge, or: edge)
      width = try c.value(.width, or: width)
    }
  }

  /// What is simulated to extract a characteristic.
  public struct Extraction: Codable, Sendable {
    /// Networks whose arrays are simulated in each turn.
    public var networks = 8
    /// Input vectors of each array.
    public var inputs = 32
    /// A characteristic to use instead of extracting one, a JSON file of `larmor characterize mac`.
    public var characteristic: String?

    enum CodingKeys: String, CodingKey { case networks, inputs, characteristic }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      networks = try c.value(.networks, or: networks)
      inputs = try c.value(.inputs, or: inputs)
      characteristic = try c.decodeIfPresent(String.self, forKey: .characteristic)
    }
  }

  /// When the loop ends.
  public struct Loop: Codable, Sendable {
    /// Most turns, the first from scratch included.
    public var turns = 4
    /// The loop ends when training accuracy changes by less from turn to turn.
    public var tolerance = 0.002

    enum CodingKeys: String, CodingKey { case turns, tolerance }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      turns = try c.value(.turns, or: turns)
      tolerance = try c.value(.tolerance, or: tolerance)
    }
  }

  /// What is judged.
  public struct Evaluation: Codable, Sendable {
    /// The normalisations to choose from, for each layer.
    public var normalisations = stride(from: 14, through: 28, by: 1).map { Double($0) / 20 }
    /// Networks to run whole in ngspice.
    public var spiceNetworks = 4
    /// Test samples whose read transients are simulated for energy and latency.
    public var energySamples = 10

    enum CodingKeys: String, CodingKey {
      case normalisations
      case spiceNetworks = "spice_networks"
      case energySamples = "energy_samples"
    }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      normalisations = try c.value(.normalisations, or: normalisations)
      spiceNetworks = try c.value(.spiceNetworks, or: spiceNetworks)
      energySamples = try c.value(.energySamples, or: energySamples)
    }
  }

  enum CodingKeys: String, CodingKey {
    case name, seed, data, network, training, device, array, read, extraction, loop, evaluation
  }

  /// The defaults of every other key.
  public init(name: String = "unnamed", seed: UInt64 = 1) {
    self.name = name
    self.seed = seed
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    name = try c.value(.name, or: "unnamed")
    seed = try c.value(.seed, or: 1)
    data = try c.value(.data, or: data)
    network = try c.value(.network, or: network)
    training = try c.value(.training, or: training)
    device = try c.device(.device, or: device)
    array = try c.value(.array, or: array)
    read = try c.value(.read, or: read)
    extraction = try c.value(.extraction, or: extraction)
    loop = try c.value(.loop, or: loop)
    evaluation = try c.value(.evaluation, or: evaluation)
  }
}

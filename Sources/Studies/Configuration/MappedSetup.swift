import Characterization
public import CoSimulation
import Configurations
public import Spintronics

/// Arrays for a network, how it is put on them, and what is judged: a co-simulation but for its network.
///
/// Every key has a default; unknown keys are errors.
public struct MappedSetup: Codable, Sendable {
  /// The junction; see `larmor device list` for presets.
  public var device = MTJDevice()
  public var array = Array()
  public var mapping = Mapping()
  public var read = PairConfiguration.Read()
  public var loop = Loop()
  public var evaluation = Evaluation()
  public var periphery = Costs()

  /// The arrays.
  public struct Array: Codable, Sendable {
    /// Their size, wires, drivers and sense resistance.
    public var lines = ArrayConfiguration(rows: 128, columns: 128)
    public var cell = MappingDesign.Cell.differential
    /// Weight columns of each array that replace its worst.
    public var spareColumns = 0

    enum CodingKeys: String, CodingKey {
      case cell
      case spareColumns = "spare_columns"
    }
    public init() {}
    public init(from decoder: any Decoder) throws {
      lines = try ArrayConfiguration(from: decoder, or: lines)
      let c = try decoder.container(keyedBy: CodingKeys.self)
      cell = try c.value(.cell, or: cell)
      spareColumns = try c.value(.spareColumns, or: spareColumns)
    }
    public func encode(to encoder: any Encoder) throws {
      try lines.encode(to: encoder)
      var c = encoder.container(keyedBy: CodingKeys.self)
      try c.encode(cell, forKey: .cell)
      try c.encode(spareColumns, forKey: .spareColumns)
    }
  }

  /// How sums, inputs and thresholds are made.
  public struct Mapping: Codable, Sendable {
    public var partialSums = MappingDesign.PartialSums.digital
    public var inputs = MappingDesign.Inputs.bitSerial
    public var thresholds = MappingDesign.Thresholds.digital
    /// What turns sums into numbers; without, nothing is lost.
    public var converter: Converter?

    enum CodingKeys: String, CodingKey {
      case inputs, thresholds, converter
      case partialSums = "partial_sums"
    }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      partialSums = try c.value(.partialSums, or: partialSums)
      inputs = try c.value(.inputs, or: inputs)
      thresholds = try c.value(.thresholds, or: thresholds)
      converter = try c.decodeIfPresent(Converter.self, forKey: .converter)
    }
  }

  /// Converters behind the bit lines.
  public struct Converter: Codable, Sendable {
    /// Bits of a conversion; one is a sense amplifier.
    public var bits = 8
    /// The largest value over the largest sum of the rows that are read; sums beyond are clipped.
    public var range = 1.0

    enum CodingKeys: String, CodingKey { case bits, range }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      bits = try c.value(.bits, or: bits)
      range = try c.value(.range, or: range)
    }
  }

  /// The closed loop.
  public struct Loop: Codable, Sendable {
    /// Most turns, the first (as trained) included.
    public var turns = 1
    public var tolerance = 0.002
    /// What training goes on against.
    public var training = MappedPlan.Adaptation.Model.characteristic
    public var epochs = 1
    public var learningRate = 0.0005
    /// Steps between exact solutions of all arrays, for `nodal`.
    public var refresh = 100
    public var adjoint = TileAdjoint.ladder

    enum CodingKeys: String, CodingKey {
      case turns, tolerance, training, epochs, refresh, adjoint
      case learningRate = "learning_rate"
    }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      turns = try c.value(.turns, or: turns)
      tolerance = try c.value(.tolerance, or: tolerance)
      training = try c.value(.training, or: training)
      epochs = try c.value(.epochs, or: epochs)
      learningRate = try c.value(.learningRate, or: learningRate)
      refresh = try c.value(.refresh, or: refresh)
      adjoint = try c.value(.adjoint, or: adjoint)
    }
  }

  /// What is judged.
  public struct Evaluation: Codable, Sendable {
    /// Test samples, the first ones; 0 for all.
    public var testSamples = 0
    public var chips = 1
    /// Test samples whose neurons are compared between fidelities.
    public var watchedSamples = 500
    /// Arrays that the gain map is fitted to.
    public var gainArrays = 8
    /// Rows and columns of the arrays that go through ngspice, at most.
    public var spiceSize = 16
    public var spiceSamples = 16
    public var spiceVectors = 16
    public var spiceColumnBlocks = 1
    public var energySamples = 10

    enum CodingKeys: String, CodingKey {
      case chips
      case testSamples = "test_samples"
      case watchedSamples = "watched_samples"
      case gainArrays = "gain_arrays"
      case spiceSize = "spice_size"
      case spiceSamples = "spice_samples"
      case spiceVectors = "spice_vectors"
      case spiceColumnBlocks = "spice_column_blocks"
      case energySamples = "energy_samples"
    }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      testSamples = try c.value(.testSamples, or: testSamples)
      chips = try c.value(.chips, or: chips)
      watchedSamples = try c.value(.watchedSamples, or: watchedSamples)
      gainArrays = try c.value(.gainArrays, or: gainArrays)
      spiceSize = try c.value(.spiceSize, or: spiceSize)
      spiceSamples = try c.value(.spiceSamples, or: spiceSamples)
      spiceVectors = try c.value(.spiceVectors, or: spiceVectors)
      spiceColumnBlocks = try c.value(.spiceColumnBlocks, or: spiceColumnBlocks)
      energySamples = try c.value(.energySamples, or: energySamples)
    }
  }

  /// What periphery costs; nothing unless stated.
  public struct Costs: Codable, Sendable {
    /// Joule of one conversion or comparison; 0 with `mapping.converter` takes `decisionEnergy` for each
    /// of the 2^bits - 1 decisions of a flash converter.
    public var conversionEnergy = 0.0
    /// Joule of one decision of a sense amplifier; 10.8 fJ is what `larmor characterize sense` finds.
    public var decisionEnergy = 10.8e-15
    /// Joule of driving one word line once, beside the array's own current.
    public var driverEnergy = 0.0

    enum CodingKeys: String, CodingKey {
      case conversionEnergy = "conversion_energy"
      case decisionEnergy = "decision_energy"
      case driverEnergy = "driver_energy"
    }
    public init() {}
    public init(from decoder: any Decoder) throws {
      let c = try decoder.container(keyedBy: CodingKeys.self)
      conversionEnergy = try c.value(.conversionEnergy, or: conversionEnergy)
      decisionEnergy = try c.value(.decisionEnergy, or: decisionEnergy)
      driverEnergy = try c.value(.driverEnergy, or: driverEnergy)
    }
  }

  enum CodingKeys: String, CodingKey {
    case device, array, mapping, read, loop, evaluation, periphery
  }

  /// Arrays of 128 x 128 of the default junction, one turn, one chip.
  public init() {}

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    device = try c.device(.device, or: device)
    array = try c.value(.array, or: array)
    mapping = try c.value(.mapping, or: mapping)
    read = try c.value(.read, or: read)
    loop = try c.value(.loop, or: loop)
    evaluation = try c.value(.evaluation, or: evaluation)
    periphery = try c.value(.periphery, or: periphery)
  }
}

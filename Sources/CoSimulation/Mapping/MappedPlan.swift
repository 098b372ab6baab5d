public import Networks

/// What a co-simulation of a mapped network does.
public struct MappedPlan: Sendable {
  /// How training goes on against arrays.
  public struct Adaptation: Sendable {
    public enum Model: String, Codable, Sendable, CaseIterable { case characteristic, nodal }
    public var model = Model.characteristic
    public var epochs = 1
    public var learningRate = 0.0005
    /// Steps between exact solutions of all arrays, for `nodal`.
    public var refresh = 100
    public var adjoint = TileAdjoint.ladder

    public init() {}
  }

  public var name: String
  public var seed: UInt64
  public var design: MappingDesign
  public var training: TrainingConfiguration
  /// Most turns of the loop, the first (as trained) included.
  public var turns = 1
  /// The loop ends when training accuracy changes by less.
  public var tolerance = 0.002
  public var adaptation = Adaptation()
  /// Arrays that a gain map is fitted to.
  public var gainArrays = 8
  /// Fabricated chips that are judged.
  public var chips = 1
  /// Test samples whose neurons are compared.
  public var watched = 500
  /// The share of the network that goes through the circuit simulator: the largest rows and columns of
  /// its arrays, column blocks of each layer, vectors of each layer, test samples.
  public var spiceSize = 16
  public var spiceColumnBlocks = 1
  public var spiceVectors = 16
  public var spiceSamples = 16
  /// Inputs whose reads are taken for energy.
  public var energySamples = 10
  public var periphery = Periphery()
  public var workers: Int
  public var version: String

  public init(
    name: String, seed: UInt64, design: MappingDesign, training: TrainingConfiguration,
    workers: Int, version: String
  ) {
    (self.name, self.seed, self.design, self.training) = (name, seed, design, training)
    (self.workers, self.version) = (workers, version)
  }
}

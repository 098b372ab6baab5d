public import Networks

/// What a co-simulation of a mapped network does.
public struct MappedPlan: Sendable {
  /// How training goes on against arrays.
  public struct Adaptation: Sendable {
    /// What the arrays of a step are taken to be: the gain map, or their exact solution.
    public enum Model: String, Codable, Sendable, CaseIterable { case characteristic, nodal }
    /// Where the weights of a step come from.
    public var model = Model.characteristic
    /// Of each turn.
    public var epochs = 1
    /// At the start of each turn; it ends at a tenth of this or at the training's own last rate,
    /// whichever is smaller.
    public var learningRate = 0.0005
    /// Steps between exact solutions of all arrays, for `nodal`.
    public var refresh = 100
    /// How gradients pass an exact solution.
    public var adjoint = TileAdjoint.ladder

    /// One epoch a turn against the gain map.
    public init() {}
  }

  /// As the configuration names the run; goes into the result.
  public var name: String
  /// Names every random draw: starts, devices, test vectors, samples to compare.
  public var seed: UInt64
  /// The arrays that the products are put on.
  public var design: MappingDesign
  /// The network and how it is trained before the first turn.
  public var training: TrainingConfiguration
  /// Most turns of the loop, the first (as trained) included.
  public var turns = 1
  /// The loop ends when training accuracy changes by less.
  public var tolerance = 0.002
  /// How further turns train.
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
  /// Stated energies beside the arrays.
  public var periphery = Periphery()
  /// Threads, and processes of the simulator that run at once.
  public var workers: Int
  /// Goes into the provenance.
  public var version: String

  /// A plan of one turn and one chip; the other properties say how to do more.
  public init(
    name: String, seed: UInt64, design: MappingDesign, training: TrainingConfiguration,
    workers: Int, version: String
  ) {
    (self.name, self.seed, self.design, self.training) = (name, seed, design, training)
    (self.workers, self.version) = (workers, version)
  }
}

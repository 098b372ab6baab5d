public import Quantities

/// A circuit, what to do with it, what to bring back, and how long that may take.
public struct SimulationJob: Hashable, Sendable {
  /// The circuit in SPICE text: title line, cards, `.end` (added when it is missing).
  public var deck: String
  /// The folder of the files that the deck includes; nil when it may include none.
  public var folder: String?
  /// Whether the deck may run any command and reach any file. A deck that could, and is not
  /// trusted, is refused.
  public var isTrusted: Bool
  /// Analyses as commands, such as `tran 1n 1u`; empty runs the analyses in the deck's own
  /// cards and control section.
  public var analyses: [String]
  /// The vectors to bring back, such as `v(out)`, `i(v1)`, `@m1[gm]`; empty brings back all.
  public var vectors: [String]
  /// Alterations of the loaded circuit. Empty: the analyses run once. Otherwise they run once after
  /// each step's alterations; a step's changes stay in force in those that follow.
  public var steps: [[Alteration]]
  /// Devices that advance beside the circuit and drive its external sources.
  public var coupled: [CoupledElement]
  /// Wall-clock time after which the job is stopped and fails, with what it had computed.
  public var deadline: Seconds
  /// Accepted points in one analysis after which the job is stopped and fails, with those points.
  public var pointLimit: Int
  /// The seed of the simulator's random functions.
  public var seed: UInt32

  /// A job; see the properties.
  public init(
    deck: String, folder: String? = nil, isTrusted: Bool = false, analyses: [String] = [],
    vectors: [String] = [], steps: [[Alteration]] = [],
    coupled: [CoupledElement] = [], deadline: Seconds = 60, pointLimit: Int = 20_000_000,
    seed: UInt32 = 1
  ) {
    self.deck = deck
    self.folder = folder
    self.isTrusted = isTrusted
    self.analyses = analyses
    self.vectors = vectors
    self.steps = steps
    self.coupled = coupled
    self.deadline = deadline
    self.pointLimit = pointLimit
    self.seed = seed
  }
}

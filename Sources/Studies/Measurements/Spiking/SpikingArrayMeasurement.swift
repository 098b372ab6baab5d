import Cells
import Characterization
import CoSimulation
public import Configurations
import Foundation
import Networks
import Quantities
import Randomness
import Simulation

/// A line of binary synapses with its integrate-and-fire neuron at transistor level, under the spikes
/// and weights of a trained network.
///
/// Figures: `slope` (rise of the membrane for each unit of sum(w s)), `linearity error` (the largest
/// deviation from it, in weights), `equal folded decisions` (the batch norm folded into the neuron
/// against the batch norm as it stands), `equal circuit decisions` (ngspice against the folded neuron),
/// `equal clear decisions` (of those with a margin of at least one weight), `energy`, `word-line share`,
/// `tops per watt, 1 operation`, `tops per watt, 2 operations` (for each synapse and evaluation),
/// `deviation` (standard deviation of decisions over fabricated sub-arrays, in weights),
/// `deviation of sums` and `comparator offset` (its parts), `spike error at margin M`.
public struct SpikingArrayMeasurement: StudyMeasurement {
  public static let kind = "spiking_array"
  public static let summary = "a line of synapses and its spiking neuron, transistor by transistor"

  /// A trained spiking network, whose spikes and weights are used.
  public var network: NetworkSource
  /// The convolution whose windows are run, by its name in the file.
  public var layer: String
  /// Cells, wires and the neuron.
  public var circuit: SpikingCircuit
  /// Pairs of a window and a neuron that are run whole.
  public var windows: Scaled<Int>
  /// Fabricated sub-arrays.
  public var variations: Scaled<Int>
  /// Deviation of the logarithm of R_P and of TMR, and A_VT in mV um.
  public var resistanceSpread: Double
  public var tmrSpread: Double
  public var mismatch: Double
  /// Margins of the error table, in weights.
  public var margins: [Double]

  enum CodingKeys: String, CodingKey {
    case network, layer, circuit, windows, variations, mismatch, margins
    case resistanceSpread = "resistance_spread"
    case tmrSpread = "tmr_spread"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    network = try c.decode(NetworkSource.self, forKey: .network)
    layer = try c.value(.layer, or: "1")
    circuit = try c.value(.circuit, or: SpikingCircuit())
    windows = try c.value(.windows, or: Scaled(full: 48, quick: 4))
    variations = try c.value(.variations, or: Scaled(full: 64, quick: 6))
    resistanceSpread = try c.value(.resistanceSpread, or: 0.05)
    tmrSpread = try c.value(.tmrSpread, or: 0.03)
    mismatch = try c.value(.mismatch, or: 3.5)
    margins = try c.value(.margins, or: [0.5, 1, 2, 3, 5])
  }

  /// Fewer than one window or two variations.
  public func issues() -> [ConfigurationIssue] {
    min(variations.quick, variations.full) < 2 || min(windows.quick, windows.full) < 1
      ? [ConfigurationIssue(path: [], message: "windows need 1 or more, variations 2 or more")] : []
  }

  /// Runs the windows whole, then the fabricated sub-arrays at each margin, in ngspice.
  ///
  /// - Throws: `SimulationError` of the first job that fails; `StudyError.Code.absent` without a
  ///   network.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    try await SpikingArrayRun(self, context).findings(on: context.simulator)
  }
}

import Circuits
public import Quantities

/// A binary spiking sub-array: synapses on shared bit lines, an integrate-and-fire neuron at the end of
/// each, over one or more time steps.
///
/// A neuron gathers sum(w s) of binary weights w and spikes s in {0, 1}. Since sum(w s) =
/// 2 sum_{w = +1} s - N_s with N_s the number of spikes, it compares the spikes on its +1 synapses
/// with (theta + N_s)/2: a threshold that follows the input. Two circuits do that:
///
/// - `complementary` cells: input i has two word lines, 2i and 2i + 1. A spike pulls the first below
///   the common mode by the read voltage and lifts the second as far above it. The line of neuron j
///   then draws V (G_P - G_AP) sum(w s) from the neuron's virtual ground: N_s cancels on the line.
/// - `transistorJunction` cells: one junction for each synapse and one word line for each input, pulled
///   down by a spike. Two reference columns, one parallel and one antiparallel, join in the net `ref`
///   and are driven by the same spikes: they draw N_s V (G_P + G_AP). A mirror hands half of that to
///   every neuron, which is left with V (G_P - G_AP)/2 sum(w s).
///
/// Each neuron has a programmable reference of its own: a constant c that is taken off in every time
/// step, and the threshold theta. With them it is an integrate-and-fire neuron behind a batch norm:
/// v += sum(w s) - c, fire if v >= theta.
///
/// A run starts with all membranes cleared. The amplifier has a finite gm, so the current is less by
/// 1/(1 + G/gm), G the sum of the line's conductances.
///
/// The reference's mirror works around a standing current, which a sink takes from `ref` and half of it
/// from each line: what its amplifier loses while the spikes rise it gives back while they fall, before
/// the clock. With the macromodel in place of transistors it has no such time.
public struct SubarrayDesign: Hashable, Sendable {
  /// The weights, inputs x neurons, row-major: true is +1.
  public var weights: [Bool]
  /// The inputs that spike in each time step.
  public var trains: [[Bool]]
  /// Number of neurons.
  public let neurons: Int
  /// `complementary`, or `transistorJunction` with reference columns.
  public var cell: BitCell
  /// R_P; 50 kohm, 63 ohm um2 on a 40 nm disc, since hundreds of junctions load one amplifier.
  public var parallelResistance: Ohms = 50_000
  /// TMR at zero bias.
  public var tmr = 1.2
  /// Bias at half TMR.
  public var halfBias: Volts = 0.5
  /// The wire between cells.
  public var wire: WireSegment = .standard
  /// Output resistance of each word line's driver.
  public var driver: Ohms = 100
  /// Above and below the common mode.
  public var readVoltage: Volts = 0.1
  /// How long the spikes last.
  public var senseTime: Seconds = 1e-9
  /// The neuron at the end of each line.
  public var neuron: IntegrateFireNeuron
  /// v(th) - v(cm) of every neuron that `thresholds` does not name.
  public var threshold: Volts = 0.15
  /// v(th) - v(cm) of each neuron; empty gives all `threshold`.
  public var thresholds: [Volts] = []
  /// What each neuron's reference takes from its line while spikes last, ampere; empty for none.
  public var references: [Amperes] = []
  /// How one fabricated sub-array differs from the nominal one.
  public var variation: SubarrayVariation?
  /// The transistors.
  public var library: TransistorLibrary
  /// Instances and comments, or plain elements.
  public var style: CrossbarDesign.Style = .readable
  /// Remarks for the head of the netlist.
  public var remarks: [String] = []

  /// What select lines are at: the supply, and 0.2 V above it where transistors are slow.
  ///
  /// Their access transistors would otherwise conduct so much better below the common mode than above
  /// it that spikes of complementary cells do not cancel.
  public var selectLevel: Volts {
    Volts(BenchCircuit.sum(library.supply.value, isSlow ? 0.2 : 0))
  }

  private var isSlow: Bool { library.pace > 1 }

  /// How long lines and amplifiers are given after the spikes before the membrane is judged.
  public var settleTime: Seconds {
    switch (neuron.amplifier, cell) {
    case (.macromodel, _): 0
    case (.transistors, .complementary): Seconds(50e-12 * library.pace)
    case (.transistors, _): Seconds(200e-12 * library.pace)
    }
  }

  /// Until when all membranes are cleared, s.
  var cleared: Double { BenchCircuit.sum(50e-12 * library.pace, 0) }
  /// When the spikes of the first step start, s.
  var start: Double { BenchCircuit.sum(0.2e-9 * library.pace, 0) }
  /// Edges of spikes.
  static let edge = 20e-12

  /// A sub-array of `weights` (inputs x `neurons`) under `spikes` in one time step.
  public init(
    weights: [Bool], spikes: [Bool], neurons: Int = 1, cell: BitCell = .complementary,
    library: TransistorLibrary = TransistorProcess().library
  ) {
    self.init(weights: weights, trains: [spikes], neurons: neurons, cell: cell, library: library)
  }

  /// A sub-array of `weights` (inputs x `neurons`) under `trains` (time steps x inputs).
  public init(
    weights: [Bool], trains: [[Bool]], neurons: Int = 1, cell: BitCell = .complementary,
    library: TransistorLibrary = TransistorProcess().library
  ) {
    precondition(!trains.isEmpty, "a sub-array runs for at least one time step")
    for spikes in trains {
      precondition(
        weights.count == spikes.count * neurons,
        "\(spikes.count) inputs and \(neurons) neurons need \(spikes.count * neurons) weights")
    }
    precondition(
      cell == .complementary || cell == .transistorJunction,
      "a sub-array has 2t2mtj or 1t1mtj cells, not \(cell.rawValue)")
    self.weights = weights
    self.trains = trains
    self.neurons = neurons
    self.cell = cell
    self.library = library
    neuron = IntegrateFireNeuron(amplifier: .transistors(size: 1))
    // v(th) is some 0.1 V above the common mode, below the threshold of slow n-channel transistors.
    if isSlow { neuron.comparatorPair = .pChannel }
  }

  /// Number of inputs.
  public var inputs: Int { trains[0].count }
  /// Number of time steps.
  public var steps: Int { trains.count }
  /// The inputs that spike in the first step.
  public var spikes: [Bool] { trains[0] }

  /// The sum of w s of a neuron in a time step.
  public func sum(_ neuron: Int, step: Int = 0) -> Int {
    (0..<inputs).reduce(0) { sum, input in
      sum + (trains[step][input] ? (weights[input * neurons + neuron] ? 1 : -1) : 0)
    }
  }

  /// The current of one weight in a line at zero bias of the junctions, A: V (G_P - G_AP), or half of
  /// it with reference columns.
  public var unitCurrent: Amperes {
    let conductance = 1 / parallelResistance.value - 1 / (parallelResistance.value * (1 + tmr))
    let lines = cell == .complementary ? 1.0 : 0.5
    return Amperes(readVoltage.value * conductance * lines)
  }

  /// The sum of the conductances that load the amplifier of `neuron`, without access transistors, S.
  func lineConductance(_ neuron: Int) -> Double {
    let (gp, gap) = (
      1 / parallelResistance.value, 1 / (parallelResistance.value * (1 + tmr))
    )
    if cell == .complementary { return Double(inputs) * (gp + gap) }
    return (0..<inputs).reduce(0) { $0 + (weights[$1 * neurons + neuron] ? gp : gap) }
  }

  /// What the membrane of `neuron` rises by for a current into its line, without wires, access
  /// transistors and TMR(V): lessened by the amplifier's gm, times the time over the capacitance.
  public func rise(_ neuron: Int, current: Amperes) -> Volts {
    let gm = self.neuron.amplifier.inputConductance.value
    let time = senseTime.value + Self.edge
    return Volts(
      current.value / (1 + lineConductance(neuron) / gm) * time / self.neuron.membrane.value)
  }

  /// The rise of `neuron` in a step under the same idealisations, its reference not counted.
  public func idealRise(_ neuron: Int, step: Int = 0) -> Volts {
    rise(neuron, current: unitCurrent * Double(sum(neuron, step: step)))
  }
}

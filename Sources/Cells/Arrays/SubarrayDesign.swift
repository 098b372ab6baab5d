import Circuits
public import Quantities

/// A binary spiking sub-array: synapse pairs on shared bit lines, an integrate-and-fire neuron at the
/// end of each.
///
/// Input i has two word lines, 2i and 2i + 1. A spike pulls the first below the common mode by the read
/// voltage and lifts the second above it by as much; without a spike both stay. The line of neuron j
/// then draws V (G1 - G2) from the neuron's virtual ground for each spike: with complementary pairs
/// V (G_P - G_AP) sum(w s). In cells with one junction the second is a reference halfway between the
/// states, which gives half of that current: a threshold that follows the number of spikes.
///
/// The amplifier has a finite gm, so the current is less by 1/(1 + G/gm), G the sum of the line's
/// conductances; that factor does not depend on the data where pairs are complementary.
public struct SubarrayDesign: Hashable, Sendable {
  /// The weights, inputs x neurons, row-major: true is +1.
  public var weights: [Bool]
  /// The inputs that spike.
  public var spikes: [Bool]
  /// Number of neurons.
  public let neurons: Int
  /// `complementary`, or `transistorJunction` with a reference.
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
  /// v(th) - v(cm).
  public var threshold: Volts = 0.15
  /// The transistors.
  public var library: TransistorLibrary
  /// Instances and comments, or plain elements.
  public var style: CrossbarDesign.Style = .readable
  /// Remarks for the head of the netlist.
  public var remarks: [String] = []

  /// When the spikes start.
  static let start = 0.2e-9
  /// Edges of spikes.
  static let edge = 20e-12

  /// A sub-array of `weights` (inputs x `neurons`) under `spikes`.
  public init(
    weights: [Bool], spikes: [Bool], neurons: Int = 1, cell: BitCell = .complementary,
    library: TransistorLibrary = TransistorProcess().library
  ) {
    precondition(
      weights.count == spikes.count * neurons,
      "\(spikes.count) inputs and \(neurons) neurons need \(spikes.count * neurons) weights")
    precondition(
      cell == .complementary || cell == .transistorJunction,
      "a sub-array has 2t2mtj or 1t1mtj cells, not \(cell.rawValue)")
    self.weights = weights
    self.spikes = spikes
    self.neurons = neurons
    self.cell = cell
    self.library = library
    neuron = IntegrateFireNeuron(
      amplifier: [Parameter("gm", 20e-3), Parameter("imax", 2e-3), Parameter("idd", 1e-3)])
  }

  /// Number of inputs.
  public var inputs: Int { spikes.count }

  /// The sum of w s of a neuron.
  public func sum(_ neuron: Int) -> Int {
    (0..<inputs).reduce(0) { sum, input in
      sum + (spikes[input] ? (weights[input * neurons + neuron] ? 1 : -1) : 0)
    }
  }

  /// What the membrane of `neuron` rises by, without wires, access transistors and TMR(V): the current
  /// V dG sum(w s), lessened by the amplifier's gm, times the time over the capacitance.
  public func idealRise(_ neuron: Int) -> Volts {
    let (gp, gap) = (
      1 / parallelResistance.value, 1 / (parallelResistance.value * (1 + tmr))
    )
    let isComplementary = cell == .complementary
    let middle = (gp + gap) / 2
    var current = 0.0
    var total = 0.0
    for input in 0..<inputs {
      let first = weights[input * neurons + neuron] ? gp : gap
      let second = isComplementary ? gp + gap - first : middle
      total += first + second
      if spikes[input] { current += readVoltage.value * (first - second) }
    }
    let gm = self.neuron.amplifier.first { $0.name == "gm" }?.value.number() ?? 5e-3
    let time = senseTime.value + Self.edge
    return Volts(current / (1 + total / gm) * time / self.neuron.membrane.value)
  }

  /// The array without neurons.
  public var array: CrossbarDesign {
    let (rows, cm, v) = (2 * inputs, CellBench.commonMode, readVoltage.value)
    var magnetization = [Double](repeating: 0, count: rows * neurons)
    for input in 0..<inputs {
      for column in 0..<neurons {
        let up = weights[input * neurons + column]
        magnetization[2 * input * neurons + column] = up ? 1 : -1
        let second = (2 * input + 1) * neurons + column
        magnetization[second] = cell == .complementary ? (up ? -1 : 1) : 0
      }
    }
    func line(_ row: Int) -> CrossbarDesign.WordLine {
      guard spikes[row / 2] else { return .driven(.dc(.number(cm))) }
      let level = BenchCircuit.sum(cm, row % 2 == 0 ? -v : v)
      return .driven(
        .pulse(
          Pulse(
            low: .number(cm), high: .number(level), delay: .number(Self.start),
            rise: .number(Self.edge), fall: .number(Self.edge), width: Value(senseTime))))
    }
    var array = CrossbarDesign(
      JunctionArray(
        rows: rows, columns: neurons,
        parallelResistance: Array(repeating: parallelResistance.value, count: rows * neurons),
        tmr: Array(repeating: tmr, count: rows * neurons),
        halfBias: Array(repeating: halfBias.value, count: rows * neurons),
        magnetization: magnetization),
      wire: wire, driver: driver, wordLines: (0..<rows).map(line), style: style)
    array.cell = .transistorJunction
    array.library = library
    array.virtualGrounds = (0..<neurons).map { Net("in", $0) }
    return array
  }
}

public import Cells
import Circuits
public import Quantities
public import Simulation
import SpiceText

/// One simulation of a spiking sub-array over its time steps.
public struct SubarrayRun: Sendable {
  /// v(mem) - v(cm) at the end of each step's spikes, before its decision: steps x neurons, V.
  public let membranes: [[Double]]
  /// Which neurons fired: steps x neurons.
  public let fired: [[Bool]]
  /// Energy of each step from its spikes to the next step's, J: everything that word lines, supply,
  /// common mode, thresholds and clock give; of `includingEnergy` runs only.
  public let energy: [Joules]
  /// The share of it that the word lines give.
  public let wordLineEnergy: [Joules]

  /// The jobs of `designs`.
  ///
  /// - Parameter includingEnergy: brings back the currents of all sources.
  public static func job(
    _ design: SubarrayDesign, includingEnergy: Bool, deadline: Seconds = 300
  ) throws -> SimulationJob {
    var deck = design.deck()
    if includingEnergy { deck.saves += design.sourceProbes }
    let vectors = includingEnergy ? [] : ["time", "v(mem0)"]
    return SimulationJob(
      deck: try SpiceWriter().format(deck), vectors: vectors, deadline: deadline)
  }

  /// Simulates `designs`, in order.
  public static func run(
    _ designs: [SubarrayDesign], includingEnergy: Bool = false, on simulator: some Simulator,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> [SubarrayRun] {
    let jobs = try designs.map { try job($0, includingEnergy: includingEnergy) }
    let results = await simulator.run(jobs) { progress($0) }
    return try zip(results, designs).map { result, design in
      try SubarrayRun(result.get(), design, includingEnergy: includingEnergy)
    }
  }

  init(_ result: SimulationResult, _ design: SubarrayDesign, includingEnergy: Bool) throws {
    func measured(_ name: String) throws -> Double {
      guard let value = result.measurements.first(where: { $0.name == name })?.value else {
        throw SimulationError(.missingVector, "the sub-array's run has no measurement '\(name)'")
      }
      return value
    }
    func tag(_ step: Int, _ column: Int) -> String {
      step == 0 ? "\(column)" : "\(column)_\(step)"
    }
    membranes = try (0..<design.steps).map { step in
      try (0..<design.neurons).map {
        try measured("membrane\(tag(step, $0))") - SubarrayDesign.commonMode.value
      }
    }
    fired = try (0..<design.steps).map { step in
      try (0..<design.neurons).map {
        try measured("output\(tag(step, $0))") > design.library.supply.value / 2
      }
    }
    guard includingEnergy else {
      (energy, wordLineEnergy) = ([], [])
      return
    }
    let plot = try result.plot(.transient)
    let time = try plot.waveform("time").values
    /// Energy that a source gives in each step, J.
    func given(_ name: String, _ voltage: (Double) -> Double) throws -> [Double] {
      let current = try plot.waveform(name).values
      var sums = [Double](repeating: 0, count: design.steps)
      for k in 1..<time.count {
        let middle = (time[k] + time[k - 1]) / 2
        guard let step = design.step(at: middle) else { continue }
        let power = -(current[k] * voltage(time[k]) + current[k - 1] * voltage(time[k - 1])) / 2
        sums[step] += power * (time[k] - time[k - 1])
      }
      return sums
    }
    func add(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map(+) }
    var lines = [Double](repeating: 0, count: design.steps)
    for row in 0..<design.rows {
      lines = add(lines, try given("i(vrow\(row))") { design.wordLineVoltage(row, at: $0) })
    }
    var total = lines
    for (name, voltage) in design.constantSources {
      total = add(total, try given("i(\(name))") { _ in voltage })
    }
    total = add(total, try given("i(vclk)") { design.clockVoltage(at: $0) })
    energy = total.map { Joules($0) }
    wordLineEnergy = lines.map { Joules($0) }
  }
}

import Cells
import Characterization
import CoSimulation
import Datasets
import Foundation
import Networks
import Quantities
import Randomness
import Simulation

/// The work of `SpikingArrayMeasurement`.
struct SpikingArrayRun {
  private let measurement: SpikingArrayMeasurement
  private let context: StudyContext
  private let neurons: FoldedNeurons
  /// Each a window's spikes (time steps x inputs) with the neuron that looks at it.
  private let cases: [(trains: [[Bool]], neuron: Int)]

  init(_ measurement: SpikingArrayMeasurement, _ context: StudyContext) throws {
    self.measurement = measurement
    self.context = context
    let resolved = try measurement.network.resolve(in: context)
    guard let spiking = resolved.configuration.spiking else {
      throw StudyError(.input, "'\(measurement.network.configuration)' is no spiking network")
    }
    let file = SafeTensors(resolved.trainer.network.entries())
    let neurons = try FoldedNeurons(
      file, layer: measurement.layer, threshold: spiking.threshold)
    self.neurons = neurons
    // The spikes that the layer sees: those of the last spiking neurons before it.
    let layers = resolved.trainer.network.layers
    let products = layers.indices.filter { layers[$0] is Convolution || layers[$0] is Dense }
    guard let index = Int(measurement.layer), index > 0, index < products.count,
      let source = layers[..<products[index]].lastIndex(where: { $0 is IntegrateAndFire })
    else {
      throw StudyError(.input, "no spikes enter layer \(measurement.layer)")
    }
    let count = max(measurement.windows.value(context), measurement.variations.value(context))
    let samples = try resolved.data.test.split(first: min(count, 200), seed: context.seed).first
    let spikes = try resolved.trainer.network.activations(
      of: samples, layer: source, workers: Workers(context.workers))
    cases = Self.cases(
      spikes, steps: spiking.timeSteps, samples: samples.count, neurons: neurons, count: count,
      seed: context.seed)
  }

  /// Random windows of the spikes with random neurons.
  private static func cases(
    _ spikes: Tensor, steps: Int, samples: Int, neurons: FoldedNeurons, count: Int, seed: UInt64
  ) -> [(trains: [[Bool]], neuron: Int)] {
    let (height, width, channels) = (spikes.shape[1], spikes.shape[2], spikes.shape[3])
    let size = neurons.size
    let fired = spikes.array
    var stream = RandomStream(seed: seed, purpose: "spiking windows")
    return (0..<count).map { number in
      let sample = number % samples
      let top = Int(stream.uniform() * Double(height - size + 1))
      let left = Int(stream.uniform() * Double(width - size + 1))
      let neuron = Int(stream.uniform() * Double(neurons.weights.count))
      let trains = (0..<steps).map { t in
        (0..<neurons.fanIn).map { input -> Bool in
          let (channel, place) = (input / (size * size), input % (size * size))
          let (y, x) = (top + place / size, left + place % size)
          let row = ((t * samples + sample) * height + y) * width + x
          return fired[row * channels + channel] > 0.5
        }
      }
      return (trains, neuron)
    }
  }

  func findings(on simulator: some Simulator) async throws -> StudyFindings {
    context.progress("linearity of the line", 0)
    let line = try await linearity(on: simulator)
    context.progress("decisions of the circuit", 0.1)
    let decisions = try await decisions(slope: line.slope, on: simulator)
    context.progress("fabricated sub-arrays", 0.5)
    let spread = try await deviations(slope: line.slope, on: simulator)
    var findings = StudyFindings(
      figures: line.figures + decisions + spread.figures, curves: [line.curve, spread.curve])
    findings.details["spike_deviations"] = try JSONValue(encoding: spread.decision)
    return findings
  }

  /// Membrane steps against sums, with spikes and weights drawn for sums of every size.
  private func linearity(
    on simulator: some Simulator
  ) async throws -> (slope: Double, figures: [StudyFigure], curve: StudyCurve) {
    var stream = RandomStream(seed: context.seed, purpose: "linearity")
    // Alternating signs keep the membrane, which nothing resets here, near the common mode.
    let targets = [8, -16, 24, -32, 40, -48, 56, -40, 24, -16, 12, -8]
    let inputs = neurons.fanIn
    let weights = (0..<inputs).map { _ in stream.bernoulli(0.5) }
    let trains = targets.map { target in
      (0..<inputs).map { input in
        // Spikes on agreeing synapses are likelier, so that the mean of the sum is the target.
        let bias = Double(target) / Double(inputs)
        return stream.bernoulli(weights[input] ? 0.25 + bias : 0.25 - bias)
      }
    }
    var design = measurement.circuit.design(weights: weights, trains: trains)
    design.threshold = Self.unreachable
    let run = try await SubarrayRun.run([design], on: simulator)[0]
    let rises = Self.increments(run)
    let sums = targets.indices.map { Double(design.sum(0, step: $0)) }
    // Through the origin: v = 0 without spikes is the neuron's own definition.
    let slope =
      zip(sums, rises).reduce(0) { $0 + $1.0 * $1.1 } / sums.reduce(0) { $0 + $1 * $1 }
    let worst = zip(sums, rises).map { abs($0.1 / slope - $0.0) }.max() ?? 0
    let ideal = design.rise(0, current: design.unitCurrent).value
    let points = zip(sums, rises).sorted { $0.0 < $1.0 }.map { StudyCurve.Point(x: $0, y: $1) }
    return (
      slope,
      [
        StudyFigure(
          "slope", slope, unit: "V",
          note: String(
            format: "%d synapses, %d steps in ngspice; %.3f of the closed form without wires, "
              + "access transistors and TMR(V)", inputs, targets.count, slope / ideal)),
        StudyFigure(
          "linearity error", worst, unit: "weights",
          note: "largest deviation from a straight line, sums from "
            + "\(Int(sums.min() ?? 0)) to \(Int(sums.max() ?? 0)), the line's resistance and TMR(V) in it"
        ),
      ],
      StudyCurve(
        "Rise of the membrane in a step", x: .init("sum of w s"), y: .init("rise", unit: "V"),
        series: [.init("ngspice", points)])
    )
  }

  /// A threshold that no membrane reaches, V.
  private static let unreachable: Volts = 1

  /// What each step adds to the membrane of the first neuron, V.
  private static func increments(_ run: SubarrayRun) -> [Double] {
    run.membranes.indices.map {
      run.membranes[$0][0] - ($0 == 0 ? 0 : run.membranes[$0 - 1][0])
    }
  }

  /// A window with its neuron: thresholds and constants from the batch norm, by the measured slope.
  private func design(_ number: Int, slope: Double) -> SubarrayDesign {
    let (trains, neuron) = cases[number]
    var design = measurement.circuit.design(weights: neurons.weights[neuron], trains: trains)
    design.thresholds = [Volts(neurons.thresholds[neuron] * slope)]
    let perAmpere = design.rise(0, current: 1).value
    design.references = [Amperes(neurons.constants[neuron] * slope / perAmpere)]
    return design
  }

  private func sums(_ design: SubarrayDesign) -> [Int] {
    (0..<design.steps).map { design.sum(0, step: $0) }
  }

  /// Whole windows against software, and their energy.
  private func decisions(
    slope: Double, on simulator: some Simulator
  ) async throws -> [StudyFigure] {
    let count = measurement.windows.value(context)
    let designs = (0..<count).map { design($0, slope: slope) }
    let runs = try await SubarrayRun.run(designs, includingEnergy: true, on: simulator) {
      context.progress("decisions of the circuit", 0.1 + 0.4 * Double($0) / Double(count))
    }
    var (folded, equal, clear, clearEqual, all) = (0, 0, 0, 0, 0)
    var energies: [Double] = []
    var (lines, spikes) = (0.0, 0)
    for (number, run) in runs.enumerated() {
      let sums = sums(designs[number])
      let neuron = cases[number].neuron
      let software = neurons.softwareSpikes(neuron, sums: sums)
      let margins = neurons.margins(neuron, sums: sums)
      for step in sums.indices {
        all += 1
        folded += software[step] == (margins[step] >= 0) ? 1 : 0
        let same = run.fired[step][0] == (margins[step] >= 0)
        equal += same ? 1 : 0
        if abs(margins[step]) >= 1 {
          clear += 1
          clearEqual += same ? 1 : 0
        }
        energies.append(run.energy[step].value)
        lines += run.wordLineEnergy[step].value
        spikes += designs[number].trains[step].count { $0 }
      }
    }
    let energy = mean(energies)
    let synapses = Double(neurons.fanIn)
    let interval = ConfidenceInterval(meanOf: energies)
    func rate(_ operations: Double) -> ConfidenceInterval {
      ConfidenceInterval(
        low: operations / interval.high / 1e12, high: operations / interval.low / 1e12)
    }
    let note =
      "\(all) evaluations of \(neurons.fanIn) synapses, \(spikes / max(all, 1)) spikes each; word "
      + "lines at their potentials, amplifier, comparator, reset and clock are in it; drivers, "
      + "control and spike routing are not"
    func share(_ name: String, _ right: Int, _ of: Int, _ note: String) -> StudyFigure {
      StudyFigure(
        name, Double(right) / Double(max(of, 1)),
        interval: of > 0 ? ConfidenceInterval(successes: right, trials: of) : nil, note: note)
    }
    return [
      share(
        "equal folded decisions", folded, all, "batch norm folded into c and Theta, exact sums"),
      share("equal circuit decisions", equal, all, "ngspice against the folded neuron"),
      share(
        "equal clear decisions", clearEqual, clear, "of those with a margin of a weight or more"),
      StudyFigure("energy", energy, interval: interval, unit: "J", note: note),
      StudyFigure("word-line share", lines / Double(all) / energy, note: "of the energy"),
      StudyFigure(
        "tops per watt, 1 operation", synapses / energy / 1e12, interval: rate(synapses),
        unit: "TOPS/W", note: "one operation for each synapse and evaluation"),
      StudyFigure(
        "tops per watt, 2 operations", 2 * synapses / energy / 1e12, interval: rate(2 * synapses),
        unit: "TOPS/W", note: "two operations for each synapse and evaluation"),
    ]
  }

  /// How decisions of fabricated sub-arrays deviate from exact ones, in weights.
  private func deviations(
    slope: Double, on simulator: some Simulator
  ) async throws -> (figures: [StudyFigure], decision: [Double], curve: StudyCurve) {
    let count = measurement.variations.value(context)
    let designs = (0..<count).map { number -> SubarrayDesign in
      var design = measurement.circuit.design(
        weights: neurons.weights[cases[number].neuron], trains: cases[number].trains)
      design.threshold = Self.unreachable
      design.variation = SubarrayVariation(
        resistance: measurement.resistanceSpread, tmr: measurement.tmrSpread,
        mismatch: PelgromMismatch(millivoltMicrometers: measurement.mismatch), seed: context.seed,
        index: UInt64(number))
      return design
    }
    let runs = try await SubarrayRun.run(designs, on: simulator) {
      context.progress("fabricated sub-arrays", 0.5 + 0.5 * Double($0) / Double(count))
    }
    var (sumErrors, offsets, decision): ([Double], [Double], [Double]) = ([], [], [])
    for (design, run) in zip(designs, runs) {
      let offset = design.comparatorOffset(0).value / slope
      offsets.append(offset)
      for (step, rise) in Self.increments(run).enumerated() {
        let error = rise / slope - Double(design.sum(0, step: step))
        sumErrors.append(error)
        decision.append(error - offset)
      }
    }
    func deviation(_ values: [Double]) -> Double {
      (values.reduce(0) { $0 + $1 * $1 } / Double(max(values.count, 1))).squareRoot()
    }
    let errors = try SpikeErrors(deviations: decision, occurrence: .perDecision)
    let note =
      "\(count) sub-arrays of \(neurons.fanIn) synapses, \(decision.count) sums of a trained "
      + "layer's spikes"
    let table = measurement.margins.map { margin -> (Double, Double) in
      let both =
        (errors.errorProbability(margin: margin) + errors.errorProbability(margin: -margin)) / 2
      return (margin, both)
    }
    return (
      [
        StudyFigure("deviation", deviation(decision), unit: "weights", note: note),
        StudyFigure(
          "deviation of sums", deviation(sumErrors), unit: "weights",
          note: "junctions, wires, TMR(V), reference"),
        StudyFigure(
          "comparator offset", deviation(offsets), unit: "weights",
          note: "threshold mismatch of the input pair by Pelgrom's law"),
      ]
        + table.map { margin, share in
          let trials = 2 * decision.count
          return StudyFigure(
            "spike error at margin \(StudyText.number(margin))", share,
            interval: ConfidenceInterval(
              successes: Int((share * Double(trials)).rounded()), trials: trials),
            note: "share of wrong decisions \(StudyText.number(margin)) weights from the threshold")
        },
      decision,
      StudyCurve(
        "Spike errors against margin", x: .init("margin", unit: "weights"),
        y: .init("probability"),
        series: [.init("fabricated sub-arrays", table.map { .init(x: $0.0, y: $0.1) })])
    )
  }
}

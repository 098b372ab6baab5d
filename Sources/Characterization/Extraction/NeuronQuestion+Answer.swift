import Cells
import Foundation
import Quantities
import Randomness
public import Simulation

extension NeuronQuestion {
  /// One neuron at one current and threshold.
  private struct Trial {
    var spikes: Int
    var first: Double?
    /// From the clock's rise to the first spike.
    var delay: Double?
  }

  /// Runs neurons of every corner over all currents at each threshold, with transient noise; then,
  /// without noise, one decision at each margin, from whose brackets the normal law of the offset
  /// is found.
  ///
  /// - Throws: `SimulationError` of the simulator, `CharacterizationError` where no offset can be
  ///   found.
  public func answer(
    on simulator: some Simulator, seed: UInt64, version: String,
    progress: @escaping @Sendable (String, Double) -> Void
  ) async throws -> NeuronCharacteristic {
    let libraries = try transistors.libraries()
    var jobs: [SimulationJob] = []
    for (corner, library) in libraries.enumerated() {
      for threshold in thresholds.indices {
        jobs.append(try rateJob(library, corner: corner, threshold: threshold, seed: seed))
      }
    }
    let rates = jobs.count
    jobs += try libraries.enumerated().map { try offsetJob($1, corner: $0, seed: seed) }
    let results = try await runAll(jobs, on: simulator, "neurons in ngspice", progress)

    // current x threshold: the neurons of all corners.
    var trials = currents.map { _ in thresholds.map { _ in [Trial]() } }
    var energies: [Double] = []
    for (number, result) in results.prefix(rates).enumerated() {
      let vdd = libraries[number / thresholds.count].supply.value
      for step in currents.indices {
        let found = try read(result.steps[step][0], vdd: vdd)
        trials[step][number % thresholds.count] += found.trials
        energies.append(found.energy)
      }
    }
    var brackets: [(low: Double, high: Double)] = []
    for (result, library) in zip(results.dropFirst(rates), libraries) {
      brackets += try offsets(result, vdd: library.supply.value)
    }
    guard let offset = NormalLaw(brackets: brackets) else {
      throw CharacterizationError(
        .tooFewSamples,
        "no neuron's offset lies between the margins tried; widen offset_margins or enlarge the "
          + "transistors")
    }
    return characteristic(
      trials, energies: energies, offset: offset, brackets: brackets.count,
      Provenance(
        engine: try await simulator.engine, deck: Provenance.fingerprint(jobs[0].deck),
        decks: jobs.count, seed: seed, version: version))
  }

  private func characteristic(
    _ trials: [[[Trial]]], energies: [Double], offset: NormalLaw, brackets: Int,
    _ provenance: Provenance
  ) -> NeuronCharacteristic {
    func table<T>(_ value: ([Trial]) -> T) -> [[T]] { trials.map { $0.map(value) } }
    func rate(_ trial: Trial) -> Double { Double(trial.spikes) / Double(decisions) }
    let delays = trials.flatMap { $0.flatMap { $0.compactMap(\.delay) } }
    let half = ConfidenceInterval.normalQuantile * offset.sigma / Double(brackets).squareRoot()
    return NeuronCharacteristic(
      axes: .init(current: currents, threshold: thresholds),
      mean: table { mean($0.map(rate)) }, sigma: table { deviation($0.map(rate)) },
      probability: table { Double($0.count { $0.spikes > 0 }) / Double($0.count) },
      intervals: table {
        ConfidenceInterval(exactSuccesses: $0.count { $0.spikes > 0 }, trials: $0.count)
      },
      time: table { $0.contains { $0.first != nil } ? mean($0.compactMap(\.first)) : nil },
      timeSigma: table {
        let times = $0.compactMap(\.first)
        return times.count > 1 ? deviation(times) : nil
      },
      decisions: decisions, period: period.value, membrane: membrane.value, offset: offset,
      offsetInterval: ConfidenceInterval(low: offset.mean - half, high: offset.mean + half),
      noise: resetNoise,
      samples: trials.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
        + brackets * offsetMargins.count,
      energy: Estimate(of: energies), latency: delays.isEmpty ? nil : Estimate(of: delays),
      provenance: provenance)
  }

  /// The spikes of every neuron of a plot, and the energy of one neuron and period.
  private func read(_ plot: Plot, vdd: Double) throws -> (trials: [Trial], energy: Double) {
    let time = try plot.waveform("time").values
    let trials = try (0..<neurons).map { k in
      let rises = try crossings(time, plot.waveform("v(spike\(k))").values, level: vdd / 2)
      let phase = rises.first.map { ($0 / period.value - 0.5) }
      return Trial(
        spikes: rises.count, first: rises.first,
        delay: phase.map { ($0 - $0.rounded(.down)) * period.value })
    }
    let charge = -integral(time, try plot.waveform("i(vdd)").values)
    return (trials, vdd * charge / Double(neurons * decisions))
  }

  /// For each neuron the margins between which its decision turns, by the membrane's own voltage.
  private func offsets(
    _ result: SimulationResult, vdd: Double
  ) throws -> [(low: Double, high: Double)] {
    var brackets = [(low: Double, high: Double)](
      repeating: (-.infinity, .infinity), count: offsetNeurons)
    for plots in result.steps {
      let time = try plots[0].waveform("time").values
      let rise = time.lastIndex { $0 <= 0.5 * period.value } ?? 0
      for k in 0..<offsetNeurons {
        let membrane = try plots[0].waveform("v(mem\(k))").values[rise]
        let margin = membrane - CellBench.commonMode - thresholds[0]
        let spike = try plots[0].waveform("v(spike\(k))").values
        if crossings(time, spike, level: vdd / 2).isEmpty {
          brackets[k].low = max(brackets[k].low, margin)
        } else {
          brackets[k].high = min(brackets[k].high, margin)
        }
      }
    }
    return brackets.map { $0.low < $0.high ? $0 : ($0.high, $0.low) }
  }
}

/// When `values` rises through `level`, by straight lines between points.
func crossings(_ time: [Double], _ values: [Double], level: Double) -> [Double] {
  (1..<max(values.count, 1)).compactMap { k in
    guard values[k - 1] < level, values[k] >= level else { return nil }
    let share = (level - values[k - 1]) / (values[k] - values[k - 1])
    return time[k - 1] + share * (time[k] - time[k - 1])
  }
}

/// The integral of `values` over `time` by the trapezoidal rule.
func integral(_ time: [Double], _ values: [Double]) -> Double {
  var sum = 0.0
  for k in values.indices.dropFirst() {
    sum += (time[k] - time[k - 1]) * (values[k] + values[k - 1]) / 2
  }
  return sum
}

/// The arithmetic mean; 0 of nothing.
func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(max(values.count, 1))
}

/// The standard deviation of a sample; 0 of fewer than two values.
func deviation(_ values: [Double]) -> Double {
  guard values.count > 1 else { return 0 }
  let centre = mean(values)
  return (values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count - 1))
    .squareRoot()
}

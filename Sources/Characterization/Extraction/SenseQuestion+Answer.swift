import Cells
import Quantities
import Randomness
public import Simulation
import Spintronics

extension SenseQuestion {
  /// What one amplifier did.
  struct Decision {
    /// Whether q ended high: branch a decided the lower resistance.
    var isHigh: Bool
    var time: Double?
  }

  /// Runs amplifiers of every corner at each margin of both signs, and whole cells of sampled
  /// junctions; the normal law of the offset is found from where each amplifier's decision turns.
  ///
  /// - Throws: `SimulationError` of the simulator, `CharacterizationError` where no offset can be
  ///   found.
  public func answer(
    on simulator: some Simulator, seed: UInt64, version: String,
    progress: @escaping @Sendable (String, Double) -> Void
  ) async throws -> SenseCharacteristic {
    let libraries = try transistors.libraries()
    // A margin of zero has one sign only.
    let signed = margins.reversed().filter { $0 > 0 }.map { -$0 } + margins
    var jobs: [SimulationJob] = []
    for (corner, library) in libraries.enumerated() {
      for margin in signed {
        jobs.append(try job(library, corner: corner, margin: margin, seed: seed))
      }
    }
    let swept = jobs.count
    let sampled = libraries.indices.map { sampledCells(corner: $0, seed: seed) }
    if cells > 0 {
      for (corner, library) in libraries.enumerated() {
        jobs.append(
          try job(
            library, sampled[corner].map { (Self.branch($0.a), Self.branch($0.b)) },
            first: 1 << 20 | corner * cells, seed: seed))
      }
    }
    let results = try await runAll(jobs, on: simulator, "sense amplifiers in ngspice", progress)
    var energies: [Double] = []
    var decisions: [[Decision]] = []
    for (number, result) in results.enumerated() {
      let corner = number < swept ? number / signed.count : number - swept
      let count = number < swept ? amplifiers : cells
      let found = try read(result, count: count, vdd: libraries[corner].supply.value)
      decisions.append(found.decisions)
      if number < swept { energies.append(found.energy) }
    }
    let provenance = Provenance(
      engine: try await simulator.engine, deck: Provenance.fingerprint(jobs[0].deck),
      decks: jobs.count, seed: seed, version: version)
    var found = try characteristic(
      Array(decisions.prefix(swept)), signed, corners: libraries.count, energies: energies,
      provenance)
    if cells > 0 {
      found.cell = cellError(
        sampled.flatMap(\.self), Array(decisions.dropFirst(swept).joined()), found)
    }
    return found
  }

  private func characteristic(
    _ decisions: [[Decision]], _ signed: [Double], corners: Int, energies: [Double],
    _ provenance: Provenance
  ) throws -> SenseCharacteristic {
    func at(_ corner: Int, _ margin: Double) -> [Decision] {
      let place = signed.firstIndex(of: margin) ?? 0
      return decisions[corner * signed.count + place]
    }
    /// Wrong decisions over both signs.
    func wrong(_ corner: Int, _ margin: Double) -> Int {
      at(corner, margin).count { !$0.isHigh }
        + at(corner, margin == 0 ? 0 : -margin).count { $0.isHigh }
    }
    let law = try offsetLaw(decisions, signed, corners: corners)
    let count = corners * amplifiers
    let spread = ConfidenceInterval.normalQuantile / (2 * Double(count)).squareRoot()
    let times = margins.map { margin in
      mean((0..<corners).flatMap { at($0, margin).compactMap(\.time) })
    }
    let fastest = (0..<corners).flatMap { at($0, margins[margins.count - 1]).compactMap(\.time) }
    return SenseCharacteristic(
      axes: .init(margin: margins),
      mean: margins.map { m in
        Double((0..<corners).reduce(0) { $0 + wrong($1, m) }) / Double(2 * count)
      },
      sigma: margins.map { m in
        deviation((0..<corners).map { Double(wrong($0, m)) / Double(2 * amplifiers) })
      },
      intervals: margins.map { m in
        ConfidenceInterval(
          exactSuccesses: (0..<corners).reduce(0) { $0 + wrong($1, m) }, trials: 2 * count)
      },
      time: times, resistance: resistance.value, offset: law,
      offsetInterval: ConfidenceInterval(
        low: law.sigma * (1 - spread), high: law.sigma * (1 + spread)),
      samples: decisions.reduce(0) { $0 + $1.count }, energy: Estimate(of: energies),
      latency: fastest.isEmpty ? nil : Estimate(of: fastest), provenance: provenance)
  }

  /// The law of the margins at which amplifiers turn.
  private func offsetLaw(
    _ decisions: [[Decision]], _ signed: [Double], corners: Int
  ) throws -> NormalLaw {
    var brackets: [(low: Double, high: Double)] = []
    for corner in 0..<corners {
      for k in 0..<amplifiers {
        var (low, high) = (-Double.infinity, Double.infinity)
        for (place, margin) in signed.enumerated() {
          if decisions[corner * signed.count + place][k].isHigh {
            high = min(high, margin)
          } else {
            low = max(low, margin)
          }
        }
        brackets.append(low < high ? (low, high) : (high, low))
      }
    }
    guard let law = NormalLaw(brackets: brackets) else {
      throw CharacterizationError(
        .tooFewSamples, "no amplifier's offset lies between the margins tried; widen margins")
    }
    return law
  }

  private func cellError(
    _ pairs: [(a: SampledJunction, b: SampledJunction)], _ decisions: [Decision],
    _ found: SenseCharacteristic
  ) -> SenseCharacteristic.CellError {
    var margins: [Double] = []
    var errors = 0
    for (index, (pair, decision)) in zip(pairs, decisions).enumerated() {
      let sign = (index % cells) % 2 == 0 ? 1.0 : -1.0
      let (a, b) = (pair.a.resistance().value, pair.b.resistance().value)
      // An open branch has all of the margin that there is.
      margins.append(sign * (a.isFinite && b.isFinite ? 2 * (b - a) / (a + b) : b > a ? 2 : -2))
      if decision.isHigh != (sign > 0) { errors += 1 }
    }
    return .init(
      margin: NormalLaw(mean: mean(margins), sigma: deviation(margins)), errors: errors,
      trials: decisions.count, predicted: mean(margins.map { found.errorProbability(margin: $0) }))
  }

  private func read(
    _ result: SimulationResult, count: Int, vdd: Double
  ) throws -> (decisions: [Decision], energy: Double) {
    let plot = try result.plot(.transient)
    let time = try plot.waveform("time").values
    let last = time.lastIndex { $0 <= Self.decided } ?? time.count - 1
    let decisions = try (0..<count).map { k in
      let q = try plot.waveform("v(q\(k))").values
      let qb = try plot.waveform("v(qb\(k))").values
      let apart = zip(q, qb).map { abs($0 - $1) }
      let decided = zip(time, apart).first { $0 > Self.rise && $1 > vdd / 2 }
      return Decision(
        isHigh: q[last] > qb[last], time: decided.map { $0.0 - Self.rise })
    }
    let charge = -integral(time, try plot.waveform("i(vdd)").values)
    return (decisions, vdd * charge / Double(count))
  }
}

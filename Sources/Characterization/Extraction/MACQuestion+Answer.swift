import Cells
import Crossbars
import Quantities
import Randomness
public import Simulation
import Spintronics

extension MACQuestion {
  /// Array `number` with random bits, sampled junctions and random inputs.
  ///
  /// Inputs are drawn from [-1, 1]; in every fourth vector a random share of them is zero, so that
  /// small drives are seen.
  func subject(_ number: Int, seed: UInt64) -> MACBench.Subject {
    var stream = RandomStream(seed: seed, purpose: "mac weights", index: UInt64(number))
    let states = (0..<rows * columns).map { _ in
      JunctionState(bit: stream.bernoulli(0.5))
    }
    let junctions = device.sample(states, seed: seed, firstIndex: UInt64(number) << 32)
    let read = CrossbarRead(
      junctions: JunctionArray(
        rows: rows, columns: columns,
        parallelResistance: junctions.map(\.parallelResistance.value), tmr: junctions.map(\.tmr),
        halfBias: junctions.map(\.halfBiasVoltage.value),
        magnetization: junctions.map(\.state.magnetization)),
      wire: WireSegment(resistance: wireResistance, capacitance: wireCapacitance),
      driver: driverResistance, sense: senseResistance, voltage: readVoltage, inputs: rows)
    func weights(_ value: (SampledJunction) -> Double) -> [Double] {
      (0..<rows * pairs).map { place in
        let cell = place / pairs * columns + 2 * (place % pairs)
        return value(junctions[cell]) - value(junctions[cell + 1])
      }
    }
    let unit = (unitCurrent / readVoltage.value).value
    let vectors = (0..<inputs).map { vector -> [Double] in
      let share = vector % 4 == 3 ? stream.uniform() : 1
      return (0..<rows).map { _ in stream.bernoulli(share) ? 2 * stream.uniform() - 1 : 0 }
    }
    return MACBench.Subject(
      read: read, storedWeights: weights { $0.state.bit ? 1 : 0 },
      deviceWeights: weights { $0.conductance().value / unit }, pairs: pairs, vectors: vectors)
  }

  /// Reads random arrays at random inputs, in ngspice or by the exact nodal solver for large ones,
  /// fits the tables and line gains, and takes energy and latency from transients of the first
  /// array.
  ///
  /// - Parameters:
  ///   - seed: names every random draw; array k is the same whatever the number of arrays.
  ///   - version: the larmor version, for the provenance.
  ///   - progress: told of each stage and of its share, 0 to 1, that is done.
  /// - Throws: `SimulationError` of the simulator, `CharacterizationError` of the fit.
  public func answer(
    on simulator: some Simulator, seed: UInt64, version: String,
    progress: @escaping @Sendable (String, Double) -> Void
  ) async throws -> MACCharacteristic {
    let subjects = (0..<arrays).map { subject($0, seed: seed) }
    let bench = MACBench(unitCurrent: unitCurrent, deadline: 300)
    let count = Double(arrays)
    let currents =
      isNodal
      ? try nodalCurrents(subjects) { progress("solving arrays", Double($0) / count) }
      : try await bench.currents(of: subjects, on: simulator) {
        progress("reading arrays in ngspice", Double($0) / count)
      }
    let engine = try await simulator.engine
    var found = try bench.characteristic(
      subjects, currents: currents,
      provenance: Provenance(
        engine: isNodal ? "nodal solver; transients: \(engine)" : engine,
        deck: Provenance.fingerprint(try deck(seed: seed)), decks: arrays, seed: seed,
        version: version))
    found.correlation = correlation(
      bench.observations(subjects, currents: currents), characteristic: found)
    let reads = try await transientReads(subjects[0], on: simulator, progress)
    found.energy = reads.map { Estimate(of: $0.map(\.energy.value)) }
    found.latency = reads.map { Estimate(of: $0.map(\.settling.value)) }
    return found
  }

  /// The exact DC network of each array, by the native solver.
  private func nodalCurrents(
    _ subjects: [MACBench.Subject], done: (Int) -> Void
  ) throws -> [[[Double]]] {
    try subjects.enumerated().map { number, subject in
      let array = subject.read.junctions
      let crossbar = try NonlinearCrossbar(
        rows: rows, columns: columns,
        junctions: (0..<rows * columns).map {
          Junction(
            parallel: Ohms(array.parallelResistance[$0]), tmr: array.tmr[$0],
            halfBias: Volts(array.halfBias[$0]), magnetization: array.magnetization[$0])
        },
        wordSegment: wireResistance, bitSegment: wireResistance, driver: driverResistance,
        sense: senseResistance)
      let solution = try crossbar.solve(
        inputs: subject.vectors.flatMap { $0.map { $0 * readVoltage.value } })
      done(number + 1)
      return subject.vectors.indices.map { vector in
        (0..<columns).map { solution.current(vector: vector, column: $0) }
      }
    }
  }

  /// Read transients of the first vectors; nil for arrays too large for the circuit simulator.
  private func transientReads(
    _ subject: MACBench.Subject, on simulator: some Simulator,
    _ progress: @escaping @Sendable (String, Double) -> Void
  ) async throws -> [ReadTransient]? {
    guard rows * columns <= 2304 else { return nil }
    let timing = ReadTiming(delay: 0.1e-9, edge: 0.05e-9, width: readWidth)
    let vectors = Array(subject.vectors.prefix(transients))
    let jobs = try vectors.map { try subject.read.transient($0, timing: timing, deadline: 300) }
    let results = try await runAll(jobs, on: simulator, "read transients in ngspice", progress)
    return try zip(results, vectors).map {
      try ReadTransient($0, read: subject.read, vector: $1, timing: timing)
    }
  }

  /// Correlation of the deviations from the mean of known devices between pairs 0, 1, 2 ... apart, over
  /// all reads, at most eight pairs apart.
  private func correlation(
    _ observations: [MACObservation], characteristic: MACCharacteristic
  ) -> [Double] {
    let deviations = observations.map { o in
      o.measured - characteristic.response(signedSum: o.deviceSum, drive: o.drive).value
    }
    let square = mean(deviations.map { $0 * $0 })
    return (0..<min(pairs, 9)).map { lag in
      var (sum, count) = (0.0, 0)
      for start in stride(from: 0, to: deviations.count, by: pairs) {
        for pair in 0..<pairs - lag {
          sum += deviations[start + pair] * deviations[start + pair + lag]
          count += 1
        }
      }
      return square > 0 ? sum / Double(count) / square : 0
    }
  }

  /// The deck of the first array; its junctions where the nodal solver answers.
  public func deck(seed: UInt64) throws -> String {
    let subject = subject(0, seed: seed)
    guard !isNodal else {
      // What the question's own text does not tell: the junctions of a file that it names.
      let junctions = subject.read.junctions
      return "nodal \(junctions.parallelResistance) \(junctions.tmr) \(junctions.halfBias)"
    }
    return try subject.read.operatingPoints(subject.vectors, deadline: 300).deck
  }
}

public import Quantities
public import Simulation

/// The test bench of multiply-accumulate: sampled arrays, each read at many inputs.
public struct MACBench: Sendable {
  /// One array on the bench.
  public struct Subject: Sendable {
    /// The array and its periphery.
    public var read: CrossbarRead
    /// The stored weights b+ - b- of the first columns, inputs x pairs, row-major.
    public var storedWeights: [Double]
    /// The same with each device's own zero-bias conductance, in units of G_P - G_AP.
    public var deviceWeights: [Double]
    /// Column pairs in use: columns 2k and 2k + 1 for k below this.
    public var pairs: Int
    /// The input vectors to read at.
    public var vectors: [[Double]]

    /// An array with both kinds of weights, `read.inputs * pairs` of each.
    public init(
      read: CrossbarRead, storedWeights: [Double], deviceWeights: [Double], pairs: Int,
      vectors: [[Double]]
    ) {
      precondition(storedWeights.count == read.inputs * pairs)
      precondition(deviceWeights.count == storedWeights.count)
      self.read = read
      self.storedWeights = storedWeights
      self.deviceWeights = deviceWeights
      self.pairs = pairs
      self.vectors = vectors
    }
  }

  /// V_read (G_P - G_AP): the current of one weight at full input, in ampere.
  public var unitCurrent: Amperes
  /// Wall-clock limit of each array's job.
  public var deadline: Seconds

  /// A bench that gives currents in units of `unitCurrent`.
  public init(unitCurrent: Amperes, deadline: Seconds = 120) {
    self.unitCurrent = unitCurrent
    self.deadline = deadline
  }

  /// The column currents of every subject in the simulator: ampere, subject x vector x column.
  ///
  /// - Throws: the first subject's failure.
  public func currents(
    of subjects: [Subject], on simulator: some Simulator,
    done: (@Sendable (Int) -> Void)? = nil
  ) async throws -> [[[Double]]] {
    let jobs = try subjects.map { try $0.read.operatingPoints($0.vectors, deadline: deadline) }
    let outcomes = await simulator.run(jobs, done: done)
    return try zip(subjects, outcomes).map { subject, outcome in
      try subject.read.columnCurrents(outcome.get())
    }
  }

  /// An observation for each column pair and input, in the order of `subjects`.
  public func observations(
    _ subjects: [Subject], currents: [[[Double]]]
  ) -> [MACObservation] {
    zip(subjects, currents).flatMap { subject, read in
      zip(subject.vectors, read).flatMap { vector, columns in
        observations(subject, vector: vector, currents: columns)
      }
    }
  }

  /// The characteristic that the currents say: tables over sum and drive, and the lines' own gain.
  public func characteristic(
    _ subjects: [Subject], currents: [[[Double]]], provenance: Provenance
  ) throws(CharacterizationError) -> MACCharacteristic {
    let observations = observations(subjects, currents: currents)
    var found = try MACFit(observations).characteristic(
      energy: nil, latency: nil, provenance: provenance)
    found.lines = LineGain(subjects, currents: currents, unitCurrent: unitCurrent)
    found.subject = subjects.first.map { .init($0.read, unitCurrent: unitCurrent) }
    return found
  }

  private func observations(
    _ subject: Subject, vector: [Double], currents: [Double]
  ) -> [MACObservation] {
    let drive = vector.reduce(0) { $0 + abs($1) }
    return (0..<subject.pairs).map { pair in
      func sum(_ weights: [Double]) -> Double {
        vector.indices.reduce(0) { $0 + vector[$1] * weights[$1 * subject.pairs + pair] }
      }
      return MACObservation(
        signedSum: sum(subject.storedWeights), deviceSum: sum(subject.deviceWeights), drive: drive,
        measured: (currents[2 * pair] - currents[2 * pair + 1]) / unitCurrent.value)
    }
  }
}

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

  public init(unitCurrent: Amperes, deadline: Seconds = 120) {
    self.unitCurrent = unitCurrent
    self.deadline = deadline
  }

  /// Reads every subject in the simulator.
  ///
  /// - Returns: an observation for each column pair and input, in the order of `subjects`.
  /// - Throws: the first subject's failure.
  public func observe(
    _ subjects: [Subject], on simulator: some Simulator,
    done: (@Sendable (Int) -> Void)? = nil
  ) async throws -> [MACObservation] {
    let jobs = try subjects.map { try $0.read.operatingPoints($0.vectors, deadline: deadline) }
    let outcomes = await simulator.run(jobs, done: done)
    return try zip(subjects, outcomes).flatMap { subject, outcome in
      let currents = try subject.read.columnCurrents(outcome.get())
      return zip(subject.vectors, currents).flatMap { vector, columns in
        observations(subject, vector: vector, currents: columns)
      }
    }
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

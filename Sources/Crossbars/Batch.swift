internal import Dispatch
internal import Synchronization

/// Independent pieces of work shared out among threads.
enum Batch {
  /// `body` of contiguous parts of 0..<`count`, on up to `workers` threads; results in order.
  static func parts<Value: Sendable>(
    _ count: Int, workers: Int, _ body: @Sendable (Range<Int>) throws(CrossbarError) -> Value
  ) throws(CrossbarError) -> [Value] {
    let parts = min(workers, count)
    guard parts > 1 else { return [try body(0..<count)] }
    let results = Mutex<[Result<Value, CrossbarError>?]>(Array(repeating: nil, count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let result: Result<Value, CrossbarError>
      do throws(CrossbarError) {
        result = .success(try body(count * part / parts..<count * (part + 1) / parts))
      } catch {
        result = .failure(error)
      }
      results.withLock { $0[part] = result }
    }
    var values: [Value] = []
    for result in results.withLock({ $0 }) {
      if let value = try result?.get() { values.append(value) }
    }
    return values
  }

  /// Solves `inputs` (vectors x `rows`) in contiguous parts on up to `workers` threads. `body` must
  /// solve each vector independently of all others; it is told the number of its first.
  static func solve(
    inputs: [Double], rows: Int, workers: Int,
    _ body: @Sendable ([Double], _ first: Int) throws(CrossbarError) -> CrossbarSolution
  ) throws(CrossbarError) -> CrossbarSolution {
    guard inputs.count % rows == 0 else { return try body(inputs, 0) }
    let solved = try parts(inputs.count / rows, workers: workers) {
      part throws(CrossbarError) in
      try body(Array(inputs[part.lowerBound * rows..<part.upperBound * rows]), part.lowerBound)
    }
    var whole = solved[0]
    for part in solved.dropFirst() { whole.append(part) }
    return whole
  }
}

extension CrossbarSolution {
  /// Takes in the vectors of `other`, of the same crossbar, after this solution's own.
  mutating func append(_ other: CrossbarSolution) {
    self = CrossbarSolution(
      rows: rows, columns: columns, vectors: vectors + other.vectors,
      currents: currents + other.currents,
      wordVoltages: wordVoltages.map { $0 + (other.wordVoltages ?? []) },
      bitVoltages: bitVoltages.map { $0 + (other.bitVoltages ?? []) },
      residual: max(residual, other.residual),
      errorEstimate: max(errorEstimate, other.errorEstimate),
      iterations: iterations + other.iterations, newtonSteps: newtonSteps + other.newtonSteps)
  }
}

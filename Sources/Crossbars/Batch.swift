internal import Dispatch
internal import Synchronization

/// Many input vectors shared out among threads.
enum Batch {
  /// Solves contiguous parts of `inputs` (vectors x `rows`) on up to `workers` threads and joins the
  /// results in order. `body` must solve each vector independently of all others; it is told the number
  /// of its first.
  static func solve(
    inputs: [Double], rows: Int, workers: Int,
    _ body: @Sendable ([Double], _ first: Int) throws(CrossbarError) -> CrossbarSolution
  ) throws(CrossbarError) -> CrossbarSolution {
    let vectors = inputs.count / max(rows, 1)
    let parts = min(workers, vectors)
    guard parts > 1, inputs.count % rows == 0 else { return try body(inputs, 0) }
    let results = Mutex<[Result<CrossbarSolution, CrossbarError>?]>(
      Array(repeating: nil, count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let first = vectors * part / parts
      let end = vectors * (part + 1) / parts
      let result: Result<CrossbarSolution, CrossbarError>
      do throws(CrossbarError) {
        result = .success(try body(Array(inputs[first * rows..<end * rows]), first))
      } catch {
        result = .failure(error)
      }
      results.withLock { $0[part] = result }
    }
    return try join(results.withLock { $0 })
  }

  private static func join(
    _ results: [Result<CrossbarSolution, CrossbarError>?]
  ) throws(CrossbarError) -> CrossbarSolution {
    var whole: CrossbarSolution?
    for result in results {
      guard let part = try result?.get() else { continue }
      if whole == nil { whole = part } else { whole?.append(part) }
    }
    guard let whole else { throw CrossbarError(.shape, "there is no input vector to solve for") }
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

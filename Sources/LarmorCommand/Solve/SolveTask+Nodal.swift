import Crossbars
import Quantities

extension SolveTask {
  /// Solves with the built-in solver; the time counts from the numbers to the currents.
  func solveNodally(workers: Int) throws -> SolveOutcome {
    let clock = ContinuousClock()
    let start = clock.now
    let solution = try solution(workers: workers)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    return SolveOutcome(
      self, solver: "nodal", currents: solution.currents, seconds: seconds,
      iterations: solution.iterations, residual: solution.residual,
      newtonSteps: solution.newtonSteps, errorEstimate: solution.errorEstimate)
  }

  private func solution(workers: Int) throws -> CrossbarSolution {
    guard let kind = array.junctions else {
      return try CrossbarNetwork(
        rows: rows, columns: columns, conductances: resistances.map { 1 / $0 },
        wordSegment: array.wire, bitSegment: array.wire
      ).solve(inputs: inputs, workers: workers)
    }
    return try NonlinearCrossbar(
      rows: rows, columns: columns, junctions: resistances.map { junction($0, kind) },
      wordSegment: array.wire, bitSegment: array.wire
    ).solve(inputs: inputs, workers: workers)
  }
}

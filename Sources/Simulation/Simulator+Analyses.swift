public import Quantities

extension Simulator {
  /// Runs analyses of a deck, in one job, and answers each in its own type.
  ///
  /// ```swift
  /// let (rest, response) = try await pool.run(
  ///   deck, OperatingPoint(), ACSweep(points: 10, from: 1, to: 1e9))
  /// ```
  ///
  /// - Parameters:
  ///   - deck: the circuit; analyses of its own are not run.
  ///   - analyses: what to find out, in order.
  ///   - vectors: the vectors to bring back; empty brings back all.
  ///   - deadline: wall-clock time after which the job fails.
  public func run<each A: Analysis>(
    _ deck: String, _ analyses: repeat each A, vectors: [String] = [], deadline: Seconds = 60
  ) async throws(SimulationError) -> (repeat (each A).Output) {
    var commands: [String] = []
    for analysis in repeat each analyses { commands.append(try analysis.command) }
    let job = SimulationJob(
      deck: deck, analyses: commands, vectors: vectors, deadline: deadline)
    var cursor = PlotCursor(plots: try await run(job).plots)
    return (repeat try (each analyses).output(from: cursor.next((each analyses).plotCount)))
  }
}

/// Deals plots out to the analyses that made them.
private struct PlotCursor {
  let plots: [Plot]
  var at = 0

  mutating func next(_ count: Int) -> [Plot] {
    defer { at += count }
    return Array(plots.dropFirst(at).prefix(count))
  }
}

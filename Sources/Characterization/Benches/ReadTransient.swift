public import Quantities
public import Simulation

/// What a read transient says: energy from the sources, and the time until every column has settled.
public struct ReadTransient: Sendable {
  /// Energy that all sources gave over the whole pulse.
  public let energy: Joules
  /// From the start of the rise until every column stays within 1 % of the largest plateau current.
  public let settling: Seconds

  /// Reads the result of `CrossbarRead.transient` for the same `vector` and `timing`.
  public init(
    _ result: SimulationResult, read: CrossbarRead, vector: [Double], timing: ReadTiming
  ) throws {
    let plot = try result.plot(.transient)
    let time = try plot.waveform("time").values
    var energy = 0.0
    for (row, name) in read.rowNames.enumerated() {
      let current = try plot.waveform(name).values
      // A source that gives power has a negative branch current; the trapezoidal rule fits the engine's.
      func power(_ k: Int) -> Double {
        -current[k] * read.voltage.value * vector[row] * Self.shape(time[k], timing)
      }
      for k in 1..<time.count {
        energy += (time[k] - time[k - 1]) * (power(k) + power(k - 1)) / 2
      }
    }
    self.energy = Joules(energy)

    let columns = try read.columnNames.map { try plot.waveform($0).values }
    let plateauEnd = timing.delay.value + timing.edge.value + timing.width.value
    let last = time.lastIndex { $0 <= plateauEnd } ?? time.count - 1
    let largest = columns.map { abs($0[last]) }.max() ?? 0
    var settled = timing.delay.value
    for column in columns {
      let final = column[last]
      if let k = (0..<last).last(where: { abs(column[$0] - final) > 0.01 * largest }) {
        settled = max(settled, time[k + 1])
      }
    }
    settling = Seconds(settled - timing.delay.value)
  }

  /// The trapezoid of the pulse at `t`, 0 to 1.
  private static func shape(_ t: Double, _ timing: ReadTiming) -> Double {
    let rise = (t - timing.delay.value) / timing.edge.value
    let end = timing.delay.value + 2 * timing.edge.value + timing.width.value
    let fall = (end - t) / timing.edge.value
    return min(max(min(rise, fall), 0), 1)
  }
}

public import Quantities

/// A two-terminal device given by points of its current-voltage curve, such as a 1T1MTJ cell at one
/// gate voltage, extracted from a circuit simulation.
///
/// Between the points runs the monotone cubic interpolant of Fritsch and Carlson (SIAM J. Numer. Anal.
/// 17, 238, 1980): continuous slope, no overshoot; beyond them the curve goes on straight. The current
/// must never fall with voltage, which makes the operating point of any crossbar of such cells unique.
public struct CurrentVoltageTable: Hashable, Sendable {
  /// Voltages in volt, rising.
  public let voltages: [Double]
  /// Currents in ampere, never falling.
  public let currents: [Double]
  private let slopes: [Double]

  /// A curve through (`voltages`, `currents`).
  ///
  /// - Parameters:
  ///   - voltages: two or more values in volt, strictly rising.
  ///   - currents: as many values in ampere, none below the one before.
  /// - Throws: `CrossbarError` naming the first point out of order.
  public init(voltages: [Double], currents: [Double]) throws(CrossbarError) {
    guard voltages.count == currents.count, voltages.count >= 2 else {
      throw CrossbarError(
        .shape,
        "a curve of \(voltages.count) voltages and \(currents.count) currents; give two or more of "
          + "each, as many of one as of the other")
    }
    for k in voltages.indices {
      guard voltages[k].isFinite, currents[k].isFinite else {
        throw CrossbarError(
          .value,
          "point \(k) of the curve is (\(voltages[k]) V, \(currents[k]) A); it must be finite")
      }
      if k > 0, !(voltages[k] > voltages[k - 1]) || currents[k] < currents[k - 1] {
        throw CrossbarError(
          .value,
          "point \(k) of the curve, (\(voltages[k]) V, \(currents[k]) A), follows "
            + "(\(voltages[k - 1]) V, \(currents[k - 1]) A); voltages must rise and currents not fall"
        )
      }
    }
    self.voltages = voltages
    self.currents = currents
    slopes = Self.slopes(voltages, currents)
  }

  /// Harmonic-mean slopes, which keep every piece monotone.
  private static func slopes(_ v: [Double], _ i: [Double]) -> [Double] {
    let n = v.count
    let secants = (1..<n).map { (k: Int) -> Double in
      (i[k] - i[k - 1]) / (v[k] - v[k - 1])
    }
    return (0..<n).map { (k: Int) -> Double in
      if k == 0 { return secants[0] }
      if k == n - 1 { return secants[n - 2] }
      let before = secants[k - 1]
      let after = secants[k]
      guard before > 0, after > 0 else { return 0 }
      let a = v[k] - v[k - 1]
      let b = v[k + 1] - v[k]
      let weighted = (2 * b + a) / before + (b + 2 * a) / after
      return 3 * (a + b) / weighted
    }
  }

  /// The current at `bias`.
  public func current(at bias: Volts) -> Amperes { Amperes(evaluate(bias.value).current) }

  /// Current, A, and slope, S, at `v` volt.
  func evaluate(_ v: Double) -> (current: Double, slope: Double) {
    let n = voltages.count
    if v <= voltages[0] { return (currents[0] + slopes[0] * (v - voltages[0]), slopes[0]) }
    if v >= voltages[n - 1] {
      return (currents[n - 1] + slopes[n - 1] * (v - voltages[n - 1]), slopes[n - 1])
    }
    var low = 0
    var high = n - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if voltages[middle] <= v { low = middle } else { high = middle }
    }
    let h = voltages[high] - voltages[low]
    let t = (v - voltages[low]) / h
    let rise = currents[high] - currents[low]
    let a = slopes[low] * h
    let b = slopes[high] * h
    // Hermite form, about the left point.
    let square = 3 * rise - 2 * a - b
    let cube = a + b - 2 * rise
    let current = currents[low] + t * (a + t * (square + t * cube))
    let slope = (a + t * (2 * square + 3 * t * cube)) / h
    return (current, max(slope, 0))
  }
}

import Cells
import Quantities

extension LineGain {
  /// Fits the gain to column currents by Gauss and Newton's method, six turns from ideal lines.
  ///
  /// - Parameters:
  ///   - subjects: arrays with their input vectors.
  ///   - currents: ampere, subject x vector x column.
  ///   - unitCurrent: the current of one weight at full input.
  /// - Returns: nil where the reads do not tell the parameters apart, as those of a single column.
  init?(_ subjects: [MACBench.Subject], currents: [[[Double]]], unitCurrent: Amperes) {
    let loads = subjects.map { LineLoads($0.read.junctions) }
    var found = [Double](repeating: 0, count: 5)
    // Parameters that the reads do not tell apart stay zero: first the wires go, then all but the ends.
    for free in [[0, 1, 2, 3, 4], [0, 2, 4], [0, 2]] {
      var parameters = [Double](repeating: 0, count: 5)
      var isSolved = true
      for _ in 0..<6 {
        let system = Self.system(subjects, loads, currents, parameters, free, unitCurrent)
        guard let step = scaledLeastSquares(system.rows, system.values) else {
          isSolved = false
          break
        }
        for (place, parameter) in free.enumerated() { parameters[parameter] += step[place] }
      }
      if isSolved, parameters.allSatisfy(\.isFinite) {
        found = parameters
        break
      }
    }
    guard found.contains(where: { $0 != 0 }) else { return nil }
    var (second, fourth) = (0.0, 0.0)
    for x in subjects.lazy.flatMap(\.vectors).joined() {
      second += x * x
      fourth += x * x * x * x
    }
    self.init(
      driver: found[0], wordSegment: found[1], sense: found[2], bitSegment: found[3],
      bend: found[4], error: 0, meanSquare: second > 0 ? fourth / second : 0)
    var (squares, count) = (0.0, 0)
    let unit = unitCurrent.value
    for (subject, read) in zip(subjects, currents) {
      let weights = weights(
        of: subject.read.junctions, inputs: subject.read.inputs, pairs: subject.pairs,
        unit: Siemens(unit / subject.read.voltage.value))
      for (vector, columns) in zip(subject.vectors, read) {
        for pair in 0..<subject.pairs {
          let y = (columns[2 * pair] - columns[2 * pair + 1]) / unit
          let error = y - weights.sum(vector, pair: pair, of: subject.pairs)
          squares += error * error
          count += 1
        }
      }
    }
    error = (squares / Double(max(count, 1))).squareRoot()
  }

  /// The linear system of one turn: a row for each column current, in units of one weight.
  private static func system(
    _ subjects: [MACBench.Subject], _ loads: [LineLoads], _ currents: [[[Double]]],
    _ parameters: [Double], _ free: [Int], _ unitCurrent: Amperes
  ) -> (rows: [[Double]], values: [Double]) {
    var (rows, values) = ([[Double]](), [Double]())
    for (number, subject) in subjects.enumerated() {
      let columns = subject.read.junctions.columns
      let load = loads[number]
      let scale = subject.read.voltage.value / unitCurrent.value
      for (vector, read) in zip(subject.vectors, currents[number]) {
        for column in 0..<columns {
          var predicted = 0.0
          var slopes = [Double](repeating: 0, count: 5)
          for (row, x) in vector.enumerated() where x != 0 {
            let cell = row * columns + column
            let gain = 1 / (1 + load.drop(cell, parameters))
            let u = x * gain
            let g = scale * load.conductance[cell]
            let soft = load.softness[cell]
            predicted += g * u * (1 + parameters[4] * soft * u * u)
            let slope = -g * u * gain * (1 + 3 * parameters[4] * soft * u * u)
            for m in 0..<4 { slopes[m] += slope * load.loads[m][cell] }
            slopes[4] += g * soft * u * u * u
          }
          rows.append(free.map { slopes[$0] })
          values.append(read[column] / unitCurrent.value - predicted)
        }
      }
    }
    return (rows, values)
  }
}

extension LineGain.Weights {
  /// The signed sum of a pair at an input vector.
  func sum(_ vector: [Double], pair: Int, of pairs: Int) -> Double {
    var sum = 0.0
    for (row, x) in vector.enumerated() {
      sum += x * (linear[row * pairs + pair] + cubic[row * pairs + pair] * x * x)
    }
    return sum
  }
}

/// `leastSquares` of unknowns whose columns differ in scale by orders of magnitude; nil too where an
/// unknown moves nothing or almost only what another one moves.
func scaledLeastSquares(_ rows: [[Double]], _ values: [Double]) -> [Double]? {
  let count = rows.first?.count ?? 0
  let norms = (0..<count).map { k in
    rows.reduce(0) { $0 + $1[k] * $1[k] }.squareRoot()
  }
  guard norms.allSatisfy({ $0 > 0 }) else { return nil }
  let scaled = rows.map { row in zip(row, norms).map { $0 / $1 } }
  return leastSquares(scaled, values).map { zip($0, norms).map { $0 / $1 } }
}

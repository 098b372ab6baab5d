public import Cells
public import Quantities

/// How much of a cell's own current arrives, by where the cell stands and how its lines are loaded.
///
/// With zero-bias conductances g, the current of cell (i, j) at input voltage v is
///
///     I_ij = g_ij u (1 + bend beta_ij u^2/V^2),   u = v / (1 + sum_m r_m L_m(i, j))
///
/// with four loads in siemens: of the row's driver, D_i = sum_j g_ij; of the word line up to the cell,
/// W_ij = sum_j' g_ij' (min(j, j') + 1); of the column's sense resistance, C_j = sum_i g_ij; and of the bit
/// line from the cell on, Z_ij = sum_i' g_i'j (rows - max(i, i')). beta is the share of the conductance
/// that rises with bias, 1/(1 + s) - 1/(1 + TMR) with s = TMR (1 + m_z)/2. To first order in IR drop the
/// resistances are those of driver, wire segment and sense; `bend` is (V/V_h)^2. All five are found by
/// least squares from simulated column currents, not put in. What is left out is second order: that a
/// row's load depends on what its columns carry.
public struct LineGain: Codable, Hashable, Sendable {
  /// Ohm: driver, word-line segment, sense, bit-line segment.
  public var driver: Double
  public var wordSegment: Double
  public var sense: Double
  public var bitSegment: Double
  /// (V/V_h)^2 at full input.
  public var bend: Double
  /// Root mean square error of the differential currents of known devices, in weights.
  public var error: Double
  /// Mean of x^4 over mean of x^2 of the inputs of the fit: what u^2 is worth in a linear product.
  public var meanSquare: Double

  /// Gains that were found elsewhere; in ohm, as ratios, and in weights.
  public init(
    driver: Double, wordSegment: Double, sense: Double, bitSegment: Double, bend: Double,
    error: Double, meanSquare: Double
  ) {
    self.driver = driver
    self.wordSegment = wordSegment
    self.sense = sense
    self.bitSegment = bitSegment
    self.bend = bend
    self.error = error
    self.meanSquare = meanSquare
  }

  enum CodingKeys: String, CodingKey {
    case driver, sense, bend, error
    case wordSegment = "word_segment"
    case bitSegment = "bit_segment"
    case meanSquare = "mean_square"
  }

  /// The weights of an array's column pairs as they act: linear and cubic in the inputs.
  public struct Weights: Hashable, Sendable {
    /// Inputs x pairs, row-major, in units of one weight.
    public var linear: [Double]
    public var cubic: [Double]

    /// The linear weights that inputs of the given mean square (of x^4 over x^2) see.
    public func effective(meanSquare: Double) -> [Double] {
      zip(linear, cubic).map { $0 + meanSquare * $1 }
    }
  }

  /// How the first `pairs` column pairs (2k, 2k + 1) of an array weigh the first `inputs` rows.
  ///
  /// - Parameter unit: G_P - G_AP of the nominal device.
  public func weights(
    of array: JunctionArray, inputs: Int, pairs: Int, unit: Siemens
  ) -> Weights {
    let loads = LineLoads(array)
    var result = Weights(
      linear: [Double](repeating: 0, count: inputs * pairs),
      cubic: [Double](repeating: 0, count: inputs * pairs))
    for row in 0..<inputs {
      for column in 0..<2 * pairs {
        let cell = row * array.columns + column
        let drop = loads.drop(cell, parameters)
        let sign = column % 2 == 0 ? 1.0 : -1.0
        let linear = sign * loads.conductance[cell] / (1 + drop) / unit.value
        let place = row * pairs + column / 2
        result.linear[place] += linear
        result.cubic[place] += linear * bend * loads.softness[cell] / ((1 + drop) * (1 + drop))
      }
    }
    return result
  }

  var parameters: [Double] { [driver, wordSegment, sense, bitSegment] }
}

/// The loads of every cell of an array, for `LineGain`.
struct LineLoads {
  /// Zero-bias conductance of each cell, S, row-major.
  let conductance: [Double]
  /// The share of it that rises with bias.
  let softness: [Double]
  /// Driver, word line, sense, bit line: a list of cells each, S.
  let loads: [[Double]]

  init(_ array: JunctionArray) {
    let (rows, columns) = (array.rows, array.columns)
    let g = (0..<rows * columns).map { cell in
      let state = array.tmr[cell] * (1 + array.magnetization[cell]) / 2
      return (1 + state) / (1 + array.tmr[cell]) / array.parallelResistance[cell]
    }
    conductance = g
    softness = (0..<rows * columns).map { cell in
      let state = array.tmr[cell] * (1 + array.magnetization[cell]) / 2
      return 1 / (1 + state) - 1 / (1 + array.tmr[cell])
    }
    var found = [[Double]](repeating: [Double](repeating: 0, count: rows * columns), count: 4)
    for row in 0..<rows {
      let line = (0..<columns).map { g[row * columns + $0] }
      let (total, near) = Self.along(line)
      for column in 0..<columns {
        found[0][row * columns + column] = total
        found[1][row * columns + column] = near[column]
      }
    }
    for column in 0..<columns {
      // The same sum, counted from the end that is sensed.
      let line = (0..<rows).map { g[(rows - 1 - $0) * columns + column] }
      let (total, near) = Self.along(line)
      for row in 0..<rows {
        found[2][row * columns + column] = total
        found[3][row * columns + column] = near[rows - 1 - row]
      }
    }
    loads = found
  }

  /// The sum of a line, and for each place k the sum of g_k' (min(k, k') + 1).
  private static func along(_ line: [Double]) -> (total: Double, near: [Double]) {
    let total = line.reduce(0, +)
    var (before, weighted) = (0.0, 0.0)
    let near = line.indices.map { k -> Double in
      weighted += line[k] * Double(k + 1)
      before += line[k]
      return weighted + Double(k + 1) * (total - before)
    }
    return (total, near)
  }

  func drop(_ cell: Int, _ parameters: [Double]) -> Double {
    var sum = 0.0
    for m in 0..<4 { sum += parameters[m] * loads[m][cell] }
    return sum
  }
}

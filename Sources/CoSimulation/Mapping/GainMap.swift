import Cells
import Quantities

/// What a cell contributes of its own current, over its place and the loads of its lines.
///
/// T_ij = G_ij a_ij b_ij g(x, y, row load, column load, G_ij), with G the chord at the read voltage, a and
/// b the attenuations of the two lines as ladders that do not act back on each other, and g a polynomial
/// fitted by least squares to the exact transfers T of a few programmed arrays: cubic in the place
/// (x, y), linear in the mean conductance of the cell's row and column and in its own. It carries what
/// the ladders leave out; what it leaves is the residual.
public struct GainMap: Codable, Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  /// Wire segment, driver and sense resistance, ohm.
  public let lines: [Double]
  /// The conductance of one weight, siemens; loads and cells are in units of it.
  public let unit: Double
  public let coefficients: [Double]
  /// Standard deviation of a weight about the fit, in weights.
  public let residual: Double
  /// Arrays that it was fitted to.
  public let arrays: Int

  private static let terms = 19

  private static func features(
    _ x: Double, _ y: Double, _ row: Double, _ column: Double, _ own: Double
  ) -> [Double] {
    [
      1, x, y, x * x, x * y, y * y, x * x * x, x * x * y, x * y * y, y * y * y,
      row, row * x, row * y, column, column * x, column * y, own, own * x, own * y,
    ]
  }

  /// The mean of g at the loads of an array, over all places.
  public func mean(of conductances: [Double]) -> Double {
    let elements = elements(conductances)
    return elements.reduce(0, +) / conductances.reduce(0, +)
  }

  /// The fitted transfer of an array with these zero-bias conductances, rows x columns.
  public func elements(_ conductances: [Double]) -> [Double] {
    let loads = Loads(conductances, rows: rows, columns: columns, unit: unit)
    var result = attenuation(conductances)
    for row in 0..<rows {
      // For one row the polynomial is a cubic in x plus three products.
      let y = Self.place(row, rows)
      let r = loads.rows[row]
      let c = coefficients
      let constant = c[0] + c[2] * y + c[5] * y * y + c[9] * y * y * y + r * (c[10] + c[12] * y)
      let linear = c[1] + c[4] * y + c[8] * y * y + r * c[11]
      let square = c[3] + c[7] * y
      for column in 0..<columns {
        let x = Self.place(column, columns)
        let cell = row * columns + column
        let own = conductances[cell] / unit
        let gain =
          constant + x * (linear + x * (square + x * c[6]))
          + loads.columns[column] * (c[13] + c[14] * x + c[15] * y)
          + own * (c[16] + c[17] * x + c[18] * y)
        result[cell] *= conductances[cell] * gain
      }
    }
    return result
  }

  /// The gain of every cell at the loads of `conductances`, were the cell itself `own` siemens.
  func gains(_ conductances: [Double], own: Double) -> [Double] {
    let loads = Loads(conductances, rows: rows, columns: columns, unit: unit)
    let kept = attenuation(conductances)
    return conductances.indices.map { cell in
      let (row, column) = (cell / columns, cell % columns)
      let features = Self.features(
        Self.place(column, columns), Self.place(row, rows), loads.rows[row],
        loads.columns[column], own / unit)
      return kept[cell] * zip(features, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  private func attenuation(_ conductances: [Double]) -> [Double] {
    LineLadders.attenuation(
      of: conductances, rows: rows, columns: columns, segment: lines[0], driver: lines[1],
      sense: lines[2])
  }

  private static func place(_ index: Int, _ count: Int) -> Double {
    (2 * Double(index) + 1) / Double(count) - 1
  }

  private struct Loads {
    var rows: [Double]
    var columns: [Double]

    /// Mean conductance of each line's cells less one and a half units, the middle of both states.
    init(_ conductances: [Double], rows: Int, columns: Int, unit: Double) {
      self.rows = [Double](repeating: -1.5, count: rows)
      self.columns = [Double](repeating: -1.5, count: columns)
      for row in 0..<rows {
        for column in 0..<columns {
          let g = conductances[row * columns + column] / unit
          self.rows[row] += g / Double(columns)
          self.columns[column] += g / Double(rows)
        }
      }
    }
  }

  /// Fits `samples`: zero-bias conductances and exact transfers of arrays, rows x columns each.
  ///
  /// - Parameter residual: the standard deviation of weights about a fit, given its coefficients.
  init(
    _ samples: [(conductances: [Double], elements: [Double])], on array: ArrayDesign,
    residual: (GainMap) -> Double
  ) throws(CoSimulationError) {
    let (rows, columns) = (array.rows, array.columns)
    let unit = array.unitConductance.value
    var normal = [Double](repeating: 0, count: Self.terms * Self.terms)
    var right = [Double](repeating: 0, count: Self.terms)
    for (conductances, elements) in samples {
      let loads = Loads(conductances, rows: rows, columns: columns, unit: unit)
      let kept = LineLadders.attenuation(of: conductances, on: array)
      for cell in conductances.indices where conductances[cell] > 0 {
        let (row, column) = (cell / columns, cell % columns)
        let own = conductances[cell] / unit
        let f = Self.features(
          Self.place(column, columns), Self.place(row, rows), loads.rows[row],
          loads.columns[column], own)
        for a in 0..<Self.terms {
          right[a] += f[a] * own * kept[cell] * elements[cell] / unit
          for b in 0...a {
            normal[a * Self.terms + b] += f[a] * f[b] * (own * kept[cell]) * (own * kept[cell])
          }
        }
      }
    }
    let coefficients = Self.solve(normal, right)
    guard coefficients.allSatisfy(\.isFinite) else {
      throw CoSimulationError(
        .conflict, "the gain map cannot be fitted to \(samples.count) arrays; sample more of them")
    }
    let lines = [array.wire.resistance.value, array.driver.value, array.sense.value]
    let bare = GainMap(
      rows: rows, columns: columns, lines: lines, unit: unit, coefficients: coefficients,
      residual: 0, arrays: samples.count)
    self = GainMap(
      rows: rows, columns: columns, lines: lines, unit: unit, coefficients: coefficients,
      residual: residual(bare), arrays: samples.count)
  }

  init(
    rows: Int, columns: Int, lines: [Double], unit: Double, coefficients: [Double],
    residual: Double, arrays: Int
  ) {
    (self.rows, self.columns, self.lines, self.unit) = (rows, columns, lines, unit)
    (self.coefficients, self.residual, self.arrays) = (coefficients, residual, arrays)
  }

  /// Cholesky's solution of the normal equations, given by their lower half; terms that the samples
  /// do not tell apart are left out by a pivot of 1e-10 of the diagonal.
  private static func solve(_ lower: [Double], _ right: [Double]) -> [Double] {
    let n = right.count
    var a = lower
    for k in 0..<n { a[k * n + k] *= 1 + 1e-10 }
    for k in 0..<n {
      for j in 0..<k {
        for i in k..<n { a[i * n + k] -= a[i * n + j] * a[k * n + j] }
      }
      let pivot = max(a[k * n + k], 1e-300).squareRoot()
      for i in k..<n { a[i * n + k] /= pivot }
    }
    var x = right
    for i in 0..<n {
      for j in 0..<i { x[i] -= a[i * n + j] * x[j] }
      x[i] /= a[i * n + i]
    }
    for i in (0..<n).reversed() {
      for j in i + 1..<n { x[i] -= a[j * n + i] * x[j] }
      x[i] /= a[i * n + i]
    }
    return x
  }
}

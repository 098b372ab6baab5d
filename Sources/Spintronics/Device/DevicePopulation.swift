import Foundation

/// Junctions as measured: the logarithms of their figures, jointly normal, so that resampled devices
/// keep the correlations of the measured ones.
///
/// Columns 0, 1, 2 are R_P (ohm), the zero-bias TMR (ratio) and V_h (volt); further ones, such as switching
/// voltages, are named.
public struct DevicePopulation: Codable, Hashable, Sendable {
  /// How one column's logarithms lie about a normal distribution.
  public struct Goodness: Codable, Hashable, Sendable {
    /// Kolmogorov and Smirnov's largest distance between sample and fitted distribution.
    public var distance: Double
    /// The distance that 5 % of normal samples of this size exceed when mean and deviation are fitted
    /// (Lilliefors; Stephens, J. Am. Stat. Assoc. 69, 730, 1974): 0.895/(sqrt n - 0.01 + 0.85/sqrt n).
    public var limit: Double
    /// Whether the distance stays within the limit.
    public var isNormal: Bool

    enum CodingKeys: String, CodingKey {
      case distance, limit
      case isNormal = "is_normal"
    }
  }

  /// Names of the columns.
  public let names: [String]
  /// Median of each column: the exponential of the mean logarithm.
  public let median: [Double]
  /// Standard deviation of each column's logarithm.
  public let sigma: [Double]
  /// Correlations of the logarithms, columns x columns.
  public let correlation: [[Double]]
  public let goodness: [Goodness]
  /// Devices measured.
  public let count: Int
  /// The lower triangle of the covariance, by Cholesky's method.
  private let root: [[Double]]

  /// Fits `rows`, each a device with a positive value for each of `names`.
  ///
  /// Throws for fewer than five devices, values that are not positive, and columns without spread.
  public init(names: [String], rows: [[Double]]) throws(SpintronicsError) {
    func fail(_ sentence: String) -> SpintronicsError {
      SpintronicsError(.invalidArgument, field: "measured", sentence)
    }
    guard rows.count >= 5 else {
      throw fail("\(rows.count) measured devices are too few for a distribution; give 5 or more")
    }
    for (k, name) in names.enumerated() {
      for row in rows where !(row[k] > 0 && row[k].isFinite) {
        throw fail("\(name) of a measured device is \(row[k]); every value must be above 0")
      }
    }
    let logs = rows.map { $0.map { log($0) } }
    let n = Double(rows.count)
    let means = names.indices.map { k in logs.reduce(0) { $0 + $1[k] } / n }
    let covariance = names.indices.map { i in
      names.indices.map { j in
        logs.reduce(0) { $0 + ($1[i] - means[i]) * ($1[j] - means[j]) } / (n - 1)
      }
    }
    let deviations = names.indices.map { covariance[$0][$0].squareRoot() }
    self.names = names
    count = rows.count
    median = means.map { exp($0) }
    sigma = deviations
    correlation = names.indices.map { i in
      names.indices.map { j in
        let both = deviations[i] * deviations[j]
        return both > 0 ? covariance[i][j] / both : i == j ? 1 : 0
      }
    }
    root = Self.cholesky(covariance)
    goodness = names.indices.map { k in
      Self.goodness(logs.map { $0[k] }, mean: means[k], deviation: deviations[k])
    }
  }

  /// A device drawn from the fitted distribution: a value for each column from a normal draw each.
  public func device(normals: [Double]) -> [Double] {
    names.indices.map { i in
      var logarithm = log(median[i])
      for j in 0...i where j < normals.count { logarithm += root[i][j] * normals[j] }
      return exp(logarithm)
    }
  }

  /// L with L L' = `matrix`; a direction without variance gets a row of zeros.
  private static func cholesky(_ matrix: [[Double]]) -> [[Double]] {
    var lower = matrix.map { $0.map { _ in 0.0 } }
    for i in matrix.indices {
      for j in 0...i {
        var rest = matrix[i][j]
        for k in 0..<j { rest -= lower[i][k] * lower[j][k] }
        if i == j {
          lower[i][i] = max(rest, 0).squareRoot()
        } else if lower[j][j] > 1e-12 * matrix[j][j].squareRoot() {
          lower[i][j] = rest / lower[j][j]
        }
      }
    }
    return lower
  }

  private static func goodness(_ values: [Double], mean: Double, deviation: Double) -> Goodness {
    let n = Double(values.count)
    let limit = 0.895 / (n.squareRoot() - 0.01 + 0.85 / n.squareRoot())
    // A column without spread is one value, which its distribution is too.
    guard deviation > 0 else { return Goodness(distance: 0, limit: limit, isNormal: true) }
    var distance = 0.0
    for (k, value) in values.sorted().enumerated() {
      let below = 0.5 * erfc(-(value - mean) / deviation / 2.0.squareRoot())
      distance = max(distance, below - Double(k) / n, Double(k + 1) / n - below)
    }
    return Goodness(distance: distance, limit: limit, isNormal: distance <= limit)
  }
}

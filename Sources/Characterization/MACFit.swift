/// Turns observations into the tables of a characteristic.
///
/// The mean is a smooth surface fitted by least squares to y over the devices' own sums,
///
///     y = a0 + a1 d + s (b0 + b1 d + b2 d^2) + s^3 (c0 + c1 d),
///
/// which holds gain, its fall with IR drop (d) and the bias dependence of the junctions (s^3). The
/// variances, about the mean for known bits and for known devices, are fitted as v = e0 + e1 d + e2 s^2
/// and kept from falling below a hundredth of their average.
public struct MACFit: Sendable {
  private let meanTerms: [Double]
  private let spreadTerms: [Double]
  private let residualTerms: [Double]
  private let spreadFloor: Double
  private let residualFloor: Double
  private let sumRange: Double
  private let driveRange: Double
  private let samples: Int

  /// Fits `observations`, of which there must be more than twenty with differing sums and drives.
  public init(_ observations: [MACObservation]) throws(CharacterizationError) {
    guard observations.count > 20 else {
      throw CharacterizationError(
        .tooFewSamples,
        "\(observations.count) observations are too few to fit a characteristic; "
          + "simulate more arrays or inputs")
    }
    meanTerms = try Self.solve(
      observations.map { Self.meanFeatures($0.deviceSum, $0.drive) }, observations.map(\.measured))
    let terms = meanTerms
    func squares(_ sum: KeyPath<MACObservation, Double>) -> [Double] {
      observations.map { o in
        let error = o.measured - Self.dot(terms, Self.meanFeatures(o[keyPath: sum], o.drive))
        return error * error
      }
    }
    let bits = squares(\.signedSum)
    let devices = squares(\.deviceSum)
    let features = observations.map { Self.varianceFeatures($0.signedSum, $0.drive) }
    spreadTerms = try Self.solve(features, bits)
    residualTerms = try Self.solve(features, devices)
    spreadFloor = bits.reduce(0, +) / Double(bits.count) / 100
    residualFloor = devices.reduce(0, +) / Double(devices.count) / 100
    sumRange = observations.map { abs($0.signedSum) }.max() ?? 1
    driveRange = observations.map(\.drive).max() ?? 1
    samples = observations.count
  }

  /// The tables over `sums` x `drives` grid points that cover the observations.
  public func characteristic(
    sums: Int = 41, drives: Int = 9, energy: MACCharacteristic.Estimate?,
    latency: MACCharacteristic.Estimate?, provenance: Provenance
  ) -> MACCharacteristic {
    let range = sumRange.rounded(.up)
    let axes = MACCharacteristic.Axes(
      signedSum: (0..<sums).map { range * (2 * Double($0) / Double(sums - 1) - 1) },
      drive: (0..<drives).map { driveRange.rounded(.up) * Double($0) / Double(drives - 1) })
    func table(_ value: (Double, Double) -> Double) -> [[Double]] {
      axes.signedSum.map { s in axes.drive.map { d in value(s, d) } }
    }
    return MACCharacteristic(
      axes: axes,
      mean: table { Self.dot(meanTerms, Self.meanFeatures($0, $1)) },
      sigma: table {
        max(spreadFloor, Self.dot(spreadTerms, Self.varianceFeatures($0, $1))).squareRoot()
      },
      residual: table {
        max(residualFloor, Self.dot(residualTerms, Self.varianceFeatures($0, $1))).squareRoot()
      },
      samples: samples, energy: energy, latency: latency, provenance: provenance)
  }

  private static func meanFeatures(_ s: Double, _ d: Double) -> [Double] {
    [1, d, s, s * d, s * d * d, s * s * s, s * s * s * d]
  }

  private static func varianceFeatures(_ s: Double, _ d: Double) -> [Double] { [1, d, s * s] }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func solve(
    _ rows: [[Double]], _ values: [Double]
  ) throws(CharacterizationError) -> [Double] {
    guard let solution = leastSquares(rows, values) else {
      throw CharacterizationError(
        .tooFewSamples,
        "the observations do not vary enough to fit a characteristic; use more different inputs")
    }
    return solution
  }
}

/// The x that minimises |A x - b|, by Householder's QR; nil when the columns of A depend on each other.
func leastSquares(_ rows: [[Double]], _ values: [Double]) -> [Double]? {
  var a = rows
  var b = values
  let n = rows.first?.count ?? 0
  for k in 0..<n {
    let norm = (k..<a.count).reduce(0) { $0 + a[$1][k] * a[$1][k] }.squareRoot()
    let alpha = a[k][k] > 0 ? -norm : norm
    var v = (k..<a.count).map { a[$0][k] }
    v[0] -= alpha
    let length = v.reduce(0) { $0 + $1 * $1 }
    guard length > 0 else { return nil }
    for column in k..<n {
      let scale = 2 * zip(k..<a.count, v).reduce(0) { $0 + a[$1.0][column] * $1.1 } / length
      for (row, entry) in zip(k..<a.count, v) { a[row][column] -= scale * entry }
    }
    let scale = 2 * zip(k..<a.count, v).reduce(0) { $0 + b[$1.0] * $1.1 } / length
    for (row, entry) in zip(k..<a.count, v) { b[row] -= scale * entry }
  }
  var x = [Double](repeating: 0, count: n)
  let largest = (0..<n).map { abs(a[$0][$0]) }.max() ?? 0
  for k in (0..<n).reversed() {
    guard abs(a[k][k]) > 1e-12 * largest else { return nil }
    let rest = (k + 1..<n).reduce(0) { $0 + a[k][$1] * x[$1] }
    x[k] = (b[k] - rest) / a[k][k]
  }
  return x
}

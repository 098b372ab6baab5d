public import Networks

/// Wine: 178 wines of three cultivars by 13 chemical measurements.
///
/// S. Aeberhard and M. Forina, "Wine", UCI Machine Learning Repository, 1992, doi 10.24432/C5PC7J,
/// CC BY 4.0. It travels inside the program: no file is needed.
public enum Wine {
  /// The 13 measurements, in column order.
  public static let featureNames = [
    "alcohol", "malic acid", "ash", "alcalinity of ash", "magnesium", "total phenols",
    "flavanoids", "nonflavanoid phenols", "proanthocyanins", "color intensity", "hue",
    "OD280/OD315 of diluted wines", "proline",
  ]

  /// The 178 samples in the order of `wine.data`, in the units of the measurements.
  public static func measured() throws(NetworkError) -> LabelledSamples {
    var labels: [Int] = []
    var values: [Double] = []
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: ",").compactMap { Double($0) }
      guard fields.count == 14 else {
        throw NetworkError(.value, "bundled Wine table: \"\(line)\" has not 14 numbers")
      }
      labels.append(Int(fields[0]) - 1)
      values += fields[1...]
    }
    return try LabelledSamples(
      sampleShape: [13], storage: .reals(values), labels: labels, classCount: 3)
  }

  /// The 178 samples, each measurement scaled to [0, 1] by its minimum and maximum over all 178:
  /// x' = (x - min)/(max - min).
  public static func samples() throws(NetworkError) -> LabelledSamples {
    let raw = try measured()
    let matrix = raw.featureMajor()
    let count = raw.count
    var scaled = [Double](repeating: 0, count: matrix.count)
    for feature in 0..<13 {
      let row = matrix[feature * count..<(feature + 1) * count]
      guard let low = row.min(), let high = row.max() else { continue }
      for (sample, value) in row.enumerated() {
        scaled[sample * 13 + feature] = (value - low) / (high - low)
      }
    }
    return try LabelledSamples(
      sampleShape: [13], storage: .reals(scaled), labels: raw.labels, classCount: 3)
  }

  /// 148 samples to train with and 30 to test with, drawn by `seed`.
  public static func split(
    seed: UInt64, stratified: Bool = true
  ) throws(NetworkError) -> DatasetSplit {
    let parts = try samples().split(first: 148, seed: seed, stratified: stratified)
    return DatasetSplit(training: parts.first, test: parts.rest)
  }
}

package import Characterization

/// A characteristic at one drive, over the signed sums that this drive can give: |s| <= d.
package struct CharacteristicSlice: Sendable {
  package let drive: Double
  package let sums: [Double]
  package let mean: [Double]
  package let sigma: [Double]
  package let residual: [Double]

  /// At most `count` slices, evenly spaced in drive up to the full one; none where the tables do not
  /// fit the axes.
  package static func slices(
    of found: MACCharacteristic, count: Int = 4
  ) -> [CharacteristicSlice] {
    let (sums, drives) = (found.axes.signedSum, found.axes.drive)
    let fits = [found.mean, found.sigma, found.residual].allSatisfy { table in
      table.count == sums.count && table.allSatisfy { $0.count == drives.count }
    }
    guard fits, sums.count > 1, drives.count > 1, let low = sums.first, let high = sums.last,
      low < high
    else { return [] }
    let positive = drives.filter { $0 > 0 }
    let kept = min(count, positive.count)
    return (0..<kept).map { positive[($0 + 1) * positive.count / kept - 1] }.map { drive in
      let inner = sums.filter { abs($0) < drive }
      let ends = [-drive, drive].filter { $0 >= low && $0 <= high }
      return CharacteristicSlice(found, drive: drive, sums: (inner + ends).sorted())
    }.filter { $0.sums.count > 1 }
  }

  private init(_ found: MACCharacteristic, drive: Double, sums: [Double]) {
    self.drive = drive
    self.sums = sums
    mean = sums.map { found.response(signedSum: $0, drive: drive).value }
    sigma = sums.map { found.spread(signedSum: $0, drive: drive) }
    residual = sums.map { found.remainder(signedSum: $0, drive: drive) }
  }
}

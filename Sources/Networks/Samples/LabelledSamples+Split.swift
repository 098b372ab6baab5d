import Randomness

extension LabelledSamples {
  /// Two disjoint parts of these samples: `first` of them drawn by `seed`, and the rest.
  ///
  /// - Parameters:
  ///   - first: samples in the first part, 0...`count`.
  ///   - seed: names the draw (`RandomStream` purpose "split"); same seed, same split.
  ///   - stratified: keeps the share of each class in both parts as equal as whole samples allow
  ///     (largest remainders); otherwise classes fall as they fall.
  /// - Throws: `NetworkError` when `first` is negative or more than there are.
  public func split(
    first: Int, seed: UInt64, stratified: Bool = true
  ) throws(NetworkError) -> (first: LabelledSamples, rest: LabelledSamples) {
    guard (0...count).contains(first) else {
      throw NetworkError(.value, "split: cannot take \(first) samples of \(count)")
    }
    var stream = RandomStream(seed: seed, purpose: "split")
    let order = stream.permutation(count)
    guard stratified else {
      return (selecting(Array(order[..<first])), selecting(Array(order[first...])))
    }
    var remaining = shares(of: first)
    var chosen: [Int] = []
    var rest: [Int] = []
    for index in order {
      if remaining[labels[index]] > 0 {
        remaining[labels[index]] -= 1
        chosen.append(index)
      } else {
        rest.append(index)
      }
    }
    return (selecting(chosen), selecting(rest))
  }

  /// How many of `total` samples each class gives, by largest remainder (ties to the lower class).
  private func shares(of total: Int) -> [Int] {
    var sizes = [Int](repeating: 0, count: classCount)
    for label in labels { sizes[label] += 1 }
    guard count > 0 else { return sizes }
    var quota = sizes.map { $0 * total / count }
    let byRemainder = (0..<classCount).sorted {
      let (a, b) = (sizes[$0] * total % count, sizes[$1] * total % count)
      return a == b ? $0 < $1 : a > b
    }
    for label in byRemainder.prefix(total - quota.reduce(0, +)) { quota[label] += 1 }
    return quota
  }
}

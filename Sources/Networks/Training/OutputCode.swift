import Randomness

/// Words of -1 and 1, one for each class, that differ in many places, so that wrong bits are
/// corrected when a word is read.
public struct OutputCode: Sendable, Equatable {
  /// One word per class.
  public let words: [[Float]]
  /// How many bits a word has.
  public var length: Int { words.first?.count ?? 0 }

  /// The best of 200 random codes: that with the largest smallest distance between words.
  ///
  /// - Throws: `NetworkError` when `length` is too small for `classes` different words.
  public init(classes: Int, length: Int, seed: UInt64) throws(NetworkError) {
    guard classes > 0, length > 0, length >= 63 || classes <= 1 << length else {
      throw NetworkError(
        .value, "output code: \(length) bits are too few for \(classes) different words")
    }
    var stream = RandomStream(seed: seed, purpose: "output code")
    var best: (distance: Int, words: [[Float]]) = (-1, [])
    for _ in 0..<200 {
      let words = (0..<classes).map { _ in
        (0..<length).map { _ in stream.bernoulli(0.5) ? Float(1) : -1 }
      }
      let distance = Self.smallestDistance(words)
      if distance > best.distance { best = (distance, words) }
    }
    guard best.distance > 0 || classes == 1 else {
      throw NetworkError(
        .value, "output code: no \(classes) different words of \(length) bits found; take more bits"
      )
    }
    words = best.words
  }

  /// One bit per class: 1 for the class itself, -1 for the others.
  public init(oneOf classes: Int) {
    words = (0..<classes).map { label in (0..<classes).map { $0 == label ? 1 : -1 } }
  }

  /// The smallest number of places in which two words differ.
  public var minimumDistance: Int { Self.smallestDistance(words) }

  /// The class whose word has the largest inner product with `outputs` (the first of equals).
  package func nearest(_ outputs: UnsafePointer<Float>) -> Int {
    Self.largest(scores(outputs)) ?? 0
  }

  /// The label of the largest score (the first of equals), that of `label` left out.
  static func largest(_ scores: [Float], except label: Int? = nil) -> Int? {
    scores.indices.filter { $0 != label }.max { scores[$0] < scores[$1] }
  }

  /// The number of places in which the words of two classes differ.
  func distance(_ a: Int, _ b: Int) -> Int { Self.distance(words[a], words[b]) }

  private static func distance(_ a: [Float], _ b: [Float]) -> Int {
    zip(a, b).count { $0 != $1 }
  }

  /// The inner product of `outputs` with the word of each class.
  func scores(_ outputs: UnsafePointer<Float>) -> [Float] {
    words.map { word in
      var score: Float = 0
      for (c, bit) in word.enumerated() { score += bit * outputs[c] }
      return score
    }
  }

  private static func smallestDistance(_ words: [[Float]]) -> Int {
    var smallest = words.first?.count ?? 0
    for (i, a) in words.enumerated() {
      for b in words[..<i] { smallest = min(smallest, distance(a, b)) }
    }
    return smallest
  }
}

/// The layers of a network in the notation of the literature, separated by hyphens.
///
/// | text | layer |
/// |---|---|
/// | `1024` | fully connected, 1024 outputs |
/// | `32C5` | convolution, 32 kernels of 5x5 without padding; `p1` appends padding 1, `s2` a step of 2 |
/// | `MP2` | maximum over 2x2 windows; `s1` appends another step |
/// | `AP8` | mean over 8x8 windows |
/// | `64R3` | residual block of two convolutions of 64 kernels 3x3, padded; `s2` appends a step of 2 |
///
/// `2x` before an item repeats it: `2x128C3p1`. Nonlinearities and batch norm follow from the
/// algorithm; the last item must be a fully connected layer, the outputs.
public struct Architecture: Sendable, Equatable {
  /// One item.
  public enum Stage: Sendable, Equatable {
    case dense(Int)
    case convolution(outputs: Int, size: Int, padding: Int, stride: Int)
    case maxPool(size: Int, step: Int)
    case averagePool(size: Int)
    case residual(outputs: Int, size: Int, stride: Int)
  }

  /// The items in order.
  public let stages: [Stage]

  /// Reads the notation.
  ///
  /// - Throws: `NetworkError` naming the item that cannot be read.
  public init(_ text: String) throws(NetworkError) {
    var stages: [Stage] = []
    for item in text.split(separator: "-", omittingEmptySubsequences: false) {
      var body = item
      var count = 1
      if let match = item.prefixMatch(of: /([0-9]+)x/), let number = Int(match.1), number > 0 {
        count = number
        body = item[match.range.upperBound...]
      }
      guard let stage = Self.stage(body) else {
        throw NetworkError(
          .value,
          "architecture \"\(text)\": cannot read \"\(item)\"; use 1024, 32C5, 128C3p1, 64R3, MP2 or AP8"
        )
      }
      stages += Array(repeating: stage, count: count)
    }
    guard case .dense = stages.last else {
      throw NetworkError(
        .value, "architecture \"\(text)\": the last item must be the number of outputs, such as 10")
    }
    self.stages = stages
  }

  private static func stage(_ text: Substring) -> Stage? {
    func number(_ text: Substring?) -> Int? { text.flatMap { Int($0) } }
    func positive(_ values: Int...) -> Bool { values.allSatisfy { $0 > 0 } }
    if let units = Int(text), units > 0 { return .dense(units) }
    if let m = text.wholeMatch(of: /([0-9]+)C([0-9]+)(?:p([0-9]+))?(?:s([0-9]+))?/),
      let outputs = number(m.1), let size = number(m.2)
    {
      let (padding, stride) = (number(m.3) ?? 0, number(m.4) ?? 1)
      guard positive(outputs, size, stride) else { return nil }
      return .convolution(outputs: outputs, size: size, padding: padding, stride: stride)
    }
    if let m = text.wholeMatch(of: /MP([0-9]+)(?:s([0-9]+))?/), let size = number(m.1) {
      let step = number(m.2) ?? size
      return positive(size, step) ? .maxPool(size: size, step: step) : nil
    }
    if let m = text.wholeMatch(of: /AP([0-9]+)/), let size = number(m.1), size > 0 {
      return .averagePool(size: size)
    }
    if let m = text.wholeMatch(of: /([0-9]+)R([0-9]+)(?:s([0-9]+))?/),
      let outputs = number(m.1), let size = number(m.2)
    {
      let stride = number(m.3) ?? 1
      guard positive(outputs, size, stride), size % 2 == 1 else { return nil }
      return .residual(outputs: outputs, size: size, stride: stride)
    }
    return nil
  }
}

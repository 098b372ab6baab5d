/// Floats in a row-major array of some shape; the first axis is the batch, the last the features or
/// channels.
///
/// A class, because layers lend their memory from step to step. It is not shared between threads
/// except inside one parallel loop over disjoint parts.
public final class Tensor {
  /// What the values are known to be; whole numbers take the exact integer path of a product.
  public enum Domain: Sendable {
    /// Any real numbers.
    case reals
    /// Whole numbers in -127...127: signs, ternary values, spikes and their small sums.
    case smallIntegers
    /// Whole numbers in 0...255: pixels.
    case bytes
  }

  /// The extent of each axis.
  public let shape: [Int]
  /// How many values there are.
  public let count: Int
  /// What the values are known to be.
  public internal(set) var domain: Domain
  let values: UnsafeMutablePointer<Float>

  /// A tensor of zeros.
  public init(_ shape: [Int], domain: Domain = .reals) {
    self.shape = shape
    self.domain = domain
    count = shape.reduce(1, *)
    // 64 bytes: a cache line, and the widest vector.
    let raw = UnsafeMutableRawPointer.allocate(byteCount: max(64, count * 4), alignment: 64)
    values = raw.initializeMemory(as: Float.self, repeating: 0, count: count)
  }

  /// A tensor of these values, in row-major order.
  ///
  /// - Throws: `NetworkError` when there are not as many as the shape says.
  public convenience init(
    _ shape: [Int], _ values: [Float], domain: Domain = .reals
  ) throws(NetworkError) {
    self.init(shape, domain: domain)
    guard values.count == count else {
      throw .shape(
        "tensor", expected: "\(count) values for shape \(shape)", actual: "\(values.count)")
    }
    for (index, value) in values.enumerated() { self.values[index] = value }
  }

  deinit { UnsafeMutableRawPointer(values).deallocate() }

  /// The values in place, in row-major order.
  package var memory: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: values, count: count)
  }

  /// The extent of the last axis: features of a row, channels of a pixel.
  var columns: Int { shape.last ?? 1 }
  /// How many rows of `columns` values there are.
  var rows: Int { columns == 0 ? 0 : count / columns }
  /// The extent of the first axis.
  var batch: Int { shape.first ?? 1 }

  /// A copy of the values, in row-major order.
  public var array: [Float] { Array(UnsafeBufferPointer(start: values, count: count)) }

  /// Sets the value at a place in row-major order.
  package func set(_ place: Int, _ value: Float) {
    precondition((0..<count).contains(place), "place \(place) of \(count)")
    values[place] = value
  }

  /// Sets every value.
  func fill(_ value: Float) { values.update(repeating: value, count: count) }

  /// Copies another tensor's values.
  func assign(_ other: Tensor) {
    precondition(other.count == count)
    values.update(from: other.values, count: count)
    domain = other.domain
  }

  /// The tensor in `slot` when its shape is `shape`, and otherwise a new one, which is left there.
  static func reuse(_ slot: inout Tensor?, _ shape: [Int], domain: Domain = .reals) -> Tensor {
    if let ready = slot, ready.shape == shape {
      ready.domain = domain
      return ready
    }
    let fresh = Tensor(shape, domain: domain)
    slot = fresh
    return fresh
  }
}

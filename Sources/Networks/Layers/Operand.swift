import CKernels

/// A batch of activations in the formats of products: bytes for the exact path, bfloat16 for
/// gradients.
final class Operand {
  private let bytes = Scratch()
  private let brains = Scratch()
  private var source: Tensor?

  /// Which format the forward product takes.
  static func element(of input: Tensor, weightsAreIntegers: Bool) -> Element {
    guard weightsAreIntegers, Precision.processorHasByteProducts else { return .float32 }
    switch input.domain {
    case .reals: return .float32
    case .smallIntegers: return .signedByte
    case .bytes: return .unsignedByte
    }
  }

  /// Makes the formats that are asked for.
  func prepare(_ input: Tensor, forward: Element, brain: Bool, workers: Workers) {
    source = input
    let byteTarget = bytes.reserve(input.count, as: UInt8.self)
    let brainTarget = brains.reserve(brain ? input.count : 0, as: UInt16.self)
    workers.chunked(input.count, by: 32768) { range in
      let x = input.values + range.lowerBound
      switch forward {
      case .signedByte:
        UnsafeMutableRawPointer(byteTarget + range.lowerBound).withMemoryRebound(
          to: Int8.self, capacity: range.count
        ) { larmor_narrow_s8(x, $0, range.count) }
      case .unsignedByte: larmor_narrow_u8(x, byteTarget + range.lowerBound, range.count)
      case .float32, .bfloat16: break
      }
      if brain { larmor_narrow_bf16(x, brainTarget + range.lowerBound, range.count) }
    }
  }

  /// The data in a format that was prepared.
  func data(_ element: Element) throws(NetworkError) -> UnsafeMutableRawPointer {
    guard let source else {
      throw NetworkError(.value, "a backward pass needs a forward pass first")
    }
    switch element {
    case .float32: return UnsafeMutableRawPointer(source.values)
    case .bfloat16: return UnsafeMutableRawPointer(brains.reserve(source.count, as: UInt16.self))
    case .signedByte, .unsignedByte:
      return UnsafeMutableRawPointer(bytes.reserve(source.count, as: UInt8.self))
    }
  }
}

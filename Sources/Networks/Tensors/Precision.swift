import CKernels

/// The number format of products with real operands.
public enum Precision: String, Sendable, Codable, CaseIterable {
  /// bfloat16 where the processor multiplies it, float32 elsewhere.
  case automatic
  /// 32-bit floats throughout.
  case float32
  /// Operands rounded to bfloat16, sums in float32. Binary weights and activations are exact in it;
  /// only gradients are rounded.
  case bfloat16

  /// Whether gradients are rounded to bfloat16 on this processor.
  var usesBrainFloats: Bool {
    switch self {
    case .automatic: Self.processorHasBrainFloats
    case .float32: false
    case .bfloat16: true
    }
  }

  /// The format that is used here.
  public var resolved: Precision { usesBrainFloats ? .bfloat16 : .float32 }

  private static func has(_ feature: larmor_processor_feature) -> Bool {
    larmor_processor_features() & UInt32(feature.rawValue) != 0
  }

  static let processorHasBrainFloats = has(LARMOR_AVX512BF16) || has(LARMOR_AMX_BF16)
  /// Whether whole numbers are multiplied as bytes; the result is the same either way.
  static let processorHasByteProducts = has(LARMOR_AVX512VNNI) || has(LARMOR_AMX_INT8)
}

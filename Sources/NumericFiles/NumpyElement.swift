/// The element types of NumPy files that are read and written here.
///
/// Raw values are NumPy's type strings without the byte order.
public enum NumpyElement: String, Hashable, Sendable, CaseIterable {
  case bool = "b1"
  case int8 = "i1"
  case int16 = "i2"
  case int32 = "i4"
  case int64 = "i8"
  case uint8 = "u1"
  case uint16 = "u2"
  case uint32 = "u4"
  case uint64 = "u8"
  case float16 = "f2"
  case float32 = "f4"
  case float64 = "f8"
  /// Complex numbers of two `float32`; here an array with a last axis of 2: real, imaginary.
  case complex64 = "c8"
  /// Complex numbers of two `float64`; here an array with a last axis of 2: real, imaginary.
  case complex128 = "c16"

  /// Whether an element is a pair of real numbers.
  public var isComplex: Bool { self == .complex64 || self == .complex128 }

  /// Bytes of one real number of this type (half an element for complex types).
  var scalarSize: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16: 2
    case .int32, .uint32, .float32, .complex64: 4
    case .int64, .uint64, .float64, .complex128: 8
    }
  }

  /// NumPy's type string with little-endian order, such as `<f8`.
  var descriptor: String { (scalarSize == 1 ? "|" : "<") + rawValue }

  /// Decodes `count` real numbers that stand at `start` of `bytes`, which must hold them.
  func decode(_ bytes: [UInt8], from start: Int, count: Int, bigEndian: Bool) -> [Double] {
    switch self {
    case .bool: integers(UInt8.self, bytes, start, count, bigEndian) { $0 == 0 ? 0 : 1 }
    case .int8: integers(Int8.self, bytes, start, count, bigEndian) { Double($0) }
    case .int16: integers(Int16.self, bytes, start, count, bigEndian) { Double($0) }
    case .int32: integers(Int32.self, bytes, start, count, bigEndian) { Double($0) }
    case .int64: integers(Int64.self, bytes, start, count, bigEndian) { Double($0) }
    case .uint8: integers(UInt8.self, bytes, start, count, bigEndian) { Double($0) }
    case .uint16: integers(UInt16.self, bytes, start, count, bigEndian) { Double($0) }
    case .uint32: integers(UInt32.self, bytes, start, count, bigEndian) { Double($0) }
    case .uint64: integers(UInt64.self, bytes, start, count, bigEndian) { Double($0) }
    case .float16:
      integers(UInt16.self, bytes, start, count, bigEndian) { Double(Float16(bitPattern: $0)) }
    case .float32, .complex64:
      integers(UInt32.self, bytes, start, count, bigEndian) { Double(Float(bitPattern: $0)) }
    case .float64, .complex128:
      integers(UInt64.self, bytes, start, count, bigEndian) { Double(bitPattern: $0) }
    }
  }

  /// Appends `values` in little-endian order. Values outside an integer type are clamped to it and
  /// fractions are rounded to nearest; NaN becomes 0 there.
  func encode(_ values: [Double], into bytes: inout [UInt8]) {
    bytes.reserveCapacity(bytes.count + values.count * scalarSize)
    switch self {
    case .bool: for v in values { bytes.append(v == 0 ? 0 : 1) }
    case .int8: for v in values { append(clamped(v, Int8.self), to: &bytes) }
    case .int16: for v in values { append(clamped(v, Int16.self), to: &bytes) }
    case .int32: for v in values { append(clamped(v, Int32.self), to: &bytes) }
    case .int64: for v in values { append(clamped(v, Int64.self), to: &bytes) }
    case .uint8: for v in values { append(clamped(v, UInt8.self), to: &bytes) }
    case .uint16: for v in values { append(clamped(v, UInt16.self), to: &bytes) }
    case .uint32: for v in values { append(clamped(v, UInt32.self), to: &bytes) }
    case .uint64: for v in values { append(clamped(v, UInt64.self), to: &bytes) }
    case .float16: for v in values { append(Float16(v).bitPattern, to: &bytes) }
    case .float32, .complex64: for v in values { append(Float(v).bitPattern, to: &bytes) }
    case .float64, .complex128: for v in values { append(v.bitPattern, to: &bytes) }
    }
  }
}

private func integers<I: FixedWidthInteger>(
  _: I.Type, _ bytes: [UInt8], _ start: Int, _ count: Int, _ bigEndian: Bool,
  _ convert: (I) -> Double
) -> [Double] {
  bytes.withUnsafeBytes { raw in
    (0..<count).map { k in
      let word = raw.loadUnaligned(fromByteOffset: start + k * MemoryLayout<I>.size, as: I.self)
      return convert(bigEndian ? I(bigEndian: word) : I(littleEndian: word))
    }
  }
}

private func clamped<I: FixedWidthInteger>(_ value: Double, _: I.Type) -> I {
  if value.isNaN { return 0 }
  let rounded = value.rounded()
  return I(exactly: rounded) ?? (rounded < 0 ? I.min : I.max)
}

private func append<I: FixedWidthInteger>(_ value: I, to bytes: inout [UInt8]) {
  withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
}

/// The header of a `.npy` file: a Python dictionary literal after a magic number and a version.
///
/// Format: NumPy Enhancement Proposal 1 and `numpy.lib.format`, versions 1.0, 2.0 and 3.0.
struct NumpyHeader {
  var element: NumpyElement
  var bigEndian = false
  var fortranOrder = false
  /// The shape as the file states it; complex elements count once.
  var shape: [Int]
  /// Where the data start.
  var dataOffset = 0

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Parses the header at the start of `bytes`.
  init(_ bytes: [UInt8], source: String) throws(NumericFileError) {
    guard bytes.count >= 10, bytes.starts(with: Self.magic) else {
      throw NumericFileError(
        .notThisFormat, source: source,
        "not a .npy file: it does not start with \\x93NUMPY; write it with numpy.save")
    }
    let version = bytes[6]
    guard (1...3).contains(version) else {
      throw NumericFileError(
        .unsupported, source: source, "version \(version) of the .npy format; 1 to 3 are read")
    }
    let lengthBytes = version == 1 ? 2 : 4
    let start = 8 + lengthBytes
    guard bytes.count >= start else { throw Self.truncated(source) }
    let length = (0..<lengthBytes).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    guard length <= bytes.count - start else { throw Self.truncated(source) }
    let text = String(decoding: bytes[start..<(start + length)], as: UTF8.self)
    let fields = try PythonLiteral.dictionary(text, source: source)

    guard case .string(let descriptor)? = fields["descr"],
      case .boolean(let fortran)? = fields["fortran_order"],
      case .tuple(let shape)? = fields["shape"]
    else {
      throw NumericFileError(
        .unsupported, source: source,
        "the header lacks a plain descr, fortran_order or shape (structured arrays are not read): \(text.prefix(120))"
      )
    }
    let order = descriptor.first ?? "|"
    guard "<>|=".contains(order),
      let element = NumpyElement(rawValue: String(descriptor.dropFirst()))
    else {
      throw NumericFileError(
        .unsupported, source: source,
        "elements of type '\(descriptor)'; convert the array with .astype('f8') before saving it")
    }
    self.element = element
    bigEndian = order == ">"
    fortranOrder = fortran
    self.shape = shape
    dataOffset = start + length
  }

  /// A header for writing.
  init(element: NumpyElement, shape: [Int]) {
    self.element = element
    self.shape = shape
  }

  /// Magic number, version 1.0 (2.0 for very long shapes) and dictionary, padded to 64 bytes.
  var bytes: [UInt8] {
    let axes = shape.map { "\($0), " }.joined()
    let tuple = shape.count == 1 ? "(\(shape[0]),)" : "(\(axes.dropLast(2)))"
    let text = "{'descr': '\(element.descriptor)', 'fortran_order': False, 'shape': \(tuple), }"
    let version: UInt8 = text.utf8.count + 75 > 65_535 ? 2 : 1
    let prefix = version == 1 ? 10 : 12
    let padding = 63 - (prefix + text.utf8.count) % 64
    let length = text.utf8.count + padding + 1
    var result = Self.magic + [version, 0]
    for k in 0..<(prefix - 8) { result.append(UInt8(length >> (8 * k) & 0xff)) }
    result += Array(text.utf8) + Array(repeating: 0x20, count: padding) + [0x0a]
    return result
  }

  static func truncated(_ source: String) -> NumericFileError {
    NumericFileError(.corrupt, source: source, "the file ends inside its header; copy it again")
  }
}

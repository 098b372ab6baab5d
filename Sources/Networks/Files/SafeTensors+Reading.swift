import Foundation

extension SafeTensors {
  /// Reads a file.
  ///
  /// - Throws: `NetworkError` that says what in the file is damaged or not supported.
  public init(path: String) throws(NetworkError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw NetworkError(.file, "\(path): cannot be read (\(error.localizedDescription))")
    }
    try self.init(data, path: path)
  }

  private struct Field {
    let name: String
    let type: String
    let shape: [Int]
    let range: Range<Int>
  }

  /// The types that are read.
  private enum Kind: String {
    case float = "F32"
    case double = "F64"
    case half = "F16"
    case brain = "BF16"
    case long = "I64"
    case byte = "U8"

    var width: Int {
      switch self {
      case .byte: 1
      case .half, .brain: 2
      case .float: 4
      case .double, .long: 8
      }
    }
  }

  init(_ data: Data, path: String) throws(NetworkError) {
    func damaged(_ what: String) -> NetworkError {
      NetworkError(.file, "\(path): not a whole safetensors file (\(what)); write it again")
    }
    guard data.count >= 8 else { throw damaged("\(data.count) bytes") }
    let length = data.prefix(8).enumerated().reduce(UInt64(0)) {
      $0 | UInt64($1.element) << (8 * UInt64($1.offset))
    }
    guard length <= UInt64(data.count - 8) else { throw damaged("header of \(length) bytes") }
    let body = data.dropFirst(8 + Int(length))
    let header: [String: Any]
    do {
      let json = try JSONSerialization.jsonObject(with: data.dropFirst(8).prefix(Int(length)))
      guard let object = json as? [String: Any] else {
        throw damaged("the header is not an object")
      }
      header = object
    } catch let error as NetworkError {
      throw error
    } catch {
      throw damaged("the header is not JSON")
    }
    var fields: [Field] = []
    for (name, value) in header where name != "__metadata__" {
      guard let object = value as? [String: Any], let type = object["dtype"] as? String,
        let shape = object["shape"] as? [Int], let offsets = object["data_offsets"] as? [Int],
        offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= body.count,
        shape.allSatisfy({ $0 >= 0 })
      else { throw damaged("the array \(name)") }
      fields.append(Field(name: name, type: type, shape: shape, range: offsets[0]..<offsets[1]))
    }
    fields.sort { ($0.range.lowerBound, $0.name) < ($1.range.lowerBound, $1.name) }
    let bytes = [UInt8](body)
    var entries: [Entry] = []
    for field in fields { entries.append(try Self.entry(field, bytes, path)) }
    self.init(entries, metadata: header["__metadata__"] as? [String: String] ?? [:])
  }

  private static func entry(
    _ field: Field, _ body: [UInt8], _ path: String
  ) throws(NetworkError) -> Entry {
    guard let type = Kind(rawValue: field.type) else {
      throw NetworkError(
        .file,
        "\(path): \(field.name) is of type \(field.type); save it as F32, F64, F16, BF16, I64 or U8"
      )
    }
    let width = type.width
    var count = 1
    for extent in field.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= body.count else {
        throw NetworkError(
          .file, "\(path): \(field.name) has shape \(field.shape), beyond the file")
      }
      count = product
    }
    guard field.range.count == count * width else {
      throw NetworkError(
        .file,
        "\(path): \(field.name) of shape \(field.shape) needs \(count * width) bytes, has \(field.range.count)"
      )
    }
    var values = [Float](repeating: 0, count: count)
    for i in 0..<count {
      var bits: UInt64 = 0
      for byte in 0..<width {
        bits |= UInt64(body[field.range.lowerBound + i * width + byte]) << UInt64(8 * byte)
      }
      values[i] =
        switch type {
        case .float: Float(bitPattern: UInt32(bits))
        case .double: Float(Double(bitPattern: bits))
        case .half: Float(halfBits: UInt16(bits))
        case .brain: Float(bitPattern: UInt32(bits) << 16)
        case .long: Float(Int64(bitPattern: bits))
        case .byte: Float(bits)
        }
    }
    return Entry(
      name: field.name, shape: field.shape, values: values, format: width == 1 ? .byte : .float32)
  }
}

extension Float {
  /// The value of an IEEE 754 binary16 number.
  fileprivate init(halfBits bits: UInt16) {
    let (exponent, fraction) = (Int(bits >> 10 & 0x1f), Float(bits & 0x3ff))
    let magnitude: Float =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction * 0x1p-10)
      }
    self = bits >> 15 == 1 ? -magnitude : magnitude
  }
}

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
    guard let width = ["F32": 4, "F64": 8, "BF16": 2, "U8": 1][field.type] else {
      throw NetworkError(
        .file, "\(path): \(field.name) is of type \(field.type); save it as F32, F64, BF16 or U8")
    }
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
      switch width {
      case 4: values[i] = Float(bitPattern: UInt32(bits))
      case 8: values[i] = Float(Double(bitPattern: bits))
      case 2: values[i] = Float(bitPattern: UInt32(bits) << 16)
      default: values[i] = Float(bits)
      }
    }
    return Entry(
      name: field.name, shape: field.shape, values: values, format: width == 1 ? .byte : .float32)
  }
}

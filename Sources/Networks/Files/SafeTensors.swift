import Foundation

/// The safetensors format: named arrays in one file, with text metadata.
///
/// Eight bytes give the length of a JSON header of names, types, shapes and offsets; the values
/// follow, least significant byte first. Files are what PyTorch's `safetensors` package reads and
/// writes. Values are kept as 32-bit floats: `F32`, `F64`, `F16`, `BF16`, `I64` and `U8` are read, `F32`
/// and `U8` are written.
public struct SafeTensors: Sendable, Equatable {
  /// One array.
  public struct Entry: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The extent of each axis.
    public var shape: [Int]
    /// The values in row-major order.
    public var values: [Float]

    /// How the values stand in the file.
    public var format: Format

    /// The formats that are written.
    public enum Format: String, Sendable {
      case float32 = "F32"
      /// Whole numbers in 0...255.
      case byte = "U8"

      var width: Int { self == .float32 ? 4 : 1 }
    }

    /// An array.
    public init(name: String, shape: [Int], values: [Float], format: Format = .float32) {
      self.name = name
      self.shape = shape
      self.values = values
      self.format = format
    }
  }

  /// The arrays, in the order of the file.
  public var entries: [Entry]
  /// Text beside the arrays.
  public var metadata: [String: String]

  /// Content for a file.
  public init(_ entries: [Entry], metadata: [String: String] = [:]) {
    self.entries = entries
    self.metadata = metadata
  }

  /// The array called `name`, if there is one.
  public func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

  /// Writes the file atomically: it is there whole, or as it was before.
  public func write(to path: String) throws(NetworkError) {
    do {
      let url = URL(fileURLWithPath: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try formatted().write(to: url, options: .atomic)
    } catch {
      throw NetworkError(.file, "\(path): cannot be written (\(error.localizedDescription))")
    }
  }

  /// The bytes of the file: the same content gives the same bytes.
  func formatted() -> Data {
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quote($0.key)):\(quote($0.value))" }
      fields.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for entry in entries {
      let end = offset + entry.format.width * entry.values.count
      let shape = entry.shape.map(String.init).joined(separator: ",")
      fields.append(
        "\(quote(entry.name)):{\"dtype\":\"\(entry.format.rawValue)\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}"
      )
      offset = end
    }
    var header = "{\(fields.joined(separator: ","))}"
    // The values start at a multiple of eight bytes.
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    var data = Data(capacity: 8 + header.utf8.count + offset)
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    for entry in entries {
      switch entry.format {
      case .float32: entry.values.withUnsafeBufferPointer { data.append(Data(buffer: $0)) }
      case .byte: data.append(contentsOf: entry.values.map { UInt8($0) })
      }
    }
    return data
  }

  private func quote(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

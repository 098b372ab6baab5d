import Foundation

extension Rawfile {
  /// Reads a rawfile, binary or ASCII, of one or more plots.
  public init(contentsOf path: String) throws(SpiceTextError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw SpiceTextError(
        .notReadable, context: path, "'\(path)' cannot be read: \(error.localizedDescription)")
    }
    try self.init(bytes: [UInt8](data), source: path)
  }

  /// Reads the bytes of a rawfile; `source` names them in errors.
  public init(bytes: [UInt8], source: String) throws(SpiceTextError) {
    var reader = RawfileReader(bytes: bytes, source: source)
    var plots: [Plot] = []
    while let plot = try reader.plot() { plots.append(plot) }
    guard !plots.isEmpty else {
      throw SpiceTextError(
        .notReadable, context: source, "'\(source)' is no rawfile: it holds no plot")
    }
    self.init(plots)
  }
}

/// Walks through the bytes of a rawfile.
private struct RawfileReader {
  let bytes: [UInt8]
  let source: String
  var at = 0

  /// What a plot's header says.
  private struct Header {
    var title = ""
    var date = ""
    var name = ""
    var isComplex = false
    var variables: [Rawfile.Variable] = []
    var expected = 0
    var points = 0
  }

  mutating func plot() throws(SpiceTextError) -> Rawfile.Plot? {
    var header = Header()
    var isEmpty = true
    while let line = line() {
      guard let colon = line.firstIndex(of: ":") else {
        if line.allSatisfy(\.isWhitespace) { continue }
        throw failure("'\(line.prefix(40))' is no header line")
      }
      isEmpty = false
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      switch line[..<colon].lowercased() {
      case "title": header.title = value
      case "date": header.date = value
      case "plotname": header.name = value
      case "flags": header.isComplex = value.lowercased().contains("complex")
      case "no. variables": header.expected = try count(value)
      case "no. points": header.points = try count(value)
      case "variables": try readVariables(into: &header, first: value)
      case "binary": return try finish(header, binary: true)
      case "values": return try finish(header, binary: false)
      default: continue
      }
    }
    guard isEmpty else { throw failure("the last plot has no values") }
    return nil
  }

  private mutating func readVariables(
    into header: inout Header, first: String
  ) throws(SpiceTextError) {
    var pending: String? = first.isEmpty ? nil : first
    for _ in 0..<header.expected {
      guard let line = pending ?? line() else { throw failure("it ends among its variables") }
      pending = nil
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count >= 3 else { throw failure("'\(line)' is no variable") }
      header.variables.append(
        Rawfile.Variable(name: String(words[1]), kind: String(words[2]), real: []))
    }
  }

  private mutating func finish(
    _ header: Header, binary: Bool
  ) throws(SpiceTextError) -> Rawfile.Plot {
    let width = header.isComplex ? 2 : 1
    let columns = header.variables.count * width
    let (total, overflow) = header.points.multipliedReportingOverflow(by: columns)
    // Even in text a number takes two bytes.
    guard !overflow, total <= (bytes.count - at) / (binary ? 8 : 2) else {
      throw failure("it should hold \(header.points) points of \(columns) numbers, but ends early")
    }
    let numbers = binary ? binaryNumbers(total) : try textNumbers(header, width: width)
    var variables = header.variables
    for index in variables.indices {
      let first = index * width
      variables[index].real = stride(from: first, to: total, by: max(columns, 1)).map {
        numbers[$0]
      }
      if header.isComplex {
        variables[index].imaginary =
          stride(from: first + 1, to: total, by: max(columns, 1)).map { numbers[$0] }
      }
    }
    return Rawfile.Plot(
      title: header.title, name: header.name, date: header.date, isComplex: header.isComplex,
      variables: variables)
  }

  private mutating func binaryNumbers(_ total: Int) -> [Double] {
    let start = at
    at += total * 8
    return bytes.withUnsafeBytes { raw in
      (0..<total).map { raw.loadUnaligned(fromByteOffset: start + 8 * $0, as: Double.self) }
    }
  }

  /// Points as `index value`, then a value to a line; complex ones as `real,imaginary`.
  private mutating func textNumbers(
    _ header: Header, width: Int
  ) throws(SpiceTextError) -> [Double] {
    var numbers: [Double] = []
    for point in 0..<header.points {
      for variable in header.variables.indices {
        guard var word = word() else { throw failure("it ends at point \(point)") }
        if variable == 0 {
          guard let value = self.word() else { throw failure("it ends at point \(point)") }
          word = value
        }
        let parts = word.split(separator: ",").map { Double($0) }
        guard parts.count == width, !parts.contains(nil) else {
          throw failure("'\(word)' at point \(point) is no number of this plot")
        }
        numbers += parts.compactMap { $0 }
      }
    }
    return numbers
  }

  private mutating func word() -> String? {
    while at < bytes.count, bytes[at] <= 32 { at += 1 }
    let start = at
    while at < bytes.count, bytes[at] > 32 { at += 1 }
    return start == at ? nil : String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func line() -> String? {
    guard at < bytes.count else { return nil }
    let end = bytes[at...].firstIndex(of: 10) ?? bytes.count
    defer { at = end + 1 }
    return String(decoding: bytes[at..<end], as: UTF8.self)
  }

  private func count(_ text: String) throws(SpiceTextError) -> Int {
    guard let count = Int(text), count >= 0 else { throw failure("'\(text)' is no count") }
    return count
  }

  private func failure(_ what: String) -> SpiceTextError {
    SpiceTextError(.notReadable, context: source, "'\(source)' is no good rawfile: \(what)")
  }
}

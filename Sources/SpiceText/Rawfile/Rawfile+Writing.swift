import Foundation

extension Rawfile {
  /// The file's bytes. Variables shorter than their plot repeat their last value, as ngspice does.
  public func bytes(_ encoding: Encoding = .binary) -> [UInt8] {
    var bytes: [UInt8] = []
    for plot in plots {
      bytes += Array(Self.header(plot, encoding).utf8)
      switch encoding {
      case .binary: Self.appendBinary(plot, to: &bytes)
      case .ascii: Self.appendText(plot, to: &bytes)
      }
    }
    return bytes
  }

  /// Writes the file, all or nothing.
  public func write(to path: String, as encoding: Encoding = .binary) throws(SpiceTextError) {
    do {
      try Data(bytes(encoding)).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw SpiceTextError(
        .notWritable, context: path, "'\(path)' cannot be written: \(error.localizedDescription)")
    }
  }

  private static func header(_ plot: Plot, _ encoding: Encoding) -> String {
    // A title is one line; the format has no way to quote a line end.
    let title = plot.title.split(whereSeparator: \.isNewline).joined(separator: " ")
    var text = "Title: \(title)\nDate: \(plot.date)\nPlotname: \(plot.name)\n"
    text += "Flags: \(plot.isComplex ? "complex" : "real")\n"
    text += "No. Variables: \(plot.variables.count)\nNo. Points: \(plot.points)\nVariables:\n"
    for (index, variable) in plot.variables.enumerated() {
      text += "\t\(index)\t\(variable.name)\t\(variable.kind)\n"
    }
    return text + (encoding == .binary ? "Binary:\n" : "Values:\n")
  }

  private static func appendBinary(_ plot: Plot, to bytes: inout [UInt8]) {
    let width = plot.isComplex ? 2 : 1
    var numbers: [Double] = []
    numbers.reserveCapacity(plot.points * plot.variables.count * width)
    for point in 0..<plot.points {
      for variable in plot.variables {
        numbers.append(value(variable.real, point))
        if plot.isComplex { numbers.append(value(variable.imaginary, point)) }
      }
    }
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  private static func appendText(_ plot: Plot, to bytes: inout [UInt8]) {
    var text = ""
    for point in 0..<plot.points {
      text += " \(point)"
      for variable in plot.variables {
        text += "\t\(value(variable.real, point))"
        if plot.isComplex { text += ",\(value(variable.imaginary, point))" }
        text += "\n"
      }
      text += "\n"
    }
    bytes += Array(text.utf8)
  }

  private static func value(_ values: [Double], _ point: Int) -> Double {
    point < values.count ? values[point] : values.last ?? 0
  }
}

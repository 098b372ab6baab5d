import Foundation
import Randomness
import Spintronics

/// A sweep as CSV and as a plot.
struct SwitchingTable {
  let sweep: SwitchingSweep
  let points: [SwitchingPoint]

  /// One line for each point, under a line of names with units.
  var csv: String {
    let name = sweep.quantity.rawValue.replacing("-", with: "_")
    var text =
      "\(name)_\(sweep.quantity.unit),probability,interval_low,interval_high,write_error_rate,energy_J\n"
    for point in points {
      let columns = [
        point.value ?? 0, point.probability, point.interval.low, point.interval.high,
        point.writeErrorRate, point.energy,
      ]
      text += columns.map { "\($0)" }.joined(separator: ",") + "\n"
    }
    return text
  }

  /// Draws probability and write-error rate into the SVG file at `path` with gnuplot.
  func draw(title: String, to path: String) throws {
    let axis = sweep.quantity.rawValue.replacing("-", with: " ")
    // Quotes end gnuplot's strings; titles are device names, which may hold anything.
    func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
    let rows = points.map {
      "\($0.value ?? 0) \($0.probability) \($0.interval.low) \($0.interval.high) "
        + "\(max($0.writeErrorRate, 1e-300))"
    }
    let script = """
      $data << END
      \(rows.joined(separator: "\n"))
      END
      set terminal svg size 900,420 font 'sans,12'
      set output \(quoted(path))
      set multiplot layout 1,2 title \(quoted(title)) noenhanced
      set grid
      set format x '%.2s%c'
      set xlabel \(quoted("\(axis) (\(sweep.quantity.unit))"))
      set ylabel 'switching probability'
      set yrange [0:1]
      plot $data using 1:2:3:4 with yerrorlines pointtype 7 pointsize 0.4 notitle
      set ylabel 'write-error rate'
      set logscale y
      set format y '10^{%L}'
      set yrange [1e-15<*:1]
      plot $data using 1:5 with linespoints pointtype 7 pointsize 0.4 notitle
      unset multiplot
      """
    try Self.runGnuplot(script)
  }

  private static func runGnuplot(_ script: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gnuplot", "-"]
    let input = Pipe()
    let errors = Pipe()
    process.standardInput = input
    process.standardError = errors
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data((script + "\n").utf8))
    try input.fileHandleForWriting.close()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw SpintronicsError(
        .invalidArgument, field: "plot",
        "gnuplot ended with status \(process.terminationStatus): "
          + String(decoding: said, as: UTF8.self)
          .trimmingCharacters(in: .whitespacesAndNewlines)
          + "; install it with 'apt-get install gnuplot-nox'")
    }
  }
}

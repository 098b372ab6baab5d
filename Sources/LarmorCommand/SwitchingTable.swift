import Foundation
import Randomness

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
    let rows = points.map {
      "\($0.value ?? 0) \($0.probability) \($0.interval.low) \($0.interval.high) "
        + "\(max($0.writeErrorRate, 1e-300))"
    }
    let script = """
      $data << END
      \(rows.joined(separator: "\n"))
      END
      set terminal svg size 900,420 font 'sans,12'
      set output \(Gnuplot.quoted(path))
      set multiplot layout 1,2 title \(Gnuplot.quoted(title)) noenhanced
      set grid
      set format x '%.2s%c'
      set xlabel \(Gnuplot.quoted("\(axis) (\(sweep.quantity.unit))"))
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
    try Gnuplot.run(script)
  }
}

import Foundation
import Simulation

/// Draws waveforms through gnuplot: voltages above, currents below, over the plot's scale.
struct WaveformFigure {
  let plots: [Plot]
  let title: String

  /// More curves than this cannot be told apart.
  private static let curveLimit = 12

  /// Draws the plot of most points as SVG or PNG, after the file name's ending.
  func write(to path: String) throws {
    guard let plot = plots.filter({ $0.scale != nil }).max(by: { $0.points < $1.points }) else {
      throw SimulationError(
        .unsupported, "there is nothing to draw: no analysis over time, frequency or a sweep")
    }
    try Gnuplot.run(script(for: plot, path: path))
  }

  /// The script with its data; the same plot always gives the same script.
  func script(for plot: Plot, path: String) -> String {
    guard let scale = plot.scale else { return "" }
    let others = plot.waveforms.dropFirst().filter { $0.count == scale.count }
    let groups = [others.filter { $0.unit != "A" }, others.filter { $0.unit == "A" }]
      .map { Array($0.prefix(Self.curveLimit)) }.filter { !$0.isEmpty }
    let isPicture = path.lowercased().hasSuffix(".png")
    let height = groups.count == 2 ? 720 : 440
    var text = "set terminal \(isPicture ? "pngcairo" : "svg") noenhanced size 900,\(height)\n"
    text += "set output \(Gnuplot.quoted(path))\nset grid\nset key outside right top\n"
    if scale.unit == "Hz" { text += "set logscale x\n" }
    for (index, group) in groups.enumerated() {
      text += "$data\(index) << EOD\n"
      let columns = [scale.values] + group.map { plot.kind == .ac ? Self.decibels($0) : $0.values }
      for point in 0..<scale.count {
        text += columns.map { "\($0[point])" }.joined(separator: " ") + "\n"
      }
      text += "EOD\n"
    }
    text += "set multiplot layout \(groups.count),1 title \(Gnuplot.quoted(title))\n"
    for (index, group) in groups.enumerated() {
      let unit = plot.kind == .ac ? "dB" : group[0].unit
      text += "set xlabel \(Gnuplot.quoted("\(scale.name) / \(scale.unit)"))\n"
      text += "set ylabel \(Gnuplot.quoted(unit))\n"
      let curves = group.enumerated().map { place, waveform in
        "$data\(index) using 1:\(place + 2) with lines linewidth 1.5 title \(Gnuplot.quoted(waveform.name))"
      }
      text += "plot " + curves.joined(separator: ", ") + "\n"
    }
    return text + "unset multiplot\n"
  }

  /// 20 log10 of the magnitude; a floor stands for nothing at all.
  private static func decibels(_ waveform: Waveform) -> [Double] {
    waveform.magnitudes.map { 20 * log10(max($0, 1e-30)) }
  }
}

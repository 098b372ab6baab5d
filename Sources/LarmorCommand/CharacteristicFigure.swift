import Characterization
import Randomness

/// A characteristic drawn by gnuplot into an SVG file, or a PNG by the file's ending.
struct CharacteristicFigure {
  /// One panel: labels, whether its y axis is logarithmic, and its curves.
  private struct Panel {
    var x: String
    var y: String
    var isLogarithmic = false
    var curves: [Curve]
  }

  /// Points with lower and upper ends, and a name.
  private struct Curve {
    var name: String
    var points: [(x: Double, y: Double, low: Double, high: Double)]
    /// Whether the points have ends to show.
    var hasEnds: Bool { points.contains { $0.low != $0.high } }

    init(_ name: String, _ x: [Double], _ y: [Double], spread: [Double]) {
      self.name = name
      points = zip(x, zip(y, spread)).map { ($0, $1.0, $1.0 - $1.1, $1.0 + $1.1) }
    }

    init(_ name: String, _ x: [Double], _ y: [Double], low: [Double], high: [Double]) {
      self.name = name
      points = x.indices.map { (x[$0], y[$0], low[$0], high[$0]) }
    }

    init(_ name: String, _ x: [Double], _ y: [Double]) {
      self.init(name, x, y, low: y, high: y)
    }
  }

  private let title: String
  private let panels: [Panel]

  init(_ found: MACCharacteristic) {
    title = "Multiply-accumulate: line current against the signed sum"
    let drives = found.axes.drive.indices
    let picks = [drives.lowerBound + 1, drives.count / 2, drives.count - 1]
    func curves(_ table: [[Double]], _ spread: [[Double]]?) -> [Curve] {
      picks.map { d in
        let sums = found.axes.signedSum.indices.filter {
          abs(found.axes.signedSum[$0]) <= found.axes.drive[d] + 1e-9
        }
        return Curve(
          "drive \(found.axes.drive[d])", sums.map { found.axes.signedSum[$0] },
          sums.map { table[$0][d] },
          spread: sums.map { spread?[$0][d] ?? 0 })
      }
    }
    panels = [
      Panel(
        x: "signed sum (weights)", y: "current (weights)", curves: curves(found.mean, found.sigma)),
      Panel(
        x: "signed sum (weights)", y: "sigma (weights): bits known",
        curves: curves(found.sigma, nil)),
    ]
  }

  init(_ found: NeuronCharacteristic) {
    title = "Neuron: \(found.decisions) clock periods of \(found.period * 1e9) ns"
    func curves(_ table: [[Double]], _ spread: [[Double]]) -> [Curve] {
      found.axes.threshold.indices.map { t in
        Curve(
          "threshold \(found.axes.threshold[t]) V", found.axes.current.map { $0 * 1e6 },
          table.map { $0[t] }, spread: spread.map { $0[t] })
      }
    }
    panels = [
      Panel(x: "current (uA)", y: "spikes in a period", curves: curves(found.mean, found.sigma)),
      Panel(
        x: "current (uA)", y: "time of the first spike (ns)",
        curves: curves(
          found.time.map { $0.map { ($0 ?? .nan) * 1e9 } },
          found.timeSigma.map { $0.map { ($0 ?? 0) * 1e9 } })),
    ]
  }

  init(_ found: SenseCharacteristic) {
    title = "Sense amplifier: decision errors"
    let margins = found.axes.margin
    let fine = (0...80).map { (margins.last ?? 1) * Double($0) / 80 }
    panels = [
      Panel(
        x: "margin 2(R_b - R_a)/(R_a + R_b)", y: "error", isLogarithmic: true,
        curves: [
          Curve(
            "simulated, 95 %", margins, found.mean, low: found.intervals.map(\.low),
            high: found.intervals.map(\.high)),
          Curve("normal law", fine, fine.map { found.errorProbability(margin: $0) }),
        ]),
      Panel(
        x: "margin 2(R_b - R_a)/(R_a + R_b)", y: "decision time (ps)",
        curves: [Curve("mean", margins, found.time.map { $0 * 1e12 })]),
    ]
  }

  init(_ found: WriteCharacteristic) {
    title = "Write to \(found.target)"
    let kelvins = found.axes.temperature
    let middle = kelvins.indices.min { abs(kelvins[$0] - 300) < abs(kelvins[$1] - 300) } ?? 0
    func curves(_ table: [[[Double]]]) -> [Curve] {
      found.axes.width.indices.map { w in
        Curve(
          "\(found.axes.width[w] * 1e9) ns", found.axes.current.map { $0 * 1e6 },
          table.map { $0[w][middle] })
      }
    }
    panels = [
      Panel(x: "current (uA)", y: "success at \(kelvins[middle]) K", curves: curves(found.mean)),
      Panel(
        x: "current (uA)", y: "write-error rate", isLogarithmic: true, curves: curves(found.error)),
    ]
  }

  /// Draws into the file at `path`.
  func draw(to path: String) throws {
    try Gnuplot.run(script(path: path))
  }

  private func script(path: String) -> String {
    let isPicture = path.lowercased().hasSuffix(".png")
    var text = "set terminal \(isPicture ? "pngcairo" : "svg") noenhanced size 1200,420\n"
    text +=
      "set output \(Gnuplot.quoted(path))\nset grid\nset key outside right top\n"
    for (p, panel) in panels.enumerated() {
      for (c, curve) in panel.curves.enumerated() {
        text += "$data\(p)_\(c) << END\n"
        // A rate of zero has no place on a logarithmic axis.
        for point in curve.points where !panel.isLogarithmic || point.y > 0 {
          let floor = panel.isLogarithmic ? 1e-300 : -Double.infinity
          let row = [point.x, point.y, max(point.low, floor), point.high]
          text += row.map { "\($0)" }.joined(separator: " ") + "\n"
        }
        text += "END\n"
      }
    }
    text += "set multiplot layout 1,\(panels.count) title \(Gnuplot.quoted(title))\n"
    for (p, panel) in panels.enumerated() {
      text += "set xlabel \(Gnuplot.quoted(panel.x))\nset ylabel \(Gnuplot.quoted(panel.y))\n"
      text +=
        panel.isLogarithmic
        ? "set logscale y\nset format y '%.0e'\nset yrange [1e-15<*:1]\n"
        : "unset logscale y\nset format y '%g'\nset yrange [*:*]\n"
      let curves = panel.curves.enumerated().map { c, curve in
        "$data\(p)_\(c) using "
          + (curve.hasEnds ? "1:2:3:4 with yerrorlines" : "1:2 with lines")
          + " title \(Gnuplot.quoted(curve.name))"
      }
      text += "plot " + curves.joined(separator: ", ") + "\n"
    }
    return text + "unset multiplot\n"
  }
}

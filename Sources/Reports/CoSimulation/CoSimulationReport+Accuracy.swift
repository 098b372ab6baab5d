import CoSimulation
import Randomness

extension CoSimulationReport {
  var accuracy: Markup {
    Block.section("Accuracy at each fidelity", id: "accuracy") {
      Block.figures {
        Block.figure(
          "Accuracy on the test samples", accuracyChart,
          caption: "Mean over networks with its 95 % interval: Student's over networks, Wilson's "
            + "over samples for a single network. Spikes below count the networks at each accuracy."
        )
        element("div") {
          element("h3") { "In numbers" }
          Block.table(
            "Accuracy at each fidelity",
            ["fidelity", "accuracy", "95 % interval", "networks", "decisions"],
            fidelities.map {
              [
                $0.name,
                NumberText.percent(
                  $0.value.accuracy, decimals: NumberText.percentDecimals($0.value.interval)),
                NumberText.percent(Self.share($0.value.interval)),
                NumberText.count($0.value.networks),
                NumberText.count($0.value.n),
              ]
            })
          element("p", ["class": "hint"]) {
            "ideal: integers. characteristic: extracted tables with their spread. nodal: the exact "
              + "network of sampled devices and wires. spice: the same arrays in ngspice."
          }
        }
      }
      element("h3") { "Confusion" }
      element("p", ["class": "hint"]) {
        "Rows: the class of a sample. Columns: what it was taken for. The darker, the larger the "
          + "share of the row."
      }
      element("div", ["class": "confusions"]) {
        for fidelity in fidelities { Self.confusion(fidelity.name, fidelity.value.confusion) }
      }
    }
  }

  private var accuracyChart: Chart {
    let rows = Array(fidelities.reversed().enumerated())
    return Chart(
      summary:
        "Accuracy at each fidelity with 95 % intervals; the table beside it has the numbers.",
      x: Axis("accuracy", unit: .percent, limits: 0...1),
      y: Axis(
        "", domain: -0.6...max(Double(rows.count) - 0.6, 0),
        labels: rows.map { Axis.Label(position: Double($0.offset), text: $0.element.name) }),
      marks: rows.flatMap { row -> [any ChartMark] in
        let (place, value) = (Double(row.offset), row.element.value)
        let interval = Self.share(value.interval)
        let style = MarkStyle.series(rows.count - 1 - row.offset)
        let note =
          "\(row.element.name): \(NumberText.percent(value.accuracy, interval))"
        return [
          SpikeMark(of: value.accuracies, base: place - 0.5, height: 0.34, style: style),
          IntervalMark(
            [.init(position: place, low: interval.low, high: interval.high)],
            direction: .horizontal, style: style),
          PointMark([.init(x: value.accuracy, y: place, note: note)], style: style),
        ]
      }, height: 80 + 56 * Double(max(rows.count, 1)))
  }

  /// A confusion matrix as a table whose cells are shaded by their share of the row.
  private static func confusion(_ name: String, _ counts: [[Int]]) -> Markup {
    let classes = counts.map(\.count).max() ?? 0
    return element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": name]
    ) {
      element("table", ["class": "confusion"]) {
        element("caption") { name }
        element("thead") {
          element("tr") {
            element("td")
            for column in 0..<classes { element("th", ["scope": "col"]) { "\(column)" } }
          }
        }
        element("tbody") {
          for (row, cells) in counts.enumerated() {
            element("tr") {
              element("th", ["scope": "row"]) { "\(row)" }
              for cell in cells { shaded(cell, of: cells) }
            }
          }
        }
      }
    }
  }

  private static func shaded(_ count: Int, of row: [Int]) -> Markup {
    // Doubles: counts from a file may be anything, and their sum must not overflow.
    let total = row.reduce(0.0) { $0 + Double(max($1, 0)) }
    let share = total > 0 ? Double(max(count, 0)) / total : 0
    let text = NumberText.percent(share)
    return element(
      "td",
      [
        "class": share > 0.55 ? "strong" : "weak", "title": text,
        "style": "--share: \(NumberText.fixed(100 * share, decimals: 1))%",
      ]
    ) { NumberText.count(count) }
  }
}

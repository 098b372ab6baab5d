import CoSimulation
import Randomness

extension CoSimulationReport {
  var agreement: Markup {
    Block.section("Agreement between fidelities", id: "agreement") {
      if result.agreement.isEmpty {
        element("p") { "Only one fidelity was evaluated, so that nothing can be compared." }
      } else {
        element("p") {
          "Each pair answered on the same arrays and the same samples, so that their difference is "
            + "the lower fidelity's own error."
        }
        Block.figures {
          Block.figure(
            "Equal class decisions", equalityChart,
            caption: "Share of class decisions that are equal, with Wilson's 95 % interval.")
          Block.figure(
            "Difference in accuracy", differenceChart,
            caption: "Accuracy at the higher fidelity minus that at the lower one, in percentage "
              + "points, with its 95 % interval.")
        }
        agreementTable
      }
    }
  }

  private var agreementTable: Markup {
    Block.table(
      "Agreement between fidelities",
      [
        "pair", "networks", "decisions", "equal decisions", "equal neuron signs",
        "RMS difference of sums", "accuracy difference",
      ],
      result.agreement.map { pair in
        [
          "\(pair.lower), \(pair.higher)",
          "\(NumberText.count(pair.networks)) (\(NumberText.percent(pair.share, decimals: 0)))",
          NumberText.count(pair.decisions), NumberText.percent(pair.equalDecisions, pair.interval),
          "\(NumberText.percent(pair.equalNeurons, decimals: 2)) of "
            + NumberText.count(pair.neurons),
          "\(NumberText.significant(pair.sumError)) weights",
          "\(NumberText.fixed(pair.accuracyDifference, decimals: 2)) "
            + "(\(NumberText.points(pair.accuracyInterval)))",
        ]
      })
  }

  private var equalityChart: Chart {
    chart(
      "Share of equal decisions by pair.", Axis("equal decisions", unit: .percent, limits: 0...1)
    ) {
      (value: $0.equalDecisions, interval: $0.interval)
    }
  }

  private var differenceChart: Chart {
    var chart = chart(
      "Difference in accuracy by pair.", Axis("higher minus lower", unit: .named("points"))
    ) { (value: $0.accuracyDifference, interval: $0.accuracyInterval) }
    chart.marks.insert(RuleMark(.x(0)), at: 0)
    return chart
  }

  private func chart(
    _ summary: String, _ axis: Axis,
    _ read: (Agreement) -> (value: Double, interval: ConfidenceInterval)
  ) -> Chart {
    let rows = Array(result.agreement.reversed().enumerated())
    return Chart(
      summary: "\(summary) The table below has the numbers.", x: axis,
      y: Axis(
        "", domain: -0.5...Double(rows.count) - 0.5,
        labels: rows.map {
          let pair = $0.element
          return Axis.Label(
            position: Double($0.offset), text: "\(pair.lower.prefix(7)), \(pair.higher.prefix(7))")
        }),
      marks: rows.flatMap { row -> [any ChartMark] in
        let found = read(row.element)
        let style = MarkStyle.series(rows.count - 1 - row.offset)
        let place = Double(row.offset)
        return [
          IntervalMark(
            [.init(position: place, low: found.interval.low, high: found.interval.high)],
            direction: .horizontal, style: style),
          PointMark([.init(x: found.value, y: place)], style: style),
        ]
      }, height: 80 + 36 * Double(rows.count))
  }
}

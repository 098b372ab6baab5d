import Characterization
import CoSimulation
import Randomness

extension CoSimulationReport {
  var accuracy: Markup {
    section("Accuracy at each fidelity") {
      element("figure") {
        accuracyChart.draw()
        element("figcaption") { "Mean accuracy on the test samples with its 95 % interval." }
      }
      table(
        ["fidelity", "accuracy", "95 % interval", "networks", "decisions"],
        fidelities.map {
          [
            $0.name,
            NumberText.percent(
              $0.value.accuracy, decimals: NumberText.percentDecimals($0.value.interval)),
            NumberText.percent($0.value.interval), NumberText.count($0.value.networks),
            NumberText.count($0.value.n),
          ]
        })
    }
  }

  private var accuracyChart: Chart {
    let rows = Array(fidelities.reversed().enumerated())
    return Chart(
      summary: "Accuracy at each fidelity with 95 % intervals; the table below has the numbers.",
      x: Axis("accuracy", unit: .percent),
      y: Axis(
        "", domain: -0.5...Double(rows.count) - 0.5,
        labels: rows.map { Axis.Label(position: Double($0.offset), text: $0.element.name) }),
      marks: rows.flatMap { row -> [any ChartMark] in
        let (place, value) = (Double(row.offset), row.element.value)
        let style = MarkStyle.series(row.offset)
        return [
          IntervalMark(
            [.init(position: place, low: value.interval.low, high: value.interval.high)],
            direction: .horizontal, style: style),
          PointMark([.init(x: value.accuracy, y: place)], style: style),
        ]
      }, height: 220)
  }

  var agreement: Markup {
    section("Agreement between fidelities") {
      table(
        ["pair", "equal decisions", "95 % interval", "decisions", "equal neurons"],
        result.agreement.map {
          [
            "\($0.lower) and \($0.higher)", NumberText.percent($0.equalDecisions),
            NumberText.percent($0.interval), NumberText.count($0.decisions),
            NumberText.percent($0.equalNeurons),
          ]
        })
    }
  }

  var characteristic: Markup {
    let found = result.characteristic
    let sums = found.axes.signedSum
    let drive = found.axes.drive.count - 1
    let fits = [found.mean, found.sigma, found.residual].allSatisfy { table in
      table.count == sums.count && table.allSatisfy { $0.count == found.axes.drive.count }
    }
    return section("Transfer characteristic") {
      if drive >= 0, fits {
        let mean = found.mean.map { $0[drive] }
        let spreads = [found.sigma.map { $0[drive] }, found.residual.map { $0[drive] }]
        let style = MarkStyle.series(0)
        let bands = zip(["sigma", "residual"], spreads).enumerated().map { index, band in
          BandMark(
            x: sums, low: zip(mean, band.1).map { $0 - $1 },
            high: zip(mean, band.1).map { $0 + $1 }, style: style, label: band.0,
            isInner: index == 1)
        }
        let chart = Chart(
          summary: "Mean multiply-accumulate result over the signed sum at full drive.",
          x: Axis("signed sum", unit: .named("weights")),
          y: Axis("array's result", unit: .named("weights")),
          marks: bands as [any ChartMark] + [
            RuleMark(.identity, label: "ideal"),
            LineMark(x: sums, y: mean, style: style, label: "mean at full drive"),
          ])
        element("figure") {
          chart.drawLegend() ?? .group([])
          chart.draw()
        }
      } else {
        element("p") { "The characteristic's tables do not fit its axes." }
      }
    }
  }

  var provenance: Markup {
    let source = result.characteristic.provenance
    return section("Provenance") {
      table(
        ["what", "value"],
        [
          ["engine", source.engine], ["first deck, SHA-256", source.deck],
          ["decks", NumberText.count(source.decks)], ["seed", String(result.seed)],
          ["larmor", source.version], ["result format", result.schema],
        ])
      element("h3") { "Commands" }
      element("pre") { result.commands.joined(separator: "\n") }
      element("h3") { "Configuration" }
      element("pre") { result.configuration }
    }
  }

  private func section(_ title: String, @MarkupBuilder content: () -> [Markup]) -> Markup {
    element("section") {
      element("h2") { title }
      content()
    }
  }

  private func table(_ head: [String], _ rows: [[String]]) -> Markup {
    element("table") {
      element("tr") { for cell in head { element("th", ["scope": "col"]) { cell } } }
      for row in rows {
        element("tr") { for cell in row { element("td") { cell } } }
      }
    }
  }
}

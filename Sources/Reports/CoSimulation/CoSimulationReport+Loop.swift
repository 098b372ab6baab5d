import CoSimulation
import Randomness

extension CoSimulationReport {
  var loop: Markup {
    Block.section("The closed loop and its normalisation", id: "loop") {
      element("p") {
        "Each turn trains, maps onto arrays, extracts the characteristic from circuit simulation, "
          + "and trains on against it."
      }
      Block.figures {
        if !result.loop.isEmpty {
          Block.figure(
            "Accuracy by turn", loopChart,
            caption: "Test accuracy at the fidelity characteristic carries its 95 % interval.")
        }
        if !result.normalisation.curve.isEmpty {
          Block.figure(
            "Normalisation", normalisationChart,
            caption: "Mean accuracy on training samples with one scale alpha for all layers. "
              + "Vertical rules: what each layer uses.")
        }
      }
      loopTable
      normalisationTable
    }
  }

  private var loopChart: Chart {
    let turns = result.loop
    let x = turns.map { Double($0.turn) }
    func line(_ label: String, _ index: Int, _ read: (LoopTurn) -> Double) -> LineMark {
      LineMark(
        x: x, y: turns.map(read), style: .series(index), label: label, showsPoints: true)
    }
    let low = x.filter { abs($0) < 1e9 }.min() ?? 0
    let high = x.filter { abs($0) < 1e9 }.max() ?? 0
    return Chart(
      summary: "Accuracy by turn of the closed loop; the table below has the numbers.",
      x: Axis(
        "turn", domain: low - 0.3...high + 0.3,
        labels: turns.map { .init(position: Double($0.turn), text: String($0.turn)) }),
      y: Axis("accuracy", unit: .percent, limits: 0...1),
      marks: [
        line("training samples, ideal", 0, \.idealAccuracy),
        line("training samples, characteristic", 1, \.trainAccuracy),
        IntervalMark(
          turns.map {
            .init(position: Double($0.turn), low: $0.interval.low, high: $0.interval.high)
          }, direction: .vertical, style: .series(2)),
        line("test samples, characteristic", 2, \.testAccuracy),
      ])
  }

  private var loopTable: Markup {
    Block.table(
      "Turns of the closed loop",
      [
        "turn", "trained against", "train, ideal", "train, characteristic", "test",
        "gain at zero sum", "spread (weights)", "simulations",
      ],
      result.loop.map {
        [
          String($0.turn), $0.training, NumberText.percent($0.idealAccuracy, decimals: 2),
          NumberText.percent($0.trainAccuracy, decimals: 2),
          NumberText.percent($0.testAccuracy, Self.share($0.interval)),
          NumberText.fixed($0.gain, decimals: 4),
          NumberText.significant($0.spread), NumberText.count($0.samples),
        ]
      })
  }

  private var normalisationChart: Chart {
    let curve = result.normalisation.curve.sorted { $0.alpha < $1.alpha }
    let rules = Dictionary(grouping: result.normalisation.alpha.indices) {
      result.normalisation.alpha[$0]
    }.sorted { $0.key < $1.key }.map { alpha, layers in
      RuleMark(
        .x(alpha),
        note: (layers.count == 1 ? "layer " : "layers ")
          + layers.map { String($0 + 1) }.joined(separator: ", "))
    }
    return Chart(
      summary: "Training accuracy over the normalisation; the table below has the numbers.",
      x: Axis("alpha"), y: Axis("accuracy", unit: .percent, limits: 0...1),
      marks: rules as [any ChartMark] + [
        LineMark(
          x: curve.map(\.alpha), y: curve.map(\.accuracy), style: .series(0), showsPoints: true)
      ])
  }

  private var normalisationTable: Markup {
    let chosen = result.normalisation.alpha.map { NumberText.significant($0) }
    return Block.details(
      "Normalisation in numbers: alpha by layer \(chosen.joined(separator: ", "))"
    ) {
      Block.table(
        "Normalisation", ["alpha", "accuracy on training samples"],
        result.normalisation.curve.map {
          [NumberText.significant($0.alpha), NumberText.percent($0.accuracy, decimals: 2)]
        })
    }
  }
}

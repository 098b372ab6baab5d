import Characterization
import CoSimulation
import Randomness

extension CoSimulationReport {
  var writes: Markup {
    let writes = result.writeFidelity
    return Block.section("Writes and what they cost in accuracy", id: "writes") {
      element("p") {
        "\(NumberText.percent(writes.mean, writes.interval)) of "
          + "\(Self.text(writes.bits, "bit")) are stored as intended "
          + "(Wilson's 95 % interval)."
      }
      if !writes.scatter.isEmpty {
        Block.figures {
          Block.figure(
            "Each network", writeChart,
            caption: "The area of a point grows with the number of networks at its place.")
          element("div") {
            element("h3") { "In numbers" }
            Block.details("Networks by write fidelity and accuracy") { writeTable }
          }
        }
      }
    }
  }

  /// The networks at each place of the scatter, in a fixed order.
  private var writePlaces: [(point: WriteFidelity.Point, count: Int)] {
    Dictionary(grouping: result.writeFidelity.scatter) { $0 }
      .map { (point: $0.key, count: $0.value.count) }
      .sorted { ($0.point.fidelity, $0.point.accuracy) < ($1.point.fidelity, $1.point.accuracy) }
  }

  private var writeChart: Chart {
    Chart(
      summary: "Accuracy over write fidelity, one point for each network.",
      x: Axis("bits stored as intended", unit: .percent, limits: 0...1),
      y: Axis("accuracy", unit: .percent, limits: 0...1),
      marks: [
        PointMark(
          writePlaces.map {
            PointMark.Point(
              x: $0.point.fidelity, y: $0.point.accuracy, count: $0.count,
              note: "\(Self.text($0.count, "network")): "
                + "\(NumberText.percent($0.point.fidelity, decimals: 2)) written, "
                + "\(NumberText.percent($0.point.accuracy)) accurate")
          }, style: .series(0), radius: 4)
      ])
  }

  private var writeTable: Markup {
    Block.table(
      "Networks by write fidelity and accuracy",
      ["bits stored as intended", "accuracy", "networks"],
      writePlaces.map {
        [
          NumberText.percent($0.point.fidelity, decimals: 2),
          NumberText.percent($0.point.accuracy, decimals: 2), NumberText.count($0.count),
        ]
      })
  }

  var cost: Markup {
    let work = result.topsPerWatt
    return Block.section("Energy, time and efficiency", id: "cost") {
      element("p") {
        "One inference takes \(Self.text(result.energyPerInference, unit: "J")) from the supplies "
          + "of the arrays and \(Self.text(result.latencyPerInference, unit: "s")): the slowest "
          + "read of each layer in turn. It computes \(Self.text(work.macs, "multiply-accumulate")),"
          + " which is \(NumberText.significant(work.onePerMAC)) TOPS/W when a multiply-accumulate "
          + "counts as one operation and \(NumberText.significant(work.twoPerMAC)) TOPS/W when it "
          + "counts as two. These figures are the arrays' alone: converters, drivers' logic and "
          + "memory come on top."
      }
      Block.table(
        "Energy and time", ["quantity", "mean", "95 % interval", "simulations"],
        [
          row("energy of an inference", result.energyPerInference, "J"),
          row("time of an inference", result.latencyPerInference, "s"),
          row("energy of an array's read", result.characteristic.energy, "J"),
          row("settling of an array's read to 1 %", result.characteristic.latency, "s"),
        ].compactMap { $0 })
    }
  }

  private func row(
    _ name: String, _ estimate: MACCharacteristic.Estimate?, _ unit: String
  ) -> [String]? {
    guard let estimate else { return nil }
    return [
      name, NumberText.engineering(estimate.mean, unit: unit),
      Self.interval(estimate, unit: unit), NumberText.count(estimate.samples),
    ]
  }
}

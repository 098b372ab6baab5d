import Characterization
import CoSimulation
import Foundation

extension CoSimulationReport {
  var characteristic: Markup {
    let slices = CharacteristicSlice.slices(of: result.characteristic)
    return Block.section("How the arrays multiply and accumulate", id: "characteristic") {
      if slices.isEmpty {
        element("p") { "The characteristic's tables do not fit its axes; nothing can be drawn." }
      } else {
        element("p") {
          "The differential current of a column pair in units of one weight, over the signed sum "
            + "that it stands for, at several drives (the sum of the inputs' magnitudes); only sums "
            + "that a drive can give are shown. Fitted to "
            + "\(NumberText.count(result.characteristic.samples)) simulated column pairs."
        }
        Block.figures {
          Block.figure(
            "Transfer", transferChart(slices),
            caption: "Mean result. The band is one standard deviation at the largest drive.")
          Block.figure(
            "Departure from the ideal", departureChart(slices),
            caption: "Mean result minus signed sum: what lines, periphery and junctions take away.")
          Block.figure(
            "Spread", spreadChart(slices),
            caption: "Standard deviation for known bits (solid: devices, wires and positions) and "
              + "for known devices (dotted: wires and positions alone).")
          element("div") {
            element("h3") { "In numbers" }
            Block.details("Mean result ± standard deviation, in weights") { sliceTable(slices) }
          }
        }
      }
    }
  }

  private func name(_ slice: CharacteristicSlice) -> String {
    "drive " + String(format: "%.3g", slice.drive)
  }

  private func transferChart(_ slices: [CharacteristicSlice]) -> Chart {
    Chart(
      summary: "Mean result of a column pair over the signed sum at \(slices.count) drives.",
      x: Axis("signed sum", unit: .named("weights")),
      y: Axis("result", unit: .named("weights")),
      marks: band(slices) { $0.mean } + [RuleMark(.identity, label: "ideal")]
        + slices.enumerated().map { index, slice in
          LineMark(x: slice.sums, y: slice.mean, style: .series(index), label: name(slice))
        })
  }

  private func departureChart(_ slices: [CharacteristicSlice]) -> Chart {
    func departure(_ slice: CharacteristicSlice) -> [Double] {
      zip(slice.mean, slice.sums).map { $0 - $1 }
    }
    return Chart(
      summary: "Mean result minus signed sum at \(slices.count) drives.",
      x: Axis("signed sum", unit: .named("weights")),
      y: Axis("result minus signed sum", unit: .named("weights")),
      marks: band(slices, departure) + [RuleMark(.y(0), label: "ideal")]
        + slices.enumerated().map { index, slice in
          LineMark(x: slice.sums, y: departure(slice), style: .series(index), label: name(slice))
        })
  }

  private func spreadChart(_ slices: [CharacteristicSlice]) -> Chart {
    Chart(
      summary: "Standard deviation over the signed sum at \(slices.count) drives.",
      x: Axis("signed sum", unit: .named("weights")),
      y: Axis("standard deviation", unit: .named("weights")),
      marks: slices.enumerated().flatMap { index, slice in
        var dotted = MarkStyle.series(index)
        dotted.dash = .dotted
        return [
          LineMark(x: slice.sums, y: slice.sigma, style: .series(index), label: name(slice)),
          LineMark(x: slice.sums, y: slice.residual, style: dotted),
        ]
      })
  }

  /// One standard deviation about the line of the largest drive.
  private func band(
    _ slices: [CharacteristicSlice], _ line: (CharacteristicSlice) -> [Double]
  ) -> [any ChartMark] {
    guard let slice = slices.last else { return [] }
    let centre = line(slice)
    return [
      BandMark(
        x: slice.sums, low: zip(centre, slice.sigma).map { $0 - $1 },
        high: zip(centre, slice.sigma).map { $0 + $1 }, style: .series(slices.count - 1))
    ]
  }

  private func sliceTable(_ slices: [CharacteristicSlice]) -> Markup {
    let sums = Set(slices.flatMap(\.sums)).sorted()
    let columns = slices.map { slice in
      Dictionary(
        zip(slice.sums, zip(slice.mean, slice.sigma)), uniquingKeysWith: { first, _ in first })
    }
    return Block.table(
      "Mean result and standard deviation", ["signed sum"] + slices.map(name),
      sums.map { sum in
        [NumberText.fixed(sum, decimals: 2)]
          + columns.map { column in
            column[sum].map {
              "\(NumberText.fixed($0.0, decimals: 3)) ± \(NumberText.fixed($0.1, decimals: 3))"
            } ?? NumberText.absent
          }
      })
  }
}

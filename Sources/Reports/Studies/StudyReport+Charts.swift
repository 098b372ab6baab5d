import Foundation
import Randomness
import Studies

extension StudyReport {
  /// Rows with a published figure that ours can be divided by.
  var ratios: [StudyRow] { result.rows.filter { ($0.published ?? 0) != 0 } }

  var allCurves: [StudyCurve] { result.measurements.flatMap(\.curves) }

  /// Ours over published, with intervals, a row each.
  var chart: Markup {
    guard !ratios.isEmpty else { return .group([]) }
    return Block.section("Ours over published", id: "published") {
      Block.figure(
        "Ours over published", ratioChart,
        caption: "1 is what was published; whiskers are 95 % intervals of ours.")
    }
  }

  private var ratioChart: Chart {
    let rows = Array(ratios.reversed().enumerated())
    return Chart(
      summary: "Each figure of ours over the published one; the table above has the numbers.",
      x: Axis("ours over published"),
      y: Axis(
        "", domain: -0.6...(Double(rows.count) - 0.4),
        labels: rows.map { .init(position: Double($0.offset), text: $0.element.quantity) }),
      marks: [RuleMark(.x(1), note: "published")]
        + rows.flatMap { row -> [any ChartMark] in
          guard let published = row.element.published else { return [] }
          let place = Double(row.offset)
          let point = PointMark(
            [.init(x: row.element.ours / published, y: place, note: row.element.quantity)],
            style: .series(0))
          guard let interval = row.element.interval else { return [point] }
          let ends = [interval.low / published, interval.high / published].sorted()
          return [
            IntervalMark(
              [.init(position: place, low: ends[0], high: ends[1])], direction: .horizontal,
              style: .series(0)), point,
          ]
        }, width: 760, height: 80 + 36 * Double(rows.count))
  }

  /// A figure for each curve, with its numbers.
  var curves: Markup {
    guard !allCurves.isEmpty else { return .group([]) }
    return Block.section("Curves", id: "curves") {
      Block.figures {
        for part in result.measurements {
          for curve in part.curves {
            element("div") {
              Block.figure("\(part.id): \(curve.title)", Self.chart(curve), caption: "")
              Block.details("In numbers") { Self.numbers(curve) }
            }
          }
        }
      }
    }
  }

  private static func chart(_ curve: StudyCurve) -> Chart {
    let points = curve.series.flatMap(\.points)
    return Chart(
      summary: "\(curve.title); the table below has the numbers.",
      x: axis(curve.x, points.map(\.x)), y: axis(curve.y, points.map(\.y)),
      marks: curve.series.enumerated().flatMap { index, series -> [any ChartMark] in
        let style = MarkStyle.series(index)
        let line = LineMark(
          x: series.points.map { place($0.x, curve.x) },
          y: series.points.map { place($0.y, curve.y) }, style: style, label: series.name,
          showsPoints: series.points.count < 40)
        let intervals = series.points.compactMap { point in
          point.interval.map {
            IntervalMark.Interval(
              position: place(point.x, curve.x), low: place($0.low, curve.y),
              high: place($0.high, curve.y))
          }
        }
        return [IntervalMark(intervals, direction: .vertical, style: style), line]
      })
  }

  /// Where a value stands: its decimal logarithm on a logarithmic axis, nowhere at or below zero there.
  private static func place(_ value: Double, _ axis: StudyCurve.Axis) -> Double {
    guard axis.isLogarithmic else { return value }
    return value > 0 ? log10(value) : .nan
  }

  private static func axis(_ axis: StudyCurve.Axis, _ values: [Double]) -> Axis {
    guard axis.isLogarithmic else {
      return Axis(axis.name, unit: axis.unit == "1" ? .none : .si(axis.unit))
    }
    let logarithms = values.filter { $0 > 0 && $0.isFinite }.map { log10($0) }
    let low = Int((logarithms.min() ?? 0).rounded(.down))
    let high = max(low + 1, Int((logarithms.max() ?? 1).rounded(.up)))
    let step = max(1, (high - low + 5) / 6)
    return Axis(
      axis.unit == "1" ? axis.name : "\(axis.name) (\(axis.unit))",
      domain: Double(low)...Double(high),
      labels: stride(from: low, through: high, by: step).map {
        .init(position: Double($0), text: "1e\($0)")
      })
  }

  private static func numbers(_ curve: StudyCurve) -> Markup {
    Block.table(
      curve.title, [curve.x.name, "series", curve.y.name, "95 % interval"],
      curve.series.flatMap { series in
        series.points.map { point in
          [
            text(point.x, curve.x.unit), series.name, text(point.y, curve.y.unit),
            point.interval.map { text($0, curve.y.unit) } ?? "",
          ]
        }
      })
  }

  var provenance: Markup {
    Block.section("Provenance, and how to make this again", id: "provenance") {
      Block.table(
        "Provenance", ["what", "value"],
        [
          ["study", result.study], ["seed", String(result.seed)],
          ["extent", result.isQuick ? "quick" : "full"], ["larmor", result.version],
          ["result format", result.schema],
          [
            "measurements",
            result.measurements.map { "\($0.id) (\($0.kind))" }.joined(separator: ", "),
          ],
        ], isNumeric: false)
      element("h3") { "Commands" }
      element("pre", ["tabindex": "0"]) {
        "larmor study \(result.study) --seed \(result.seed)\(result.isQuick ? " --quick" : "") -o RUN\n"
          + "larmor report RUN"
      }
      element("details", ["open": "open"]) {
        element("summary") { "Configuration" }
        element("pre", ["tabindex": "0"]) { result.configuration }
      }
    }
  }
}

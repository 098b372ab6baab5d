import CoSimulation

extension CoSimulationReport {
  /// The read transient: drawn once for paper and for readers without scripts, and again by the
  /// page's script, which finds the data in the figure's attributes.
  var waveform: Markup {
    let found = result.waveform
    let traces = found.traces.filter { $0.values.count == found.time.count }
    let units = traces.map(\.unit).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    return Block.section("A read as ngspice sees it", id: "waveform") {
      if found.time.count < 2 || traces.isEmpty {
        element("p") { "No read transient was kept." }
      } else {
        element(
          "figure", ["class": "waveform", "data-time": Self.format(found.time)]
        ) {
          element("h3") { found.title }
          toggles(traces, units)
          for unit in units { panel(traces, of: unit) }
          element("output", ["class": "reading"])
          Self.controls
        }
        Block.details("Samples in numbers") { samples(traces) }
      }
    }
  }

  private func toggles(_ traces: [Waveform.Trace], _ units: [String]) -> Markup {
    element("div", ["class": "toggles", "role": "group", "aria-label": "Traces"]) {
      for (index, trace) in traces.enumerated() {
        let style = MarkStyle.series(index)
        element(
          "button",
          [
            "type": "button", "class": "toggle", "disabled": "disabled", "aria-pressed": "true",
            "data-panel": String(units.firstIndex(of: trace.unit) ?? 0),
            "data-colour": style.colour, "data-dash": style.dash.rawValue,
            "data-unit": trace.unit, "data-values": Self.format(trace.values),
          ]
        ) {
          element("svg", ["viewBox": "0 0 22 12", "aria-hidden": "true"]) {
            LineMark.stroke("M0 6H22", style)
          }
          element("span") { trace.name }
        }
      }
    }
  }

  private func panel(_ traces: [Waveform.Trace], of unit: String) -> Markup {
    Chart(
      summary: "\(result.waveform.title): traces in \(unit) over time.",
      x: Axis("time", unit: .si("s")),
      y: Axis(unit == "A" ? "current" : unit == "V" ? "voltage" : "value", unit: .si(unit)),
      marks: traces.enumerated().filter { $0.element.unit == unit }.map {
        LineMark(x: result.waveform.time, y: $0.element.values, style: .series($0.offset))
      }, width: 920, height: 320
    ).draw()
  }

  private static var controls: Markup {
    element("div", ["class": "controls", "hidden": "hidden"]) {
      for (action, name) in [
        ("in", "Zoom in (+)"), ("out", "Zoom out (−)"), ("reset", "Reset (0)"),
      ] {
        element("button", ["type": "button", "data-action": action]) { name }
      }
      element("span", ["class": "hint"]) {
        "Drag over a span to zoom into it. With the chart in focus: wheel, + and −, arrow keys, 0."
      }
    }
  }

  private func samples(_ traces: [Waveform.Trace]) -> [Markup] {
    let time = result.waveform.time
    let step = max(1, (time.count + Self.largestTable - 1) / Self.largestTable)
    let table = Block.table(
      "Samples of the read", ["time"] + traces.map { "\($0.name) (\($0.unit))" },
      stride(from: 0, to: time.count, by: step).map { index in
        [NumberText.engineering(time[index], unit: "s")]
          + traces.map { NumberText.engineering($0.values[index], unit: $0.unit) }
      })
    guard step > 1 else { return [table] }
    let note = "One of \(step) samples is listed; result.json has them all."
    return [element("p", ["class": "hint"]) { note }, table]
  }

  /// Numbers for the page's script, separated by spaces; what is not finite becomes a gap.
  static func format(_ values: [Double]) -> String {
    values.map { $0.isFinite ? "\($0)" : "nan" }.joined(separator: " ")
  }

  /// Rows of a table beyond which a page gets slow.
  private static let largestTable = 500
}

import Circuits
import Quantities

extension CardBuffer {
  mutating func write(_ analysis: AnalysisCard) {
    put(".")
    put(analysis.name)
    switch analysis {
    case .operatingPoint: break
    case .sweep(let inner, let outer):
      for sweep in [inner] + (outer.map { [$0] } ?? []) {
        blank()
        write(sweep.source)
        for number in [sweep.start, sweep.stop, sweep.step] {
          blank()
          write(number)
        }
      }
    case .transient(let step, let stop, let start, let maximumStep, let useInitialConditions):
      for time in dialect == .hspice ? [step, stop] : [step, stop, start, maximumStep] {
        blank()
        write(time.value)
      }
      if dialect == .hspice, start.value != 0 {
        put(" start=")
        write(start.value)
      }
      if useInitialConditions { put(" uic") }
      if dialect == .hspice {
        put("\n.option delmax=")
        write(maximumStep.value)
      }
    case .smallSignal(let points, let from, let to):
      put(" dec ")
      write(points)
      blank()
      write(from.value)
      blank()
      write(to.value)
    }
    newline()
  }

  /// A command, the analysis that it is for where it names one, and its probes in lines of eight.
  mutating func write(
    _ command: StaticString, _ analysis: StaticString?, _ probes: [Probe]
  ) {
    guard !probes.isEmpty else { return }
    put(command)
    if let analysis {
      blank()
      put(analysis)
    }
    for (index, probe) in probes.enumerated() {
      index > 0 && index % 8 == 0 ? put("\n+ ") : blank()
      write(probe)
    }
    newline()
  }

  mutating func write(_ probe: Probe) {
    switch probe {
    case .voltage(let net):
      put("v(")
      write(net)
    case .current(let name):
      put("i(")
      write(name)
    }
    put(")")
  }

  mutating func write(_ measurement: MeasureCard) {
    if case .sweepValue = measurement.kind { put(".measure dc ") } else { put(".measure tran ") }
    write(measurement.name)
    switch measurement.kind {
    case .statistic(let statistic, let probe, let from, let to):
      blank()
      write(raw: statistic.rawValue)
      blank()
      write(probe)
      put(" from=")
      write(from.value)
      put(" to=")
      write(to.value)
    case .value(let probe, let time):
      put(" find ")
      write(probe)
      put(" at=")
      write(time.value)
    case .crossing(let crossing):
      put(" when ")
      write(crossing.probe)
      put("=")
      write(crossing.level)
      write(crossing.edge, crossing.count)
    case .delay(let first, let second):
      put(" trig ")
      writeTrigger(first)
      put(" targ ")
      writeTrigger(second)
    case .difference(let first, let second):
      put(dialect == .xyce ? " eqn {" : " param='")
      write(first)
      put("-")
      write(second)
      put(dialect == .xyce ? "}" : "'")
    case .sweepValue(let probe, let level):
      put(" find ")
      write(probe)
      put(" at=")
      write(level)
    }
    newline()
  }

  private mutating func writeTrigger(_ crossing: MeasureCard.Crossing) {
    write(crossing.probe)
    put(dialect == .xyce ? "=" : " val=")
    write(crossing.level)
    write(crossing.edge, crossing.count)
  }

  private mutating func write(_ edge: MeasureCard.Edge, _ count: Int) {
    blank()
    write(raw: edge.rawValue)
    put("=")
    write(count)
  }
}

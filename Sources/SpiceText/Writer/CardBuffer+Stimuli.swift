import Circuits

extension CardBuffer {
  /// What an independent source does, after its nets.
  mutating func write(_ stimulus: Stimulus) {
    switch stimulus {
    case .dc(let level):
      put("dc ")
      write(level)
    case .pulse(let pulse):
      put("pulse(")
      writeList(
        [pulse.low, pulse.high, pulse.delay, pulse.rise, pulse.fall, pulse.width]
          + (pulse.period.map { [$0] } ?? []))
    case .piecewiseLinear(let points):
      put("pwl(")
      for (index, point) in points.enumerated() {
        // Long tables go on in further lines, four points each.
        if index > 0 { index % 4 == 0 ? put("\n+ ") : blank() }
        write(point.time)
        blank()
        write(point.level)
      }
      put(")")
    case .sine(let offset, let amplitude, let frequency, let delay, let damping):
      put("sin(")
      writeList([offset, amplitude, frequency, delay, damping])
    case .smallSignal(let dc, let magnitude):
      put("dc ")
      write(dc)
      put(" ac ")
      write(magnitude)
    case .gaussian(let deviation, let interval):
      put("dc 0 trrandom(")
      writeList([2, interval, 0, deviation, 0])
    case .external: put("external")
    }
  }

  private mutating func writeList(_ values: [Value]) {
    for (index, value) in values.enumerated() {
      if index > 0 { blank() }
      write(value)
    }
    put(")")
  }
}

extension Element {
  /// The element with its nets, the devices its formulas name, and its values changed.
  public func mapped(
    net: (Net) -> Net, device: (Label) -> Label, value: (Value) -> Value
  ) -> Element {
    func formula(_ expression: Formula) -> Formula {
      switch value(.expression(expression)) {
      case .number(let number): .number(number)
      case .expression(let inner): inner.renamed(net: net, device: device)
      }
    }
    func full(_ old: Value) -> Value {
      guard case .expression(let expression) = value(old) else { return value(old) }
      return .expression(expression.renamed(net: net, device: device))
    }
    func all(_ parameters: [Parameter]) -> [Parameter] {
      parameters.map { Parameter($0.name, full($0.value)) }
    }
    switch self {
    case .resistor(let a, let b, let v): return .resistor(net(a), net(b), full(v))
    case .capacitor(let a, let b, let v, let initial):
      return .capacitor(net(a), net(b), full(v), initial: initial.map(full))
    case .inductor(let a, let b, let v): return .inductor(net(a), net(b), full(v))
    case .voltageSource(let a, let b, let s):
      return .voltageSource(net(a), net(b), s.mapped(value))
    case .currentSource(let a, let b, let s):
      return .currentSource(net(a), net(b), s.mapped(value))
    case .behaviouralVoltage(let a, let b, let e):
      return .behaviouralVoltage(net(a), net(b), formula(e))
    case .behaviouralCurrent(let a, let b, let e):
      return .behaviouralCurrent(net(a), net(b), formula(e))
    case .controlledVoltage(let a, let b, let c, let d, let gain):
      return .controlledVoltage(net(a), net(b), control: net(c), net(d), gain: full(gain))
    case .controlledCurrent(let a, let b, let c, let d, let gain):
      return .controlledCurrent(net(a), net(b), control: net(c), net(d), gain: full(gain))
    case .transistor(let d, let g, let s, let b, let model, let p):
      return .transistor(
        drain: net(d), gate: net(g), source: net(s), bulk: net(b), model: model, all(p))
    case .diode(let a, let b, let model, let p):
      return .diode(net(a), net(b), model: model, all(p))
    case .voltageSwitch(let a, let b, let c, let d, let model):
      return .voltageSwitch(net(a), net(b), control: net(c), net(d), model: model)
    case .instance(let target, let nets, let p):
      return .instance(of: target, nets.map(net), all(p))
    }
  }
}

extension Stimulus {
  /// The stimulus with each of its values changed.
  func mapped(_ value: (Value) -> Value) -> Stimulus {
    switch self {
    case .dc(let level): return .dc(value(level))
    case .pulse(let p):
      return .pulse(
        Pulse(
          low: value(p.low), high: value(p.high), delay: value(p.delay), rise: value(p.rise),
          fall: value(p.fall), width: value(p.width), period: p.period.map(value)))
    case .piecewiseLinear(let points):
      return .piecewiseLinear(points.map { Point(value($0.time), value($0.level)) })
    case .sine(let a, let b, let c, let d, let e):
      return .sine(
        offset: value(a), amplitude: value(b), frequency: value(c), delay: value(d),
        damping: value(e))
    case .smallSignal(let dc, let magnitude):
      return .smallSignal(dc: value(dc), magnitude: value(magnitude))
    case .gaussian(let deviation, let interval):
      return .gaussian(deviation: value(deviation), interval: value(interval))
    case .external: return .external
    }
  }
}

import Circuits

extension CardBuffer {
  /// The card of a device, with its line end.
  @inline(__always)
  mutating func write(_ name: Label, _ element: Element) {
    if dialect == .hspice { writeLetter(element) }
    write(name)
    switch element {
    case .resistor(let a, let b, let value):
      write(a, b)
      writeTwoPole(value, keyword: "r=")
    case .capacitor(let a, let b, let value, let initial):
      write(a, b)
      writeTwoPole(value, keyword: "c=")
      if let initial {
        put(" ic=")
        write(initial)
      }
    case .inductor(let a, let b, let value):
      write(a, b)
      writeTwoPole(value, keyword: "l=")
    default: writeOther(element)
    }
    newline()
  }

  @inline(__always)
  private mutating func write(_ a: Net, _ b: Net) {
    blank()
    write(a)
    blank()
    write(b)
    blank()
  }

  /// A value, or the formula of a behavioural element after its keyword.
  @inline(__always)
  private mutating func writeTwoPole(_ value: Value, keyword: StaticString) {
    if case .expression(let expression) = value, expression.isBehavioural {
      put(keyword)
      writeBehaviour(expression)
    } else {
      write(value)
    }
  }

  private mutating func writeOther(_ element: Element) {
    switch element {
    case .resistor, .capacitor, .inductor: break
    case .voltageSource(let a, let b, let stimulus), .currentSource(let a, let b, let stimulus):
      write(a, b)
      write(stimulus)
    case .behaviouralVoltage(let a, let b, let expression):
      write(a, b)
      put(dialect == .hspice ? "vol=" : "v=")
      writeBehaviour(expression)
    case .behaviouralCurrent(let a, let b, let expression):
      write(a, b)
      put(dialect == .hspice ? "cur=" : "i=")
      writeBehaviour(expression)
    case .controlledVoltage(let a, let b, let c, let d, let gain),
      .controlledCurrent(let a, let b, let c, let d, let gain):
      write(a, b)
      write(c)
      blank()
      write(d)
      blank()
      write(gain)
    case .transistor(let drain, let gate, let source, let bulk, let model, let parameters):
      for net in [drain, gate, source, bulk] {
        blank()
        write(net)
      }
      blank()
      write(model)
      write(parameters)
    case .diode(let a, let b, let model, let parameters):
      write(a, b)
      write(model)
      write(parameters)
    case .voltageSwitch(let a, let b, let c, let d, let model):
      write(a, b)
      write(c)
      blank()
      write(d)
      blank()
      write(model)
    case .instance(let target, let nets, let parameters):
      for net in nets {
        blank()
        write(net)
      }
      blank()
      write(target)
      write(parameters)
    }
  }

  /// HSPICE has no B devices: they are E or G, whose names start so.
  private mutating func writeLetter(_ element: Element) {
    switch element {
    case .behaviouralVoltage: put("e")
    case .behaviouralCurrent: put("g")
    default: break
    }
  }

  private mutating func writeBehaviour(_ expression: Formula) {
    switch dialect {
    case .ngspice: writeFormula(expression, behavioural: true)
    case .hspice:
      put("'")
      writeFormula(expression, behavioural: true)
      put("'")
    case .xyce:
      put("{")
      writeFormula(expression, behavioural: true)
      put("}")
    }
  }
}

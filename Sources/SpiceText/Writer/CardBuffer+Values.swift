import Circuits

extension CardBuffer {
  /// A number as it is; a formula in the braces or quotes of the dialect.
  @inline(__always)
  mutating func write(_ value: Value) {
    switch value {
    case .number(let number): write(number)
    case .expression(let expression): writeQuoted(expression)
    }
  }

  /// A formula over parameters alone, to be worked out when the netlist is read.
  mutating func writeQuoted(_ expression: Formula) {
    dialect == .hspice ? put("'") : put("{")
    writeFormula(expression, behavioural: false)
    dialect == .hspice ? put("'") : put("}")
  }

  /// Parameters and their values, each after a blank.
  mutating func write(_ parameters: [Parameter]) {
    for parameter in parameters {
      blank()
      write(raw: parameter.name)
      put("=")
      write(parameter.value)
    }
  }

  /// The formula; in a behavioural one ngspice wants what it can work out beforehand in braces.
  mutating func writeFormula(
    _ expression: Formula, behavioural: Bool, above: Int = 0, isRight: Bool = false
  ) {
    if behavioural, dialect == .ngspice, expression.isParametric {
      // ngspice 39 pastes what the braces hold without brackets: {1+a}*v(b) becomes 1 + a*v(b).
      var grouped = false
      if case .binary(let op, _, _) = expression {
        grouped = op.precedence < above || (isRight && op.precedence == above)
      }
      put(grouped ? "{(" : "{")
      writeFormula(expression, behavioural: false)
      put(grouped ? ")}" : "}")
      return
    }
    switch expression {
    case .number(let number):
      if number < 0 { put("(") }
      write(number)
      if number < 0 { put(")") }
    case .parameter(let name): write(raw: name)
    case .voltage(let a, let b):
      put("v(")
      write(a)
      if let b {
        put(",")
        write(b)
      }
      put(")")
    case .current(let name):
      put("i(")
      write(name)
      put(")")
    case .time: put("time")
    case .negated(let operand):
      put("(-")
      writeFormula(operand, behavioural: behavioural, above: 7)
      put(")")
    case .binary(let op, let a, let b):
      // Each side in brackets unless it binds more tightly; a right operand also when equal.
      let mine = op.precedence
      let brackets = mine < above || (mine == above && (isRight || op == .power))
      if brackets { put("(") }
      writeFormula(a, behavioural: behavioural, above: mine)
      write(raw: op.rawValue)
      writeFormula(b, behavioural: behavioural, above: mine, isRight: true)
      if brackets { put(")") }
    case .call(let name, let arguments):
      write(raw: name)
      put("(")
      for (index, argument) in arguments.enumerated() {
        if index > 0 { put(",") }
        writeFormula(argument, behavioural: behavioural)
      }
      put(")")
    case .choice(let condition, let then, let otherwise):
      put("(")
      writeFormula(condition, behavioural: behavioural, above: 1)
      put(" ? ")
      writeFormula(then, behavioural: behavioural, above: 1)
      put(" : ")
      writeFormula(otherwise, behavioural: behavioural, above: 1)
      put(")")
    }
  }
}

import Circuits

extension CardBuffer {
  mutating func write(_ model: Model) {
    put(".model ")
    write(model.name)
    blank()
    write(raw: model.type)
    // Five parameters a line: a transistor card has two hundred.
    for (index, parameter) in model.parameters.enumerated() {
      index % 5 == 0 ? put("\n+ ") : blank()
      write(raw: parameter.name)
      put("=")
      write(parameter.value)
    }
    newline()
  }

  mutating func write(_ parameter: Parameter) {
    put(".param ")
    write(raw: parameter.name)
    put("=")
    write(parameter.value)
    newline()
  }

  mutating func write(_ subcircuit: Subcircuit) {
    put(".subckt ")
    write(subcircuit.name)
    for port in subcircuit.ports {
      blank()
      write(port)
    }
    if !subcircuit.parameters.isEmpty, dialect == .xyce { put(" params:") }
    write(subcircuit.parameters)
    newline()
    for model in subcircuit.models { write(model) }
    for item in subcircuit.items { write(item) }
    put(".ends ")
    write(subcircuit.name)
    newline()
  }

  mutating func write(_ item: Item) {
    switch item {
    case .comment(let text): write(comment: text)
    case .device(let device): write(device.name, device.element)
    }
  }
}

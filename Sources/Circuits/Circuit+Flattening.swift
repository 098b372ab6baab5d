extension Circuit {
  /// The same circuit without subcircuits and parameters: every instance expanded, every formula over
  /// parameters a plain number.
  ///
  /// Device `m1` of instance `xa` becomes `m.xa.m1` and its inner net `n` becomes `xa.n`, as ngspice
  /// itself names them. Models stay. Fails with every issue of the circuit when it is not sound.
  public func flattened() throws(CircuitError) -> Circuit {
    try check()
    var scope: [String: Double] = [:]
    for parameter in parameters {
      scope[parameter.name.lowercased()] = parameter.value.number(scope)
    }
    let definitions = Dictionary(
      subcircuits.map { ($0.name.text.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    var flat = Circuit(title)
    flat.notes = notes
    flat.models = models.map { $0.resolved(scope) }
    for model in subcircuits.flatMap(\.models) { flat.models.append(model.resolved(scope)) }
    let top = Expansion(path: "", scope: scope, nets: [:], definitions: definitions)
    for item in items {
      switch item {
      case .comment: flat.items.append(item)
      case .device(let device): top.expand(device, into: &flat.items)
      }
    }
    flat.initialVoltages = initialVoltages.map {
      InitialVoltage($0.net, $0.level.resolved(scope))
    }
    return flat
  }
}

extension Model {
  /// The model with every parameter of `scope` put in.
  func resolved(_ scope: [String: Double]) -> Model {
    var model = self
    model.parameters = parameters.map { Parameter($0.name, $0.value.resolved(scope)) }
    return model
  }
}

/// One instance on its way to plain devices: where it is, what its names stand for.
private struct Expansion {
  let path: String
  let scope: [String: Double]
  /// What each port, in lower case, is connected to outside.
  let nets: [String: Net]
  let definitions: [String: Subcircuit]

  func expand(_ device: Device, into items: inout [Item]) {
    guard case .instance(let target, let connections, let given) = device.element,
      let definition = definitions[target.text.lowercased()]
    else {
      items.append(
        .device(
          Device(
            name(device.name, device.element.letter),
            device.element.mapped(
              net: net, device: { name($0, $0.text.lowercased().first ?? "v") },
              value: { $0.resolved(scope) }))))
      return
    }
    var inner = scope
    for parameter in definition.parameters {
      inner[parameter.name.lowercased()] = parameter.value.number(inner)
    }
    for parameter in given {
      inner[parameter.name.lowercased()] = parameter.value.number(scope)
    }
    let ports = zip(definition.ports, connections).map { ($0.description.lowercased(), net($1)) }
    let expansion = Expansion(
      path: path + device.name.text + ".", scope: inner,
      nets: Dictionary(ports, uniquingKeysWith: { first, _ in first }), definitions: definitions)
    for item in definition.devices { expansion.expand(item, into: &items) }
  }

  private func name(_ name: Label, _ letter: Character) -> Label {
    path.isEmpty ? name : Label("\(letter).\(path)\(name.text)")
  }

  private func net(_ net: Net) -> Net {
    if net.isGround || path.isEmpty { return net }
    return nets[net.description.lowercased()] ?? Net(Label(path + net.description))
  }
}

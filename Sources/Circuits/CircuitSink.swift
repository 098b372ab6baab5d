/// Takes a circuit piece by piece: collected into a `Circuit`, or written straight to a file.
public protocol CircuitSink {
  /// Takes a remark.
  mutating func add(comment: String) throws
  /// Takes a global parameter.
  mutating func add(_ parameter: Parameter) throws
  /// Takes a model.
  mutating func add(_ model: Model) throws
  /// Takes a subcircuit definition.
  mutating func add(_ subcircuit: Subcircuit) throws
  /// Takes a device of the top level.
  mutating func add(_ name: Label, _ element: Element) throws
  /// Takes a voltage to start from.
  mutating func add(_ initial: Circuit.InitialVoltage) throws
}

/// Something that can describe itself as a circuit, piece by piece and always in the same order.
///
/// Arrays conform, so that one of a million cells is written without ever standing in memory.
public protocol CircuitSource {
  /// What the circuit is, in one line.
  var title: String { get }
  /// Remarks for the head of the netlist.
  var notes: [String] { get }
  /// Hands every piece to `sink`.
  func emit(into sink: inout some CircuitSink) throws
}

extension Circuit: CircuitSink {
  public mutating func add(comment: String) { items.append(.comment(comment)) }
  public mutating func add(_ parameter: Parameter) { parameters.append(parameter) }
  public mutating func add(_ model: Model) { models.append(model) }
  public mutating func add(_ subcircuit: Subcircuit) { subcircuits.append(subcircuit) }
  public mutating func add(_ name: Label, _ element: Element) {
    items.append(.device(Device(name, element)))
  }
  public mutating func add(_ initial: InitialVoltage) { initialVoltages.append(initial) }
}

extension Circuit: CircuitSource {
  public func emit(into sink: inout some CircuitSink) throws {
    for parameter in parameters { try sink.add(parameter) }
    for model in models { try sink.add(model) }
    for subcircuit in subcircuits { try sink.add(subcircuit) }
    for item in items {
      switch item {
      case .comment(let text): try sink.add(comment: text)
      case .device(let device): try sink.add(device.name, device.element)
      }
    }
    for initial in initialVoltages { try sink.add(initial) }
  }
}

extension CircuitSource {
  /// The whole circuit in memory.
  public func circuit() throws -> Circuit {
    var circuit = Circuit(title)
    circuit.notes = notes
    try emit(into: &circuit)
    return circuit
  }
}

/// The devices of one subcircuit, or of the top level, seen with the names they can refer to.
struct Scope {
  let name: String?
  let devices: [Device]
  let ports: [Net]
  let library: Circuit.Library

  func issues() -> [CircuitIssue] {
    var issues: [CircuitIssue] = []
    var names: Set<String> = []
    var connections: [String: Int] = [:]
    for port in ports where !port.isGround { connections[port.description.lowercased()] = 1 }
    for device in devices {
      if !names.insert(device.name.text.lowercased()).inserted {
        issues.append(
          issue(
            .duplicateName, device, "two devices are called '\(device.name)'",
            remedy: "rename one of them"))
      }
      // A single pin of an instance may be an output that nobody needs.
      let weight = if case .instance = device.element { 2 } else { 1 }
      for net in device.element.nets + sensed(by: device.element) where !net.isGround {
        connections[net.description.lowercased(), default: 0] += weight
      }
      issues += nameIssues(device) + referenceIssues(device) + valueIssues(device)
    }
    return issues + floating(connections)
  }

  func issue(
    _ code: CircuitIssue.Code, _ device: Device, _ message: String, remedy: String,
    severity: CircuitIssue.Severity = .error
  ) -> CircuitIssue {
    CircuitIssue(
      code, severity, scope: name, subject: device.name.text, message, remedy: remedy)
  }

  private func floating(_ connections: [String: Int]) -> [CircuitIssue] {
    connections.filter { $0.value < 2 }.keys.sorted().map { net in
      let port = ports.contains { $0.description.lowercased() == net }
      return CircuitIssue(
        .floatingNet, .warning, scope: name, subject: net,
        port
          ? "no device is connected to the port '\(net)'"
          : "the net '\(net)' has a single connection",
        remedy: "connect it, or check the spelling of its name")
    }
  }

  private func sensed(by element: Element) -> [Net] {
    var nets: [Net] = []
    for case .expression(let expression) in element.values {
      expression.walk { part in
        if case .voltage(let a, let b) = part { nets += [a] + (b.map { [$0] } ?? []) }
      }
    }
    return nets
  }

  private func nameIssues(_ device: Device) -> [CircuitIssue] {
    let text = device.name.text
    var issues: [CircuitIssue] = []
    if text.lowercased().first != device.element.letter {
      issues.append(
        issue(
          .wrongLetter, device,
          "the name '\(text)' does not start with '\(device.element.letter)', as SPICE wants it",
          remedy: "call it '\(device.element.letter)\(text)'"))
    }
    for name in [text] + device.element.nets.map(\.description) where !Self.isLegal(name) {
      issues.append(
        issue(
          .illegalName, device, "'\(name)' has characters that a netlist gives another meaning",
          remedy: "use letters, digits, and . _ # $ [ ] : / + -"))
    }
    return issues
  }

  /// Whether `name` is one word to every dialect.
  static func isLegal(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "._#$[]:/+-<>!@".utf8.contains(byte)
        }
      }
  }
}

extension Circuit {
  /// Everything that is wrong with the circuit, in its own order; empty when it is sound.
  ///
  /// Looks for names that clash or do not fit their device, models, subcircuits and parameters that
  /// are not defined, wrong pin counts, values that no simulator takes, times that fall, and nets
  /// with a single connection. It does not look for nets without a path to ground for direct
  /// current: a simulator tells of those.
  public func validate() -> [CircuitIssue] {
    var issues: [CircuitIssue] = []
    if devices.isEmpty {
      issues.append(
        CircuitIssue(
          .emptyCircuit, subject: title, "the circuit '\(title)' has no devices",
          remedy: "add a device"))
    }
    let library = Library(
      models: Set(models.map { $0.name.text.lowercased() }),
      ports: Dictionary(
        subcircuits.map { ($0.name.text.lowercased(), $0.ports.count) },
        uniquingKeysWith: { first, _ in first }),
      parameters: Set(parameters.map { $0.name.lowercased() }))
    issues += duplicates(of: subcircuits.map(\.name), kind: "subcircuit")
    issues += duplicates(of: models.map(\.name), kind: "model")
    for subcircuit in subcircuits {
      var inner = library
      inner.models.formUnion(subcircuit.models.map { $0.name.text.lowercased() })
      inner.parameters.formUnion(subcircuit.parameters.map { $0.name.lowercased() })
      issues += Scope(
        name: subcircuit.name.text, devices: subcircuit.devices, ports: subcircuit.ports,
        library: inner
      ).issues()
    }
    issues += Scope(name: nil, devices: devices, ports: [], library: library).issues()
    if !devices.isEmpty, !devices.contains(where: { $0.element.nets.contains(where: \.isGround) }) {
      issues.append(
        CircuitIssue(
          .noGround, subject: "0", "no device of the top level is connected to ground",
          remedy: "call the reference net 0"))
    }
    return issues + recursions()
  }

  /// Throws every issue when one of them is an error.
  public func check() throws(CircuitError) {
    let issues = validate()
    if issues.contains(where: { $0.severity == .error }) { throw CircuitError(issues) }
  }

  /// Names that a scope can refer to, in lower case.
  struct Library {
    var models: Set<String>
    var ports: [String: Int]
    var parameters: Set<String>
  }

  private func duplicates(of names: [Label], kind: String) -> [CircuitIssue] {
    var seen: Set<String> = []
    return names.filter { !seen.insert($0.text.lowercased()).inserted }.map {
      CircuitIssue(
        .duplicateName, subject: $0.text, "the \(kind) '\($0)' is defined twice",
        remedy: "rename one of them")
    }
  }

  private func recursions() -> [CircuitIssue] {
    let uses = Dictionary(
      subcircuits.map { subcircuit in
        (
          subcircuit.name.text.lowercased(),
          subcircuit.devices.compactMap { device -> String? in
            guard case .instance(let target, _, _) = device.element else { return nil }
            return target.text.lowercased()
          }
        )
      }, uniquingKeysWith: { first, _ in first })
    return subcircuits.filter { subcircuit in
      let start = subcircuit.name.text.lowercased()
      var (pending, seen) = (uses[start] ?? [], Set<String>())
      while let name = pending.popLast() {
        if name == start { return true }
        if seen.insert(name).inserted { pending += uses[name] ?? [] }
      }
      return false
    }.map {
      CircuitIssue(
        .recursion, subject: $0.name.text, "the subcircuit '\($0.name)' contains itself",
        remedy: "break the circle of instances")
    }
  }
}

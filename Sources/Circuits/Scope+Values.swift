extension Scope {
  /// Models, subcircuits, pin counts and parameters that do not exist.
  func referenceIssues(_ device: Device) -> [CircuitIssue] {
    var issues: [CircuitIssue] = []
    switch device.element {
    case .transistor(_, _, _, _, let model, _), .diode(_, _, let model, _),
      .voltageSwitch(_, _, _, _, let model):
      if !library.models.contains(model.text.lowercased()) {
        issues.append(
          issue(
            .unknownModel, device,
            "'\(device.name)' names the model '\(model)', which is not there",
            remedy: "add the model or mend the name"))
      }
    case .instance(let target, let nets, _):
      guard let pins = library.ports[target.text.lowercased()] else {
        issues.append(
          issue(
            .unknownSubcircuit, device,
            "'\(device.name)' names the subcircuit '\(target)', which is not there",
            remedy: "add the definition or mend the name"))
        break
      }
      if pins != nets.count {
        issues.append(
          issue(
            .pinCount, device,
            "'\(device.name)' connects \(nets.count) nets, but '\(target)' has \(pins) ports",
            remedy: "give one net for each port"))
      }
    default: break
    }
    for case .expression(let expression) in device.element.values {
      expression.walk { part in
        if case .parameter(let name) = part, !library.parameters.contains(name.lowercased()) {
          issues.append(
            issue(
              .undefinedParameter, device,
              "'\(device.name)' uses the parameter '\(name)', which is not defined",
              remedy: "define it with .param or mend the name"))
        }
      }
    }
    return issues
  }

  /// Numbers that no simulator takes, or takes wrongly.
  func valueIssues(_ device: Device) -> [CircuitIssue] {
    var issues: [CircuitIssue] = []
    for value in device.element.values {
      if let number = value.number(), !number.isFinite {
        issues.append(
          issue(
            .notFinite, device, "'\(device.name)' has the value \(number)",
            remedy: "give a finite number"))
      }
    }
    switch device.element {
    case .resistor(_, _, let value):
      if value.number() == 0 {
        issues.append(
          issue(
            .zeroResistance, device, "'\(device.name)' has 0 ohm, which SPICE turns into 1 mohm",
            remedy: "join the nets or use a 0 V source"))
      }
    case .capacitor(_, _, let value, _), .inductor(_, _, let value):
      if let number = value.number(), number < 0 {
        issues.append(
          issue(
            .negativeElement, device, "'\(device.name)' has the negative value \(number)",
            remedy: "check the sign", severity: .warning))
      }
    case .voltageSource(_, _, .piecewiseLinear(let points)),
      .currentSource(_, _, .piecewiseLinear(let points)):
      issues += timeIssues(device, points)
    default: break
    }
    return issues
  }

  private func timeIssues(_ device: Device, _ points: [Stimulus.Point]) -> [CircuitIssue] {
    let times = points.compactMap { $0.time.number() }
    guard times.count == points.count else { return [] }
    return zip(times, times.dropFirst()).filter { $0 >= $1 }.prefix(1).map { earlier, later in
      issue(
        .fallingTime, device,
        "the times of '\(device.name)' do not rise: \(later) s follows \(earlier) s",
        remedy: "order the points by time and give each its own")
    }
  }
}

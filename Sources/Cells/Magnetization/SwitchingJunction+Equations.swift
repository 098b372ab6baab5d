import Circuits

extension SwitchingJunction {
  private static let m: [Formula] = [.voltage("mx"), .voltage("my"), .voltage("mz")]

  private func parameter(_ name: String) -> Formula { .parameter(name) }

  /// The bias over the barrier.
  private var bias: Formula {
    self == .spinOrbit ? .voltage("t", "w") : .voltage("p", "f")
  }

  /// The barrier, and the strip under it.
  var conduction: [Item] {
    let (rp, tmr, vh) = (parameter("rp"), parameter("tmr"), parameter("vh"))
    let square = vh * vh
    let state = tmr * (1 + Self.m[2]) / 2
    let current =
      bias * (square * (1 + state) + bias * bias)
      / (rp * (square * (1 + tmr) + bias * bias))
    let (top, bottom): (Net, Net) = self == .spinOrbit ? ("t", "w") : ("p", "f")
    var items: [Item] = [
      .comment("conduction: linear in mz, with a magnetoresistance that falls with bias"),
      .device("vj", .voltageSource(top, "pi", .dc(.number(0)))),
      .device("bj", .behaviouralCurrent("pi", bottom, current)),
    ]
    if self == .spinOrbit {
      let half = Value.expression(parameter("rw") / 2)
      items += [
        .device("rl", .resistor("l", "w", half)), .device("rr", .resistor("w", "r", half)),
      ]
    }
    return items
  }

  /// The torque field of the spin current and, for the strip, that along y.
  var torque: [Item] {
    var items: [Item] = [
      .comment("damping-like spin-transfer field in tesla"),
      .device(
        "baj",
        .behaviouralVoltage(
          "aj", .ground,
          -parameter("kst") * .current("vj") / (1 + parameter("ks") * Self.m[2]))),
    ]
    if self == .spinOrbit {
      items += [
        .comment("damping-like spin-orbit field along y in tesla"),
        .device(
          "bas",
          .behaviouralVoltage(
            "as", .ground, parameter("kso") * .voltage("l", "r") / parameter("rw"))),
      ]
    }
    return items
  }

  /// W = A1 + m x A2, then dm/dt.
  var motion: [Item] {
    let m = Self.m
    let (alpha, rfl) = (parameter("alpha"), parameter("rfl"))
    let aj = Formula.voltage("aj")
    var axial = parameter("bk")
    if self != .spinTransfer { axial = axial - parameter("kv") * bias }
    let b: [Formula] = [
      .voltage("hx"), .voltage("hy") - parameter("by") * m[1], .voltage("hz") + axial * m[2],
    ]
    let field: [Net] = ["bx", "by", "bz"]
    let effective: [Formula] = field.map { .voltage($0) }
    var first = effective
    var second = effective.map { alpha * $0 }
    first[2] = first[2] + (rfl - alpha) * aj
    second[2] = second[2] + (1 + alpha * rfl) * aj
    if self == .spinOrbit {
      let rso = parameter("rso")
      first[1] = first[1] + (rso - alpha) * .voltage("as")
      second[1] = second[1] + (1 + alpha * rso) * .voltage("as")
    }
    let torqueNets: [Net] = ["wx", "wy", "wz"]
    let w: [Formula] = torqueNets.map { .voltage($0) }
    let outer = Self.cross(m, second)
    let turning = Self.cross(w, m)
    let rate = 1e-9 * (parameter("gam") / (1 + alpha * alpha))
    let length = m[0] * m[0] + m[1] * m[1] + m[2] * m[2]
    let stay = Formula.number(20) * (1 - length)  // 1e-9 n with n = 20/ns
    var items: [Item] = [.comment("effective field in tesla")]
    for k in 0..<3 {
      items.append(.device(["bbx", "bby", "bbz"][k], .behaviouralVoltage(field[k], .ground, b[k])))
    }
    items.append(.comment("W = A1 + m x A2"))
    for k in 0..<3 {
      items.append(
        .device(
          ["bwx", "bwy", "bwz"][k],
          .behaviouralVoltage(torqueNets[k], .ground, first[k] + outer[k])))
    }
    items.append(.comment("dm/dt = g (W x m) + n (1 - |m|^2) m"))
    let start: [Formula] = [
      .call("sin", [parameter("theta")]) * .call("cos", [parameter("phi")]),
      .call("sin", [parameter("theta")]) * .call("sin", [parameter("phi")]),
      .call("cos", [parameter("theta")]),
    ]
    for (k, net) in (["mx", "my", "mz"] as [Net]).enumerated() {
      items += [
        .device(
          ["cx", "cy", "cz"][k],
          .capacitor(net, .ground, 1e-9, initial: .expression(start[k]))),
        .device(
          ["bmx", "bmy", "bmz"][k],
          .behaviouralCurrent(.ground, net, rate * turning[k] + stay * m[k])),
        .device(["rx", "ry", "rz"][k], .resistor(net, .ground, 1e15)),
      ]
    }
    return items
  }

  /// The vector product, component by component.
  private static func cross(_ a: [Formula], _ b: [Formula]) -> [Formula] {
    [
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0],
    ]
  }
}

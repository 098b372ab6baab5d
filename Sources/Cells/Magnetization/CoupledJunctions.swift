public import Circuits
public import Quantities
public import Simulation
public import Spintronics

/// Junctions in a circuit whose magnetisation a worker integrates: what to put into the deck, and what
/// to ask of the worker.
///
/// Each junction becomes an instance of `mtj_state`, an external source on its state node, and a source
/// of gain one that makes its bias a vector. The deck is as large as with fixed states, and as fast.
public struct CoupledJunctions {
  /// One junction: its nets and its device; the strip's ends for a three-terminal one.
  public struct Junction {
    public var reference: Net
    public var free: Net
    public var strip: (left: Net, right: Net)?
    public var device: MTJDevice
    public var state: JunctionState

    /// A junction between two nets, its strip where it has one, and the state that it starts in.
    public init(
      _ reference: Net, _ free: Net, strip: (left: Net, right: Net)? = nil, device: MTJDevice,
      state: JunctionState
    ) {
      self.reference = reference
      self.free = free
      self.strip = strip
      self.device = device
      self.state = state
    }
  }

  private let junctions: [Junction]
  /// A prefix of every name that is added, so that several banks can stand in one circuit.
  private let prefix: String

  /// A bank of `junctions`; all have a strip or none has.
  public init(_ junctions: [Junction], prefix: String = "m") {
    self.junctions = junctions
    self.prefix = prefix
  }

  /// Adds the junctions to `circuit`, which needs `ReadJunction.stateSubcircuit`.
  public func add(to circuit: inout Circuit) {
    for (k, junction) in junctions.enumerated() {
      let state = Net(Label("\(prefix)z\(k)"))
      let device = junction.device
      circuit.add(
        Label("xj\(prefix)\(k)"),
        .instance(
          of: ReadJunction.stateName, [junction.reference, junction.free, state],
          [
            Parameter("rp", .number(device.parallelResistance.value)),
            Parameter("tmr", .number(device.tmr)),
            Parameter("vh", .number(device.halfBiasVoltage.value)),
          ]))
      circuit.add(Label("v\(prefix)z\(k)"), .voltageSource(state, .ground, .external))
      observe(junction.reference, junction.free, "\(prefix)b\(k)", &circuit)
      if let strip = junction.strip { observe(strip.left, strip.right, "\(prefix)s\(k)", &circuit) }
    }
  }

  private func observe(_ a: Net, _ b: Net, _ name: String, _ circuit: inout Circuit) {
    circuit.add(
      Label("e\(name)"), .controlledVoltage(Net(Label(name)), .ground, control: a, b, gain: 1))
  }

  /// What a job asks of the worker for these junctions.
  ///
  /// - Parameters: `step`, the grid of the integration; `longestStep`, a cap on the engine's steps;
  ///   `theta`, a starting angle (rad) for all instead of thermal ones; `frozen` keeps every m.
  public func element(
    step: Seconds, longestStep: Seconds, seed: UInt64, theta: Double? = nil, frozen: Bool = false
  ) -> CoupledElement {
    var parameters = ["step": step.value, "longest_step": longestStep.value]
    parameters["theta"] = theta
    if frozen { parameters["frozen"] = 1 }
    for (k, junction) in junctions.enumerated() {
      for (name, value) in junction.device.coupledParameters {
        // Only what differs from junction 0 is written again.
        if k == 0 {
          parameters[name] = value
        } else if parameters[name] != value {
          parameters["\(name):\(k)"] = value
        }
      }
      parameters["state:\(k)"] = junction.state.magnetization
    }
    let observed = junctions.indices.map { "v(\(prefix)b\($0))" }
    let strips =
      junctions.contains { $0.strip != nil }
      ? junctions.indices.map { "v(\(prefix)s\($0))" } : []
    return CoupledElement(
      kind: CoupledMacrospins.kind, sources: junctions.indices.map { "v\(prefix)z\($0)" },
      inputs: observed + strips, parameters: parameters, seed: seed)
  }
}

extension MTJDevice {
  /// The parameters of `CoupledMacrospins` that make it this device.
  var coupledParameters: [String: Double] {
    let rest = MacrospinCoefficients(self, drive: .rest)
    let unit = MacrospinCoefficients(self, drive: .current(1))
    var list: [String: Double] = [
      "rp": parallelResistance.value, "tmr": tmr, "vh": halfBiasVoltage.value, "alpha": damping,
      "nx": rest.coupling.x, "ny": rest.coupling.y, "nz": rest.coupling.z, "bx": rest.field.x,
      "by": rest.field.y, "bz": rest.field.z, "kst": -unit.torque0, "ks": unit.torqueSlope,
      "rfl": fieldLikeRatio, "kv": vcmaSlope.value, "noise": rest.thermalVariance,
      "temperature": temperature.value, "delta": thermalStability,
    ]
    if let heating = selfHeating {
      list["heat_resistance"] = heating.thermalResistance.value
      list["heat_time"] = heating.timeConstant.value
    }
    if let layer = spinHall {
      let strip = MacrospinCoefficients(self, drive: JunctionDrive(.current(0), stripCurrent: 1))
      list["rw"] = layer.resistance.value
      list["kso"] = strip.orbitTorque
      list["rso"] = layer.fieldLikeRatio
    }
    return list
  }
}

extension LineSweeps {
  /// Newton's method with a line search, from the sources; whether it has settled.
  ///
  /// Cells whose current rises with voltage make the network's co-content F convex, with the node
  /// currents that Kirchhoff's law wants to vanish as its gradient. A Newton step d always points
  /// downhill, so going to where F stops falling along it leads to the one operating point from any
  /// start. By Tellegen's theorem the slope along the step needs the cells alone: F'(t) = sum over the
  /// cells of (I(v + t dv) - c(t)) dv, c being the currents that the wires bring to the cells, linear in
  /// t.
  func dampedSteps(
    _ law: any CellLaw, scale: Double, limit: Int, settings: SolverSettings,
    into solution: inout CrossbarSolution
  ) -> Bool {
    startFromSources()
    var search = StepSearch(self)
    for _ in 0..<limit {
      search.begin(self)
      let change = relaxTangents(law)
      if change <= settings.tolerance * scale {
        settle(change: change, scale: scale, into: &solution)
        return true
      }
      guard change.isFinite else { return false }
      solveTangents(change: change, scale: scale, settings: settings, into: &solution)
      search.end(self, law)
    }
    return false
  }
}

/// One damped step: where it starts, where the full step leads, and how much of it is taken.
private struct StepSearch {
  private let u, w: AlignedPlane
  /// Cell voltages, V, and the currents that the wires bring to the cells, A, at the start of the step.
  private var voltages: [Double]
  private var currents: [Double]

  /// The slope at the end of a step, over that at its start, that is good enough.
  private static let goodEnough = 0.1

  /// Nodes at their lines' source voltages: no wire carries a current.
  init(_ sweeps: LineSweeps) {
    u = AlignedPlane(count: sweeps.u.count)
    w = AlignedPlane(count: sweeps.w.count)
    voltages = Array(repeating: 0, count: sweeps.rows * sweeps.columns)
    currents = voltages
  }

  mutating func begin(_ sweeps: LineSweeps) {
    u.base.update(from: sweeps.u.base, count: u.count)
    w.base.update(from: sweeps.w.base, count: w.count)
    for k in voltages.indices {
      let at = sweeps.place(k)
      voltages[k] = u.base[at] - w.base[at]
    }
  }

  /// Moves the voltages in `sweeps` back along the step to where the co-content stops falling.
  mutating func end(_ sweeps: LineSweeps, _ law: any CellLaw) {
    var rise = voltages
    var gain = currents
    for k in voltages.indices {
      let at = sweeps.place(k)
      let voltage = sweeps.u.base[at] - sweeps.w.base[at]
      rise[k] = voltage - voltages[k]
      gain[k] = sweeps.g.base[at] * voltage + (sweeps.j?.base[at] ?? 0) - currents[k]
    }
    func slope(_ t: Double) -> Double {
      voltages.indices.reduce(0) { sum, k in
        let current = law.current(k, voltage: voltages[k] + t * rise[k])
        return sum + (current - currents[k] - t * gain[k]) * rise[k]
      }
    }
    let t = Self.root(slope)
    for k in currents.indices { currents[k] += t * gain[k] }
    guard t < 1 else { return }
    for at in 0..<u.count {
      sweeps.u.base[at] = u.base[at] + t * (sweeps.u.base[at] - u.base[at])
      sweeps.w.base[at] = w.base[at] + t * (sweeps.w.base[at] - w.base[at])
    }
  }

  /// The t in (0, 1] where the rising function `slope` comes near zero, by the Illinois method; 1 when
  /// it is not well above zero even there.
  private static func root(_ slope: (Double) -> Double) -> Double {
    var low = (t: 0.0, value: slope(0))
    var high = (t: 1.0, value: slope(1))
    let target = goodEnough * abs(low.value)
    guard high.value > target, low.value < 0 else { return 1 }
    for _ in 0..<40 {
      let t = (low.t * high.value - high.t * low.value) / (high.value - low.value)
      let value = slope(t)
      if abs(value) <= target { return t }
      if value > 0 {
        high = (t, value)
        low.value /= 2
      } else {
        low = (t, value)
        high.value /= 2
      }
    }
    return low.t > 0 ? low.t : high.t
  }
}

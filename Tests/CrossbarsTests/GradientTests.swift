import Crossbars
import Quantities
import Randomness
import Testing

@Suite("Gradients by the adjoint network")
struct GradientTests {
  /// Central differences of step h err by h^2 and by 1e-13 / h: 1e-6 is what they can show.
  static let differences = 1e-6

  /// L = sum of (weight x current), plus half of its square so that L is not linear in the currents.
  static func loss(_ currents: [Double], _ weights: [Double]) -> (Double, [Double]) {
    let sum = zip(currents, weights).reduce(0) { $0 + $1.0 * $1.1 }
    return (sum + 500 * sum * sum, weights.map { $0 * (1 + 1000 * sum) })
  }

  /// The derivative of `f` at `x` by central differences with Richardson's extrapolation.
  static func derivative(_ x: Double, _ step: Double, _ f: (Double) throws -> Double) rethrows
    -> Double
  {
    let wide = (try f(x + step) - f(x - step)) / (2 * step)
    let half = (try f(x + step / 2) - f(x - step / 2)) / step
    return (4 * half - wide) / 3
  }

  @Test("equal finite differences for linear crossbars", arguments: 0..<8)
  func linear(index: Int) throws {
    let random = try RandomCrossbar("gradient", index, sides: 6)
    var draw = RandomStream(seed: 2, purpose: "weights", index: UInt64(index))
    let network = random.network
    let vectors = 2
    let inputs = random.inputs + random.inputs.map { $0 * 0.5 + 0.1 }
    let weights = (0..<vectors * network.columns).map { _ in draw.normal() }
    let solver = try CrossbarSolver(network)
    let solution = try solver.solve(inputs: inputs, bitBias: random.bitBias, voltages: true)
    let (_, slopes) = Self.loss(solution.currents, weights)
    let gradient = try solver.gradient(
      of: solution, inputs: inputs, bitBias: random.bitBias, outputGradients: slopes)
    func value(_ network: CrossbarNetwork, _ inputs: [Double]) throws -> Double {
      Self.loss(try network.solve(inputs: inputs, bitBias: random.bitBias).currents, weights).0
    }

    let inputScale = gradient.inputs.map(abs).max() ?? 0
    for at in inputs.indices {
      let slope = try Self.derivative(inputs[at], 1e-2) { x in
        var moved = inputs
        moved[at] = x
        return try value(network, moved)
      }
      #expect(abs(slope - gradient.inputs[at]) <= Self.differences * inputScale)
    }
    let cellScale = gradient.conductances.map(abs).max() ?? 0
    for at in network.conductances.indices where network.conductances[at] > 0 {
      let g = network.conductances[at]
      let slope = try Self.derivative(g, 1e-2 * g) { x in
        var moved = network
        moved.conductances[at] = x
        return try value(moved, inputs)
      }
      #expect(abs(slope - gradient.conductances[at]) <= Self.differences * cellScale)
    }
    let word = try Self.derivative(network.wordSegment.value, 1e-2) { x in
      var moved = network
      moved.wordSegment = Ohms(x)
      return try value(moved, inputs)
    }
    let bit = try Self.derivative(network.bitSegment.value, 1e-2) { x in
      var moved = network
      moved.bitSegment = Ohms(x)
      return try value(moved, inputs)
    }
    let wireScale = max(abs(gradient.wordSegment), abs(gradient.bitSegment))
    #expect(abs(word - gradient.wordSegment) <= Self.differences * wireScale)
    #expect(abs(bit - gradient.bitSegment) <= Self.differences * wireScale)
    try Self.checkEnds(network, gradient) { try value($0, inputs) }
    let bias = try Self.derivative(random.bitBias[0], 1e-2) { x in
      var moved = random.bitBias
      moved[0] = x
      return Self.loss(try network.solve(inputs: inputs, bitBias: moved).currents, weights).0
    }
    // One entry for each vector; both see the same bias.
    let biasSlope = gradient.bitBias[0] + gradient.bitBias[network.columns]
    #expect(abs(bias - biasSlope) <= Self.differences * (gradient.bitBias.map(abs).max() ?? 0))
  }

  /// Holds the slope of every end that has a finite resistance against differences of `value`.
  static func checkEnds(
    _ network: CrossbarNetwork, _ gradient: CrossbarGradient,
    _ value: (CrossbarNetwork) throws -> Double
  ) throws {
    let ends:
      [(WritableKeyPath<CrossbarNetwork, [LineEnds]>, WritableKeyPath<LineEnds, Ohms>, [Double])] =
        [
          (\.wordEnds, \.near, gradient.wordNear), (\.wordEnds, \.far, gradient.wordFar),
          (\.bitEnds, \.near, gradient.bitNear), (\.bitEnds, \.far, gradient.bitFar),
        ]
    let scale = ends.flatMap { $0.2.map(abs) }.max() ?? 0
    for (lines, end, found) in ends {
      for at in found.indices {
        let ohms = network[keyPath: lines][at][keyPath: end].value
        guard ohms > 0.1, ohms < .infinity else { continue }
        let slope = try derivative(ohms, 1e-3 * ohms) { x in
          var moved = network
          moved[keyPath: lines][at][keyPath: end] = Ohms(x)
          return try value(moved)
        }
        #expect(abs(slope - found[at]) <= differences * scale)
      }
    }
  }

  @Test("equal finite differences for junctions", arguments: 0..<8)
  func junctions(index: Int) throws {
    let (crossbar, inputs) = try NonlinearTests.random(index + 100)
    var draw = RandomStream(seed: 3, purpose: "weights", index: UInt64(index))
    let weights = (0..<crossbar.columns).map { _ in draw.normal() }
    let solver = crossbar.solver()
    let solution = try solver.solve(inputs: inputs, voltages: true)
    let (_, slopes) = Self.loss(solution.currents, weights)
    let gradient = try solver.gradient(of: solution, inputs: inputs, outputGradients: slopes)
    func rebuilt(
      _ junctions: [Junction], word: Double? = nil, bit: Double? = nil,
      ends: CrossbarNetwork? = nil
    ) throws -> NonlinearCrossbar {
      try NonlinearCrossbar(
        rows: crossbar.rows, columns: crossbar.columns, junctions: junctions,
        wordSegment: word.map { Ohms($0) } ?? crossbar.network.wordSegment,
        bitSegment: bit.map { Ohms($0) } ?? crossbar.network.bitSegment,
        wordEnds: (ends ?? crossbar.network).wordEnds, bitEnds: (ends ?? crossbar.network).bitEnds)
    }
    func value(_ crossbar: NonlinearCrossbar, _ inputs: [Double]) throws -> Double {
      Self.loss(try crossbar.solve(inputs: inputs).currents, weights).0
    }
    func check(
      _ found: [Double], _ start: [Double], _ step: Double,
      _ move: (Int, Double) throws -> Double
    ) throws {
      let scale = found.map(abs).max() ?? 0
      for at in found.indices {
        let slope = try Self.derivative(start[at], step * max(abs(start[at]), 1e-6)) {
          try move(at, $0)
        }
        #expect(abs(slope - found[at]) <= Self.differences * scale)
      }
    }

    try check(gradient.inputs, inputs, 3e-3) { at, x in
      var moved = inputs
      moved[at] = x
      return try value(crossbar, moved)
    }
    try check(gradient.conductances, crossbar.junctions.map { 1 / $0.parallel.value }, 1e-2) {
      at, x in
      var moved = crossbar.junctions
      moved[at].parallel = Ohms(1 / x)
      return try value(try rebuilt(moved), inputs)
    }
    try check(gradient.tmr ?? [], crossbar.junctions.map(\.tmr), 1e-2) { at, x in
      var moved = crossbar.junctions
      moved[at].tmr = x
      return try value(try rebuilt(moved), inputs)
    }
    let word = try Self.derivative(crossbar.network.wordSegment.value, 1e-2) {
      try value(try rebuilt(crossbar.junctions, word: $0), inputs)
    }
    let bit = try Self.derivative(crossbar.network.bitSegment.value, 1e-2) {
      try value(try rebuilt(crossbar.junctions, bit: $0), inputs)
    }
    let scale = max(abs(word), abs(bit))
    #expect(abs(word - gradient.wordSegment) <= Self.differences * scale)
    #expect(abs(bit - gradient.bitSegment) <= Self.differences * scale)
    try Self.checkEnds(crossbar.network, gradient) {
      try value(try rebuilt(crossbar.junctions, ends: $0), inputs)
    }
    // Within (-1, 1), where a junction may stand on either side.
    let states = crossbar.junctions.map { $0.magnetization * 0.9 }
    let partly = try rebuilt(
      zip(crossbar.junctions, states).map {
        var junction = $0
        junction.magnetization = $1
        return junction
      })
    let partlySolver = partly.solver()
    let partlySolution = try partlySolver.solve(inputs: inputs, voltages: true)
    let byState = try partlySolver.gradient(
      of: partlySolution, inputs: inputs,
      outputGradients: Self.loss(partlySolution.currents, weights).1)
    try check(byState.magnetization ?? [], states, 1e-2) { at, x in
      var moved = partly.junctions
      moved[at].magnetization = x
      return try value(try rebuilt(moved), inputs)
    }
  }
}

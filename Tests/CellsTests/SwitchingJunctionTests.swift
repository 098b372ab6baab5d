import Cells
import Circuits
import Foundation
import Quantities
import SpiceText
import Spintronics
import Testing

@Suite("Junctions that switch, in plain ngspice", .enabled(if: PlainNgspice.isInstalled))
struct SwitchingJunctionTests {
  /// The trapezoidal rule at 1 ps turns the spin by 0.05 rad a step: an error of (0.05)^2/12 in phase
  /// and amplitude growth. The issue's own bound.
  static let tolerance = 1e-3

  /// A deck with one junction, its drives, a constant field, and its vectors.
  private func run(
    _ kind: SwitchingJunction, _ device: MTJDevice, theta: Double, phi: Double = 0,
    drives: [(Label, Element)], stop: Seconds, step: Seconds = 1e-12
  ) throws -> (time: [Double], x: [Double], y: [Double], z: [Double]) {
    var circuit = Circuit("switching junction")
    circuit.subcircuits = [kind.subcircuit]
    let b = device.appliedField + device.exchangeBias
    for (name, net, value) in [("vhx", "hx", b.x), ("vhy", "hy", b.y), ("vhz", "hz", b.z)]
      as [(Label, Net, Double)]
    {
      circuit.add(name, .voltageSource(net, .ground, .dc(.number(value))))
    }
    for (name, element) in drives { circuit.add(name, element) }
    let terminals: [Net] = kind == .spinOrbit ? ["t", "l", .ground] : ["p", .ground]
    circuit.add(
      "xj",
      .instance(
        of: kind.name, terminals + ["hx", "hy", "hz", "mx", "my", "mz"],
        device.switchingParameters(kind, theta: theta, phi: phi)))
    let card = AnalysisCard.transient(
      step: step, stop: stop, maximumStep: step, useInitialConditions: true)
    let result = try PlainNgspice.run(SpiceWriter().format(circuit, [card]))
    return (
      try result.vector("time"), try result.vector("v(mx)"), try result.vector("v(my)"),
      try result.vector("v(mz)")
    )
  }

  /// The first time at which `values` changes sign, interpolated.
  private func crossing(_ time: [Double], _ values: [Double]) throws -> Double {
    let k = try #require(values.indices.dropFirst().first { values[$0 - 1] * values[$0] <= 0 })
    let share = values[k - 1] / (values[k - 1] - values[k])
    return time[k - 1] + share * (time[k] - time[k - 1])
  }

  @Test("models/macrospin.lib is what the code writes, byte for byte")
  func library() throws {
    try ModelFileTests.compare(
      "models/macrospin.lib", SpiceWriter().formatLibrary(SwitchingJunction.library))
  }

  @Test("the default parameters are those of the default device")
  func defaults() {
    let device = MTJDevice().switchingParameters(.spinTransfer, theta: 0.1)
    for parameter in SwitchingJunction.spinTransfer.parameters {
      guard let own = device.first(where: { $0.name == parameter.name })?.value.number(),
        let written = parameter.value.number()
      else { continue }
      #expect(abs(own - written) <= 1e-8 * abs(own), "\(parameter.name)")
    }
  }

  @Test("the switching time is that of the closed form", arguments: [(2.0, 0.1), (3.0, 0.4)])
  func closedForm(_ i: Double, _ theta: Double) throws {
    let device = MTJDevice()
    let current = device.criticalCurrent() * i
    let trace = try run(
      .spinTransfer, device, theta: theta,
      drives: [("idrive", .currentSource(.ground, "p", .dc(.number(current.value))))], stop: 4e-9)
    let exact = device.precessional().zeroTemperatureTime(from: theta, current: current)
    #expect(abs(try crossing(trace.time, trace.z) / exact.value - 1) < Self.tolerance)
    let drift = zip(trace.x, zip(trace.y, trace.z)).map {
      abs($0 * $0 + $1.0 * $1.0 + $1.1 * $1.1 - 1)
    }
    #expect(try #require(drift.max()) < 1e-3)
  }

  /// m_x, m_y and m_z of `count` strongly damped junctions at rest in their thermal field for `stop`,
  /// in steps of the engine's own choice.
  private func thermal(_ device: MTJDevice, count: Int, stop: Seconds, seed: Int) throws
    -> (time: [Double], m: [[[Double]]])
  {
    var circuit = Circuit("thermal field")
    circuit.subcircuits = [SwitchingJunction.spinTransfer.subcircuit, ThermalField.subcircuit]
    for k in 0..<count {
      let field: [Net] = ["hx", "hy", "hz"].map { Net(Label("\($0)\(k)")) }
      let m: [Net] = ["mx", "my", "mz"].map { Net(Label("\($0)\(k)")) }
      circuit.add(
        Label("xt\(k)"),
        .instance(
          of: ThermalField.name, [.ground, .ground, .ground] + field, device.thermalParameters()))
      circuit.add(
        Label("xj\(k)"),
        .instance(
          of: SwitchingJunction.spinTransfer.name, [.ground, .ground] + field + m,
          device.switchingParameters(.spinTransfer, theta: 0.13, phi: Double(k))))
    }
    let card = AnalysisCard.transient(
      step: 2e-12, stop: stop, maximumStep: 2e-12, useInitialConditions: true)
    var lines = try SpiceWriter().format(circuit, [card]).split(separator: "\n")
    lines.insert(".options seed=\(seed)", at: 1)
    let result = try PlainNgspice.run(lines.joined(separator: "\n") + "\n", seconds: 500)
    return (
      try result.vector("time"),
      try ["mx", "my", "mz"].map { axis in
        try (0..<count).map { try result.vector("v(\(axis)\($0))") }
      }
    )
  }

  @Test("the thermal field repeats with its seed and holds Boltzmann's spread")
  func thermalField() throws {
    var device = MTJDevice()
    device.damping = 0.1
    let first = try thermal(device, count: 1, stop: 0.1e-9, seed: 5)
    #expect(try thermal(device, count: 1, stop: 0.1e-9, seed: 5).m == first.m)
    #expect(try thermal(device, count: 1, stop: 0.1e-9, seed: 6).m != first.m)

    // Four junctions for 20 ns are about a thousand independent samples of m_x^2 + m_y^2.
    let (time, m) = try thermal(device, count: 4, stop: 20e-9, seed: 7)
    var (sum, span, drift) = (0.0, 0.0, 0.0)
    for n in time.indices.dropFirst() where time[n] > 1e-9 {
      span += time[n] - time[n - 1]
      for k in 0..<4 {
        let (x, y, z) = (m[0][k][n], m[1][k][n], m[2][k][n])
        sum += (x * x + y * y) / 8 * (time[n] - time[n - 1])
        drift = max(drift, abs(x * x + y * y + z * z - 1))
      }
    }
    // Boltzmann's integral of sin^2(theta)/2 for 1/(2 Delta) of 0.00845.
    #expect(abs(sum / span / 0.008524 - 1) < 0.2)
    #expect(drift < 1e-3)
  }

  /// The native fourth-order solution at `time`.
  private func native(
    _ device: MTJDevice, _ drive: JunctionDrive, theta: Double, phi: Double, time: Double
  ) -> SIMD3<Double> {
    var spin = Macrospin(
      MacrospinCoefficients(device, drive: drive),
      magnetization: Macrospin.direction(theta: theta, phi: phi))
    let steps = Int((time / 0.2e-12).rounded())
    for _ in 0..<steps { spin.advance(step: time / Double(steps), method: .rungeKutta) }
    return spin.magnetization
  }

  @Test("a VCMA pulse moves the spin as the native macrospin does")
  func voltageControlled() throws {
    let device = try MTJDevice.preset("buaa-vcma")
    let trace = try run(
      .voltageControlled, device, theta: 0.3, phi: 0.5,
      drives: [("vdrive", .voltageSource("p", .ground, .dc(.number(1.2))))], stop: 0.5e-9)
    let expected = native(device, .voltage(1.2), theta: 0.3, phi: 0.5, time: 0.5e-9)
    #expect(try abs(#require(trace.x.last) - expected.x) < 5e-3)
    #expect(try abs(#require(trace.y.last) - expected.y) < 5e-3)
    #expect(try abs(#require(trace.z.last) - expected.z) < 5e-3)
  }

  @Test("a strip current moves the spin as the native macrospin does")
  func spinOrbit() throws {
    let device = try MTJDevice.preset("buaa-vgsot")
    let current = 130e-6
    let layer = try #require(device.spinHall)
    // The top floats on its strip, so that no current crosses the barrier.
    let middle = current * layer.resistance.value / 2
    let trace = try run(
      .spinOrbit, device, theta: 0.2, phi: 0.5,
      drives: [
        ("istrip", .currentSource(.ground, "l", .dc(.number(current)))),
        ("vtop", .voltageSource("t", .ground, .dc(.number(middle)))),
      ], stop: 1e-9)
    let drive = JunctionDrive(.current(0), stripCurrent: Amperes(current))
    let expected = native(device, drive, theta: 0.2, phi: 0.5, time: 1e-9)
    #expect(try abs(#require(trace.x.last) - expected.x) < 5e-3)
    #expect(try abs(#require(trace.y.last) - expected.y) < 5e-3)
    #expect(try abs(#require(trace.z.last) - expected.z) < 5e-3)
  }
}

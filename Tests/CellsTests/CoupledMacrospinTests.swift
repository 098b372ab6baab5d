import Cells
import Circuits
import Foundation
import Ngspice
import Quantities
import Randomness
import Simulation
import SpiceText
import Spintronics
import Testing

@Suite("Macrospins that advance beside the circuit", .serialized)
struct CoupledMacrospinTests {
  /// The bound on the switching time in ngspice.
  static let tolerance = 1e-3
  /// Junctions of one deck.
  static let many = 2000
  let pool: NgspicePool

  init() throws { pool = try NgspicePool(workers: 1) }

  /// A current into each of `count` junctions of `device`, and what the worker needs.
  private func job(
    _ device: MTJDevice, current: Double, count: Int = 1, theta: Double? = nil, stop: Seconds,
    step: Seconds = 1e-12, longest: Seconds = 1e-12, seed: UInt64 = 1, state: JunctionState
  ) throws -> SimulationJob {
    var circuit = Circuit("coupled junctions")
    circuit.subcircuits = [ReadJunction.stateSubcircuit]
    let junctions = (0..<count).map { k in
      CoupledJunctions.Junction(Net("a", k), .ground, device: device, state: state)
    }
    for k in 0..<count {
      circuit.add(Label("i", k), .currentSource(.ground, Net("a", k), .dc(.number(current))))
    }
    let bank = CoupledJunctions(junctions)
    bank.add(to: &circuit)
    let card = AnalysisCard.transient(step: longest, stop: stop, maximumStep: longest)
    return SimulationJob(
      deck: try SpiceWriter().format(circuit, [card]),
      vectors: (0..<count).map { "v(mz\($0))" },
      coupled: [bank.element(step: step, longestStep: longest, seed: seed, theta: theta)])
  }

  private func crossing(_ plot: Plot) throws -> Double {
    let time = try plot.waveform("time").values
    let z = try plot.waveform("v(mz0)").values
    let k = try #require(z.indices.dropFirst().first { z[$0 - 1] * z[$0] <= 0 })
    return time[k - 1] + z[k - 1] / (z[k - 1] - z[k]) * (time[k] - time[k - 1])
  }

  @Test("the switching time is that of the closed form", arguments: [(2.0, 0.1), (3.0, 0.4)])
  func closedForm(_ i: Double, _ theta: Double) async throws {
    var device = MTJDevice()
    device.temperature = 0
    let current: Amperes = device.criticalCurrent() * i
    let job = try job(
      device, current: current.value, theta: theta, stop: 4e-9, step: 0.5e-12, state: .parallel)
    let found = try crossing(try await pool.run(job).plot(.transient))
    let exact = device.precessional().zeroTemperatureTime(from: theta, current: current)
    #expect(abs(found / exact.value - 1) < Self.tolerance)
  }

  @Test("the same seed gives the same bytes, another seed others")
  func reproducible() async throws {
    let device = MTJDevice()
    func run(_ seed: UInt64) async throws -> [Double] {
      let job = try job(
        device, current: 100e-6, count: 20, stop: 1e-9, longest: 5e-12, seed: seed,
        state: .parallel)
      let plot = try await pool.run(job).plot(.transient)
      return try (0..<20).flatMap { try plot.waveform("v(mz\($0))").values }
    }
    let first = try await run(1)
    #expect(try await run(1) == first)
    #expect(try await run(2) != first)
  }

  @Test("coupled junctions fail to switch as often as the Fokker-Planck equation says")
  func errorRate() async throws {
    var device = MTJDevice()
    device.damping = 0.1
    let current: Amperes = device.criticalCurrent() * 2.0
    let duration: Seconds = device.relaxationTime * 2.5
    let job = try job(
      device, current: current.value, count: Self.many, stop: duration, longest: 8e-12,
      state: .parallel)
    let plot = try await pool.run(job).plot(.transient)
    var failed = 0
    for k in 0..<Self.many {
      let last = try #require(plot.waveform("v(mz\(k))").values.last)
      if last > 0 { failed += 1 }
    }
    let experiment = SwitchingExperiment(
      device: device, initial: .parallel, drive: .current(current), duration: duration)
    let exact = try experiment.fokkerPlanckErrorRate()
    // Four standard errors.
    let sigma = (exact * (1 - exact) / Double(Self.many)).squareRoot()
    #expect(abs(Double(failed) / Double(Self.many) - exact) < 4 * sigma)
  }

  @Test("the mean drive of long engine steps keeps the switching time")
  func longSteps() async throws {
    var device = MTJDevice()
    device.temperature = 0
    let current: Amperes = device.criticalCurrent() * 2.0
    // 8 ps of the circuit for 0.5 ps of the magnetisation: the current must be the mean of what flows,
    // or the time is 4e-4 from that of short steps.
    func time(_ longest: Seconds) async throws -> Double {
      let job = try job(
        device, current: current.value, theta: 0.1, stop: 3e-9, step: 0.5e-12, longest: longest,
        state: .parallel)
      return try crossing(try await pool.run(job).plot(.transient))
    }
    let (long, short) = (try await time(8e-12), try await time(1e-12))
    #expect(abs(long / short - 1) < 2e-4, "\(long) against \(short)")
    let exact = device.precessional().zeroTemperatureTime(from: 0.1, current: current)
    #expect(abs(long / exact.value - 1) < 5e-4)
  }

  @Test("rare failures come as often as the Fokker-Planck equation says")
  func rareFailures() async throws {
    var device = MTJDevice()
    device.damping = 0.1
    let current: Amperes = device.criticalCurrent() * 2.0
    let duration: Seconds = device.relaxationTime * 4.21
    let exact = try SwitchingExperiment(
      device: device, initial: .parallel, drive: .current(current), duration: duration
    ).fokkerPlanckErrorRate()
    let (decks, junctions) = (20, 400)
    var failed = 0
    for seed in 1...decks {
      let job = try job(
        device, current: current.value, count: junctions, stop: duration, longest: 8e-12,
        seed: UInt64(1000 + seed), state: .parallel)
      let plot = try await pool.run(job).plot(.transient)
      failed += try (0..<junctions).count { k in
        try #require(plot.waveform("v(mz\(k))").values.last) > 0
      }
    }
    let interval = ConfidenceInterval(exactSuccesses: failed, trials: decks * junctions)
    #expect(interval.contains(exact), "\(failed) of \(decks * junctions) against \(exact)")
  }

  @Test("a strip turns its junction as the macrospin alone does")
  func strip() async throws {
    var device = try MTJDevice.preset("opennvram")
    device.temperature = 0
    let strip = try #require(device.derived.stripResistance)
    let current: Amperes = 0.4e-3
    var circuit = Circuit("coupled junction on a strip")
    circuit.subcircuits = [ReadJunction.stateSubcircuit]
    circuit.add("v1", .voltageSource("l", .ground, .dc(.number(current.value * strip.value))))
    circuit.add("r1", .resistor("l", .ground, Value(strip)))
    circuit.add("vt", .voltageSource("t", .ground, .dc(.number(0))))
    let bank = CoupledJunctions([
      .init("t", .ground, strip: ("l", .ground), device: device, state: .antiparallel)
    ])
    bank.add(to: &circuit)
    let step: Seconds = 0.5e-12
    let stop: Seconds = 0.6e-9
    let card = AnalysisCard.transient(step: step, stop: stop, maximumStep: step)
    let theta = Double.pi - 0.1
    let job = SimulationJob(
      deck: try SpiceWriter().format(circuit, [card]), vectors: ["v(mz0)"],
      coupled: [bank.element(step: step, longestStep: step, seed: 1, theta: theta)])
    let plot = try await pool.run(job).plot(.transient)
    let drive = JunctionDrive(.current(0), stripCurrent: current)
    var alone = Macrospin(
      MacrospinCoefficients(device, drive: drive),
      magnetization: Macrospin.direction(theta: theta))
    let grid = [0.1e-9, 0.2e-9, 0.3e-9, 0.4e-9, 0.5e-9]
    let coupled = try plot.resampled("v(mz0)", at: grid)
    var time = 0.0
    for (place, found) in zip(grid, coupled) {
      for _ in 0..<Int(((place - time) / step.value).rounded()) { alone.advance(step: step.value) }
      time = place
      // One step of the grid between the two, at rates below 1 per 20 ps.
      #expect(abs(alone.magnetization.z - found) < 0.03, "at \(place)")
    }
    #expect(coupled[4] > 0, "the strip has turned it")
  }

  @Test("a junction that heats itself switches sooner, as the ensemble alone does")
  func heating() async throws {
    var device = MTJDevice()
    device.damping = 0.1
    let current: Amperes = device.criticalCurrent() * 1.6
    let duration: Seconds = device.relaxationTime * 2.5
    func share(_ device: MTJDevice) async throws -> Double {
      let job = try job(
        device, current: current.value, count: 1500, stop: duration, longest: 8e-12,
        state: .parallel)
      let plot = try await pool.run(job).plot(.transient)
      let turned = try (0..<1500).count { k in
        (try plot.waveform("v(mz\(k))").values.last ?? 1) < 0
      }
      return Double(turned) / 1500
    }
    let cold = try await share(device)
    // 200 K in the steady state of the parallel junction.
    let watts = current.value * current.value * device.parallelResistance.value
    device.selfHeating = SelfHeating(
      thermalResistance: KelvinsPerWatt(200 / watts), timeConstant: 0.1e-9)
    let warm = try await share(device)
    let alone = try SwitchingExperiment(
      device: device, initial: .parallel, drive: .current(current), duration: duration
    ).estimate(trajectories: 4000, seed: 3)
    // A standard error of 1500 trials is at most this.
    let sigma = 0.0129
    #expect(abs(warm - alone.probability) < 4 * sigma)
    #expect(warm > cold + 4 * sigma)
  }

  /// Not a check but a measurement, for `Benchmarks/physics/run`: the same deck coupled and frozen.
  @Test(
    "the cost of coupling, as a JSON line",
    .enabled(if: ProcessInfo.processInfo.environment["LARMOR_BENCH"] == "1"))
  func cost() async throws {
    let count = 256
    func seconds(frozen: Bool) async throws -> Double {
      var job = try job(
        MTJDevice(), current: 60e-6, count: count, stop: 2e-9, longest: 2e-12, state: .parallel)
      if frozen { job.coupled[0].parameters["frozen"] = 1 }
      let start = ContinuousClock.now
      _ = try await pool.run(job)
      return (ContinuousClock.now - start) / .seconds(1)
    }
    var (coupled, frozen): ([Double], [Double]) = ([], [])
    for _ in 0..<5 {
      coupled.append(try await seconds(frozen: false))
      frozen.append(try await seconds(frozen: true))
    }
    let (ours, peer) = (coupled.sorted()[2], frozen.sorted()[2])
    print(
      "{\"name\": \"coupled stepping, \(count) junctions\", \"ours\": \(ours), \"peer\": \(peer), "
        + "\"ratio\": \(ours / peer), \"unit\": \"s\", \"note\": \"peer: the junctions frozen\"}")
  }
}

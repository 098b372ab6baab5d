import Cells
import Circuits
import Foundation
import Ngspice
import Quantities
import Simulation
import SpiceText
import Spintronics
import Testing

@Suite("Macrospins that advance beside the circuit", .serialized)
struct CoupledMacrospinTests {
  /// The bound on the switching time in ngspice.
  static let tolerance = 1e-3
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
      device, current: current.value, count: 600, stop: duration, longest: 4e-12,
      state: .parallel)
    let plot = try await pool.run(job).plot(.transient)
    var failed = 0
    for k in 0..<600 {
      let last = try #require(plot.waveform("v(mz\(k))").values.last)
      if last > 0 { failed += 1 }
    }
    let experiment = SwitchingExperiment(
      device: device, initial: .parallel, drive: .current(current), duration: duration)
    let exact = try experiment.fokkerPlanckErrorRate()
    // Four standard errors of 600 trials.
    let sigma = (exact * (1 - exact) / 600).squareRoot()
    #expect(abs(Double(failed) / 600 - exact) < 4 * sigma)
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

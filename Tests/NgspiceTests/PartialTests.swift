import Foundation
import Ngspice
import Quantities
import Simulation
import Testing

extension EngineSuite {
  /// Jobs that are stopped keep what they had computed.
  @Suite("Stopped jobs")
  struct PartialTests {
    let pool: NgspicePool

    init() throws { pool = try EngineSuite.pool.get() }

    /// A sine at femtosecond steps: it would take days.
    static let endless =
      "endless\nv1 a 0 sin(0 1 1meg)\nr1 a b 1k\nc1 b 0 1p\n.tran 1f 1 0 1f\n.end"

    /// A point that stands in a partial result, against the source that drives it.
    private func expectSine(_ plot: Plot) throws {
      let time = try #require(plot.scale).values
      let wave = try plot.waveform("v(a)").values
      #expect(time.count == wave.count)
      #expect(zip(time, time.dropFirst()).allSatisfy { $0 < $1 })
      for (t, v) in zip(time, wave) { #expect(abs(v - sin(2e6 * .pi * t)) < 1e-9) }
    }

    @Test("At the limit of points the points come back with the error")
    func points() async throws {
      let deck = "many\nv1 a 0 sin(0 1 1meg)\nr1 a 0 1k\n.tran 1n 1m 0 1n\n.end"
      let error = await #expect(throws: SimulationError.self) {
        try await pool.run(SimulationJob(deck: deck, deadline: 30, pointLimit: 1000))
      }
      #expect(error?.code == .tooManyPoints)
      #expect(error?.message.contains("1000 points") == true)
      let partial = try #require(error?.partial)
      let plot = try partial.plot(.transient)
      #expect((999...1001).contains(plot.points))
      try expectSine(plot)
    }

    @Test("At the deadline the points come back with the error")
    func deadline() async throws {
      let error = await #expect(throws: SimulationError.self) {
        try await pool.run(SimulationJob(deck: Self.endless, vectors: ["v(a)"], deadline: 0.2))
      }
      #expect(error?.code == .timedOut)
      let partial = try #require(error?.partial)
      let plot = try partial.plot(.transient)
      #expect(plot.points > 10)
      #expect(plot.waveforms.map(\.name) == ["time", "v(a)"])
      try expectSine(plot)
    }

    @Test("Steps that were finished before the stop stay whole")
    func steps() async throws {
      let deck = "steps\nv1 a 0 1\nr1 a b 1k\nc1 b 0 1n\n.tran 10n 1u 0 10n\n.end"
      // The third step shortens the time constant and is asked for a million times the points.
      var job = SimulationJob(deck: deck, vectors: ["v(b)"])
      job.analyses = ["tran 10n 1u 0 10n"]
      let whole = try await pool.run(job)
      job.steps = [[], [.value(device: "v1", 2)], [.value(device: "v1", 3)]]
      job.pointLimit = try whole.plot(.transient).points - 20
      let none = await #expect(throws: SimulationError.self) { try await pool.run(job) }
      #expect(none?.partial?.steps.count == 1)

      job.pointLimit = 20_000_000
      job.deadline = 0.4
      job.steps = (0..<100_000).map { [.value(device: "v1", Double($0 % 7 + 1))] }
      let error = await #expect(throws: SimulationError.self) { try await pool.run(job) }
      #expect(error?.code == .timedOut)
      let steps = try #require(error?.partial).steps
      #expect(steps.count > 3)
      for (k, plots) in steps.dropLast().enumerated() {
        #expect(abs(try plots[0].value("v(b)") - Double(k % 7 + 1)) < 1e-6)
      }
    }

    @Test("A job that cannot answer is killed soon after its deadline, and has no partial result")
    func deaf() async throws {
      // Half a million resistors: no point is reached for a while.
      let ladder = (0..<40_000).map { "r\($0) n\($0) n\($0 + 1) 1\nq\($0) n\($0) n\($0 / 2) 0 m" }
      let deck =
        "deaf\nv1 n0 0 1\n" + ladder.joined(separator: "\n") + "\n.model m npn\n.op\n.end"
      let start = ContinuousClock.now
      let error = await #expect(throws: SimulationError.self) {
        try await pool.run(SimulationJob(deck: deck, vectors: ["v(n1)"], deadline: 0.1))
      }
      #expect(error?.code == .timedOut)
      #expect(error?.partial == nil)
      #expect(ContinuousClock.now - start < .seconds(20))
    }
  }
}

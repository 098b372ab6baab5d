import Foundation
import Ngspice
import Quantities
import Simulation
import Testing

extension EngineSuite {
  @Suite("Jobs in the pool")
  struct PoolTests {
    let pool: NgspicePool

    init() throws { pool = try EngineSuite.pool.get() }

    static let divider = """
      divider
      v1 in 0 3
      r1 in out 1k
      r2 out 0 2k
      .op
      .end
      """

    /// Newton's tolerance in the engine (`reltol`) is 1e-3; linear circuits solve to rounding.
    static let linear = 1e-12

    @Test("A divider's operating point is Ohm's law, under every spelling of its vectors")
    func operatingPoint() async throws {
      let result = try await pool.run(SimulationJob(deck: Self.divider))
      let plot = try result.plot(.operatingPoint)
      #expect(abs(try plot.value("v(out)") - 2) < Self.linear)
      #expect(abs(try plot.value("OUT") - 2) < Self.linear)
      #expect(abs(try plot.value("i(v1)") + 1e-3) < Self.linear)
      #expect(abs(try plot.value("v1#branch") + 1e-3) < Self.linear)
      #expect(plot.name == "op1")
    }

    @Test("One loaded deck answers many alterations in one job")
    func alterations() async throws {
      let steps: [[Alteration]] = (1...178).flatMap { ohms in
        (1...15).map { volts in
          [.value(device: "r2", Double(ohms) * 100), .value(device: "v1", Double(volts))]
        }
      }
      let job = SimulationJob(deck: Self.divider, vectors: ["v(out)", "i(v1)"], steps: steps)
      let result = try await pool.run(job)
      let values = try result.values("v(out)")
      #expect(values.count == steps.count)
      for (index, value) in values.enumerated() {
        let ohms = Double(index / 15 + 1) * 100
        let volts = Double(index % 15 + 1)
        #expect(abs(value - volts * ohms / (ohms + 1000)) < 1e-9)
      }
    }

    @Test("A transient brings back the wanted vectors over time")
    func transient() async throws {
      let deck = """
        rc
        v1 in 0 pulse(0 1 0 1p 1p 1 2)
        r1 in out 1k
        c1 out 0 1n
        .tran 10n 5u 0 10n
        .end
        """
      let result = try await pool.run(SimulationJob(deck: deck, vectors: ["v(out)"]))
      let plot = try result.plot(.transient)
      #expect(plot.waveforms.map(\.name) == ["time", "v(out)"])
      let time = try #require(plot.scale).values
      #expect(abs((time.last ?? 0) - 5e-6) < 1e-15)
      let wave = try plot.waveform("v(out)").values
      for (t, v) in zip(time, wave) { #expect(abs(v - (1 - exp(-t / 1e-6))) < 1e-4) }
    }

    @Test("Outcomes stand in the order of the jobs and do not depend on the count of workers")
    func order() async throws {
      let jobs = (0..<40).map { k in
        SimulationJob(
          deck: "d\nv1 in 0 1\nr1 in out 1k\nr2 out 0 \(k + 1)k\nb1 n 0 v=sin(v(out))\n.op",
          vectors: ["v(out)", "v(n)"])
      }
      let alone = try NgspicePool(workers: 1)
      let first = await pool.run(jobs)
      let second = await alone.run(jobs)
      for k in 0..<jobs.count {
        let a = try first[k].get()
        #expect(abs(try a.values("v(out)")[0] - Double(k + 1) / Double(k + 2)) < Self.linear)
        #expect(a.steps == (try second[k].get()).steps)
      }
    }
  }
}

import Foundation
import Ngspice
import Quantities
import Simulation
import Testing

extension EngineSuite {
  @Suite("Coupled devices")
  struct CoupledTests {
    let pool: NgspicePool

    init() throws { pool = try EngineSuite.pool.get() }

    static let deck = """
      a step through a coupled low-pass
      v1 in 0 pulse(0 1 0 1p 1p 1 2)
      vy y 0 external
      ry y 0 1k
      .tran 10n 5u 0 10n
      .end
      """

    static func job(step: Double, tau: Double = 1e-6) -> SimulationJob {
      SimulationJob(
        deck: deck, vectors: ["v(y)"],
        coupled: [
          CoupledElement(
            kind: "low-pass", sources: ["vy"], inputs: ["v(in)"],
            parameters: ["tau": tau, "step": step])
        ])
    }

    /// The input of a step is held at its beginning: the response comes late by one step at most.
    static func error(_ plot: Plot, tau: Double) throws -> Double {
      let time = try plot.waveform("time").values
      let wave = try plot.waveform("v(y)").values
      return zip(time, wave).map { abs($1 - (1 - exp(-$0 / tau))) }.max() ?? .infinity
    }

    @Test("A coupled low-pass follows its exponential, and better with shorter steps")
    func lowPass() async throws {
      let coarse = try await pool.run(Self.job(step: 1e-8)).plot(.transient)
      let fine = try await pool.run(Self.job(step: 1e-9)).plot(.transient)
      #expect(try Self.error(coarse, tau: 1e-6) < 1.1e-2)
      #expect(try Self.error(fine, tau: 1e-6) < 1.1e-3)
      let time = try fine.waveform("time").values
      #expect(zip(time, time.dropFirst()).allSatisfy { $1 - $0 < 1.001e-9 })
    }

    @Test("Steps that the engine rejects leave no trace in the device")
    func rejection() async throws {
      // Sharp edges into a diode across a resonant circuit: the engine gives steps up now and then,
      // and the device's second output counts how often.
      var job = Self.job(step: .infinity)
      job.vectors = ["v(y)", "v(n)"]
      job.coupled[0].sources = ["vy", "vn"]
      job.deck = """
        rejections
        v1 in 0 sin(0 1 2meg)
        vy y 0 external
        ry y 0 1k
        vn n 0 external
        rn n 0 1k
        l1 in a 10u
        d1 a b dd
        c1 b 0 1n
        r1 b 0 500
        .model dd d is=1e-14 tt=20n cjo=10p
        .tran 50n 5u
        .end
        """
      let free = try await pool.run(job).plot(.transient)
      let time = try free.waveform("time").values
      let wave = try free.waveform("v(y)").values
      let rejections = try free.waveform("v(n)").values
      #expect(try #require(rejections.last) >= 1, "no step was rejected: this test proves nothing")
      #expect(zip(rejections, rejections.dropFirst()).allSatisfy { $0 <= $1 })
      // The same recursion over the accepted points alone.
      var state = 0.0
      var input = 0.0
      for k in time.indices {
        if k > 0 { state = input + (state - input) * exp(-(time[k] - time[k - 1]) / 1e-6) }
        #expect(abs(wave[k] - state) < 1e-9)
        input = sin(2 * .pi * 2e6 * time[k])
      }
    }

    @Test("A run does not depend on the runs before it")
    func restart() async throws {
      var job = Self.job(step: 1e-8)
      job.steps = [[], []]
      let result = try await pool.run(job)
      #expect(result.steps.count == 2)
      #expect(result.steps[0] == result.steps[1])
    }

    @Test("An unknown kind, a missing vector and a source without device are errors that say so")
    func failures() async throws {
      var unknown = Self.job(step: 1e-8)
      unknown.coupled[0].kind = "spin-torque"
      var blind = Self.job(step: 1e-8)
      blind.coupled[0].inputs = ["v(nowhere)"]
      var lonely = Self.job(step: 1e-8)
      lonely.coupled[0].sources = ["vz"]
      for (job, word) in [(unknown, "spin-torque"), (blind, "v(nowhere)"), (lonely, "'vy'")] {
        let error = await #expect(throws: SimulationError.self) { try await pool.run(job) }
        #expect(error?.message.contains(word) == true, "\(String(describing: error))")
      }
    }
  }
}

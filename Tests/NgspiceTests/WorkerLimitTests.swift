import Foundation
import Ngspice
import Quantities
import Simulation
import Testing

extension EngineSuite {
  /// What a worker may use, and when it is replaced.
  @Suite("Limits of workers")
  struct WorkerLimitTests {
    static let isSanitized = ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains {
      ProcessInfo.processInfo.environment[$0] != nil
    }

    /// Jobs that need more than their worker may have: one in many points, one in a single vector.
    static let hungry = [
      "hungry\nv1 n0 0 1\n"
        + (0..<400).map { "r\($0) n\($0) n\($0 + 1) 1k" }.joined(separator: "\n")
        + "\nr400 n400 0 1\n.dc v1 0 1 1u\n.end",
      "hungry\nv1 a 0 1\nr1 a 0 1\n.control\nop\nlet x = vector(200000000)\n.endc\n.end",
    ]

    @Test(
      "A job beyond the limit of memory says so, once, and the next job is right",
      .enabled(if: !isSanitized, "sanitizers map more than any limit"), arguments: hungry)
    func memory(deck: String) async throws {
      var limits = NgspicePool.Limits()
      // A worker at rest has some 210 MiB of address space.
      limits.memoryBytes = 400 << 20
      let pool = try NgspicePool(workers: 1, limits: limits)
      let error = await #expect(throws: SimulationError.self) {
        try await pool.run(SimulationJob(deck: deck, deadline: 60))
      }
      #expect(error?.code == .outOfMemory, "\(String(describing: error))")
      let good = try await pool.run(SimulationJob(deck: PoolTests.divider))
      #expect(abs(try good.plots[0].value("out") - 2) < PoolTests.linear)
    }

    @Test("A crash is not taken for want of memory")
    func crash() async throws {
      let deck =
        "crash\nv1 a 0 1\n.func f(x) {g(x)}\n.func g(x) {f(x)}\nr1 a 0 {f(1)}\n.op\n.end"
      let error = await #expect(throws: SimulationError.self) {
        try await NgspicePool(workers: 1).run(SimulationJob(deck: deck, deadline: 20))
      }
      #expect(error?.code == .crashed, "\(String(describing: error))")
    }

    @Test("A worker is replaced after its count of jobs, and nobody notices")
    func recycling() async throws {
      var limits = NgspicePool.Limits()
      limits.recycleJobs = 5
      let pool = try NgspicePool(workers: 1, limits: limits)
      // Every trusted job tells the number of its process.
      let deck = "who\nv1 a 0 1\nr1 a 0 1\n.op\n.end"
      let before = Set(CampaignTests.workers())
      var seen: Set<pid_t> = []
      for _ in 0..<20 {
        let result = try await pool.run(SimulationJob(deck: deck))
        #expect(abs(try result.plots[0].value("a") - 1) < PoolTests.linear)
        seen.formUnion(CampaignTests.workers())
      }
      // The pool's fourth worker has just been replaced or ended.
      #expect((3...5).contains(seen.subtracting(before).count))
    }
  }
}

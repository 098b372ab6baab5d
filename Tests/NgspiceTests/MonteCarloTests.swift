import Foundation
import Ngspice
import Quantities
import Randomness
import Simulation
import Testing

extension EngineSuite {
  @Suite("Monte Carlo")
  struct MonteCarloTests {
    /// A divider whose lower resistor is drawn by the engine.
    static let drawnByEngine =
      "drawn\n.param rr=agauss(2000,300,3)\nv1 in 0 3\nr1 in out 1k\nr2 out 0 {rr}\n.op\n.end"

    static func campaign(_ samples: Int, seed: UInt64 = 7) -> MonteCarlo {
      let job = SimulationJob(deck: PoolTests.divider, vectors: ["v(out)"])
      return MonteCarlo(of: job, samples: samples, seed: seed) { stream in
        [
          .value(device: "r1", 1000 * (1 + 0.1 * stream.normal())),
          .value(device: "r2", 2000 * (1 + 0.1 * stream.normal())),
        ]
      }
    }

    private static func volts(
      _ outcomes: [Result<SimulationResult, SimulationError>]
    ) throws -> [Double] {
      try outcomes.map { try $0.get().values("v(out)")[0] }
    }

    @Test("Samples obey Ohm's law and do not depend on the count of workers or of samples")
    func drawn() async throws {
      let campaign = Self.campaign(60)
      let alone = try Self.volts(await NgspicePool(workers: 1).run(campaign))
      let shared = try Self.volts(await NgspicePool(workers: 2).run(campaign))
      let longer = try Self.volts(await EngineSuite.pool.get().run(Self.campaign(90)))
      #expect(alone == shared)
      #expect(alone == Array(longer.prefix(60)))
      for (k, volt) in alone.enumerated() {
        let ohms = campaign.alterations(of: k).map { alteration in
          if case .value(_, let value) = alteration { value } else { Double.nan }
        }
        #expect(abs(volt - 3 * ohms[1] / (ohms[0] + ohms[1])) < 1e-9)
      }
      #expect(Set(alone).count == 60)
      let other = try Self.volts(await EngineSuite.pool.get().run(Self.campaign(60, seed: 8)))
      #expect(Set(other).isDisjoint(with: alone))
    }

    @Test("The engine's own random functions follow the seed, sample by sample")
    func drawnByEngine() async throws {
      let job = SimulationJob(deck: Self.drawnByEngine, vectors: ["v(out)"])
      let campaign = MonteCarlo(of: job, samples: 40, seed: 3)
      let first = try Self.volts(await NgspicePool(workers: 1).run(campaign))
      let second = try Self.volts(await NgspicePool(workers: 2).run(campaign))
      #expect(first == second)
      #expect(Set(first).count == 40)
      // From volts back to ohms: mean 2000, a deviation of a third of 300.
      let ohms = first.map { 1000 * $0 / (3 - $0) }
      let mean = ohms.reduce(0, +) / 40
      let deviation = (ohms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39).squareRoot()
      // Four standard errors of a mean and of a deviation of 40 samples.
      #expect(abs(mean - 2000) < 4 * 100 / 40.0.squareRoot())
      #expect(abs(deviation - 100) < 4 * 100 / 78.0.squareRoot())
    }

    @Test("A sample that fails is a value among the others")
    func failing() async throws {
      let job = SimulationJob(deck: PoolTests.divider, vectors: ["v(out)"])
      let campaign = MonteCarlo(of: job, samples: 12, seed: 1) { stream in
        [.value(device: "r2", stream.bernoulli(0.5) ? 1000 : .infinity)]
      }
      let outcomes = try await EngineSuite.pool.get().run(campaign)
      let failed = outcomes.filter { (try? $0.get()) == nil }.count
      #expect(outcomes.count == 12)
      #expect(failed > 0 && failed < 12)
    }
  }
}

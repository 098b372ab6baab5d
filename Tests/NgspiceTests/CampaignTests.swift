import Foundation
import Ngspice
import Quantities
import Randomness
import Simulation
import Synchronization
import Testing

extension EngineSuite {
  /// Many jobs, and all that can go wrong with them.
  @Suite("Campaigns")
  struct CampaignTests {
    @Test("Workers killed at random moments: nothing lost, nothing doubled, everything right")
    func kills() async throws {
      let pool = try NgspicePool(workers: 2)
      let count = 240
      let jobs = (0..<count).map { k in
        SimulationJob(
          deck: "k\nv1 in 0 \(k + 1)\nr1 in out 1k\nc1 out 0 1p\n.tran 0.1n 400n 0 0.1n",
          vectors: ["v(out)"])
      }
      let finished = Mutex(0)
      let killer = Task.detached {
        var stream = RandomStream(seed: 5, purpose: "kills")
        var kills = 0
        var seen = 0
        while !Task.isCancelled {
          // The next moment is drawn too, so that kills fall anywhere within a job.
          try? await Task.sleep(for: .microseconds(stream.integer(below: 20_000)))
          // Let a few jobs through between kills, or a busy machine does nothing but start workers.
          let now = finished.withLock { $0 }
          guard now >= seen + 4 else { continue }
          seen = now
          let workers = Self.workers()
          guard let victim = workers.isEmpty ? nil : workers[stream.integer(below: workers.count)]
          else { continue }
          if kill(victim, SIGKILL) == 0 { kills += 1 }
        }
        return kills
      }
      let outcomes = await pool.run(jobs) { done in finished.withLock { $0 = max($0, done) } }
      killer.cancel()
      let kills = await killer.value
      #expect(finished.withLock { $0 } == count)
      #expect(outcomes.count == count)
      var failures = 0
      for (k, outcome) in outcomes.enumerated() {
        switch outcome {
        case .success(let result):
          let last = try result.plots[0].value("v(out)")
          // A constant source: the circuit rests at its voltage.
          #expect(abs(last - Double(k + 1)) < 1e-6 * Double(k + 1))
        case .failure(let error):
          failures += 1
          #expect(error.code == .crashed, "\(error)")
        }
      }
      // A job is tried twice, so that each failure has cost two kills.
      #expect(failures * 2 <= kills)
      print("campaign: \(count) jobs, \(kills) kills, \(failures) jobs hit twice")
    }

    @Test("Mutated decks end in a result or an error each, and the pool stays well")
    func mutations() async throws {
      let count =
        ProcessInfo.processInfo.environment["LARMOR_MUTATIONS"].flatMap { Int($0) } ?? 1000
      let pool = try NgspicePool(workers: 2)
      let jobs = (0..<count).map { index in
        SimulationJob(deck: Self.mutated(UInt64(index)), deadline: 3, pointLimit: 100_000)
      }
      let outcomes = await pool.run(jobs)
      #expect(outcomes.count == count)
      var codes: [String: Int] = [:]
      for outcome in outcomes {
        switch outcome {
        case .success: codes["done", default: 0] += 1
        case .failure(let error): codes[error.code.rawValue, default: 0] += 1
        }
      }
      print("mutated decks:", codes.sorted { $0.key < $1.key })
      let good = try await pool.run(SimulationJob(deck: PoolTests.divider))
      #expect(abs(try good.plots[0].value("out") - 2) < PoolTests.linear)
    }

    @Test("A worker's memory stays flat over thousands of jobs")
    func leak() async throws {
      let pool = try NgspicePool(workers: 1)
      let before = Self.workers()
      _ = await pool.run(
        [SimulationJob](repeating: SimulationJob(deck: PoolTests.divider), count: 500))
      let own = Set(Self.workers()).subtracting(before)
      let worker = try #require(own.first)
      let early = Self.residentBytes(worker)
      let count = 2000
      _ = await pool.run(
        [SimulationJob](repeating: SimulationJob(deck: PoolTests.divider), count: count))
      let slope = Double(Self.residentBytes(worker) - early) / Double(count)
      // 0.2 kB a loop, where a forgotten command log costs 0.6 and forgotten plots far more.
      #expect(slope < 200, "\(slope) bytes a job")
    }

    private static let seedDeck = """
      mutant
      .param rr=2k
      v1 in 0 pulse(0 1 0 1n 1n 50n 100n)
      r1 in a {rr}
      c1 a 0 1p
      d1 a b dd
      r2 b 0 1k
      x1 b c half
      m1 c b 0 0 nn w=1u l=1u
      r3 c 0 10k
      b1 q 0 v=v(a)*2
      r4 q 0 1k
      .subckt half p n
      r1 p n 1k
      r2 n 0 1k
      .ends
      .model dd d is=1e-14
      .model nn nmos level=1 vto=0.5
      .tran 1n 200n
      .meas tran vm max v(a)
      .end
      """

    /// The deck with one to four random edits: bytes changed, cut or doubled, lines dropped, swapped.
    private static func mutated(_ index: UInt64) -> String {
      var stream = RandomStream(seed: 9, purpose: "mutations", index: index)
      var bytes = Array(seedDeck.utf8)
      for _ in 0...stream.integer(below: 4) {
        let place = stream.integer(below: bytes.count)
        switch stream.integer(below: 6) {
        case 0: bytes[place] = UInt8(32 + stream.integer(below: 95))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(stream.integer(below: 256)), at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + stream.integer(below: 40)))
        default:
          var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
          let first = stream.integer(below: lines.count)
          if stream.bernoulli(0.5) {
            lines.swapAt(first, stream.integer(below: lines.count))
          } else {
            lines.insert(lines[first], at: stream.integer(below: lines.count))
          }
          bytes = Array(lines.joined(separator: [10]))
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    /// The processes that this one has started as workers.
    static func workers() -> [pid_t] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap { pid_t($0) }.filter { process in
        let command =
          (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)) ?? ""
        let stat = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        return command.contains(NgspiceWorker.argument) && fields.count > 1
          && fields[1] == "\(getpid())"
      }.sorted()
    }

    private static func residentBytes(_ process: pid_t) -> Int {
      let text = (try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8)) ?? ""
      let fields = text.split(separator: " ")
      return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    }
  }
}

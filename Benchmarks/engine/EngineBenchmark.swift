import Foundation
import Ngspice
import Quantities
import Simulation

/// The engine's figures, each as one JSON line on standard output.
struct EngineBenchmark {
  static let divider = "divider\nv1 in 0 3\nr1 in out 1k\nr2 out 0 2k\n.op\n.end\n"

  /// 1,000 points of three unknowns.
  static let line = """
    line
    v1 in 0 sin(0 1 1meg)
    r1 in a 1k
    c1 a 0 10p
    .tran 1n 1u 0 1n
    .end

    """

  private let program = CommandLine.arguments[0]

  init() throws {}

  /// Tiny operating points: jobs through one worker, alterations of one deck, and `ngspice -b` runs.
  func rate() async throws {
    let pool = try NgspicePool(workers: 1, executable: program)
    _ = try await pool.run(SimulationJob(deck: Self.divider))
    let jobs = [SimulationJob](
      repeating: SimulationJob(deck: Self.divider, vectors: ["v(out)"]), count: 4000)
    let jobRate = Double(jobs.count) / (try await seconds { await pool.run(jobs) })
    let steps = (0..<20_000).map { [Alteration.value(device: "r2", 1000 + Double($0))] }
    let sweep = SimulationJob(deck: Self.divider, vectors: ["v(out)"], steps: steps)
    let stepRate = Double(steps.count) / (try await seconds { try await pool.run(sweep) })
    let folder = FileManager.default.temporaryDirectory.path
    let deck = folder + "/larmor-benchmark.cir"
    try Self.divider.write(toFile: deck, atomically: true, encoding: .utf8)
    let runs = 40
    let batchRate =
      Double(runs)
      / (try await seconds {
        for _ in 0..<runs { try batch(deck) }
      })
    report(
      "engine: tiny operating points, one deck each", jobRate, batchRate, "runs/s", "ngspice -b")
    report(
      "engine: tiny operating points, one deck altered", stepRate, batchRate, "runs/s", "ngspice -b"
    )
  }

  /// The same mixed jobs with one worker and with two.
  func scaling() async throws {
    for (name, deck, count) in [
      ("operating points", Self.divider, 6000), ("1,000-point transients", Self.line, 300),
    ] {
      let jobs = [SimulationJob](
        repeating: SimulationJob(deck: deck, vectors: ["v(in)"]), count: count)
      var rates: [Double] = []
      for workers in [1, 2] {
        let pool = try NgspicePool(workers: workers, executable: program)
        _ = await pool.run([SimulationJob](repeating: jobs[0], count: workers * 4))
        rates.append(Double(count) / (try await seconds { await pool.run(jobs) }))
      }
      report("engine: two workers against one, \(name)", rates[1], rates[0], "runs/s", "one worker")
    }
  }

  /// A transient through the pool against the worker's own loop: the same deck loaded once and run
  /// again and again in one job, where nothing but the engine takes time.
  func transient() async throws {
    let pool = try NgspicePool(workers: 1, executable: program)
    let job = SimulationJob(deck: Self.line, vectors: ["v(a)"])
    var loop = job
    loop.steps = [[Alteration]](repeating: [], count: 100)
    _ = try await pool.run(loop)
    var ours = Double.infinity
    var bare = Double.infinity
    for _ in 0..<5 {
      ours = min(ours, try await seconds { for _ in 0..<100 { _ = try await pool.run(job) } })
      bare = min(bare, try await seconds { try await pool.run(loop) })
    }
    report(
      "engine: 1,000-point transient, one job each", ours * 10, bare * 10, "ms", "loop in one job")
  }

  /// 10,000 mixed jobs, good, failing, crashing and hanging: memory after the first 500 and at the end.
  func memory() async throws {
    let pool = try NgspicePool(workers: 2, executable: program)
    var early = 0
    var wrong = 0
    for round in 0..<20 {
      let jobs = (0..<500).map { Self.mixed(round * 500 + $0) }
      let outcomes = await pool.run(jobs)
      for (index, outcome) in outcomes.enumerated() where Self.isGood(index) {
        let number = Double(round * 500 + index + 1)
        let expected = 3 * number / (number + 1000)
        guard case .success(let result) = outcome,
          abs((try result.values("v(out)").first ?? 0) - expected) < 1e-9
        else {
          wrong += 1
          continue
        }
      }
      if round == 0 { early = Self.residentBytes() }
    }
    let growth = Double(Self.residentBytes()) / Double(early)
    report(
      "engine: parent's memory after 10,000 mixed jobs", growth, 1, "of that after 500", "none")
    report("engine: good jobs of 10,000 with a wrong result", Double(wrong), 0, "jobs", "none")
  }

  private static func isGood(_ index: Int) -> Bool {
    index % 10 != 3 && index % 250 != 7 && index % 500 != 11
  }

  private static func mixed(_ number: Int) -> SimulationJob {
    let index = number % 500
    let head = "job\nv1 in 0 3\nr1 in out 1k\nr2 out 0 \(number + 1)\n"
    if index % 500 == 11 {
      // Hangs: femtosecond steps to the end of a second.
      return SimulationJob(deck: head + "c1 out 0 1p\n.tran 1f 1 0 1f", deadline: 0.05)
    }
    // Crashes: only the engine expands the condition.
    if index % 250 == 7 { return SimulationJob(deck: head + ".if (1)\n.measure tran\n.endif\n.op") }
    if index % 10 == 3 { return SimulationJob(deck: head + "x1 in out nosub\n.op") }
    return SimulationJob(deck: head + ".op", vectors: ["v(out)"])
  }

  private func batch(_ deck: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ngspice", "-b", deck]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
  }

  private func seconds(_ work: () async throws -> some Any) async throws -> Double {
    let start = ContinuousClock.now
    _ = try await work()
    return (ContinuousClock.now - start) / .seconds(1)
  }

  private func report(
    _ name: String, _ ours: Double, _ peer: Double, _ unit: String, _ peerName: String
  ) {
    let ratio = peer == 0 ? 0 : ours / peer
    print(
      "{\"name\": \"\(name)\", \"ours\": \(ours), \"peer\": \(peer), \"ratio\": \(ratio), \"unit\": \"\(unit)\", \"peer_name\": \"\(peerName)\"}"
    )
  }

  private static func residentBytes() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return 0
    }
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }
}

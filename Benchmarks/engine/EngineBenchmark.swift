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

  private let bare = BareLoop()

  /// Tiny operating points: jobs through one worker and two, alterations of one deck, the bare library,
  /// and `ngspice -b` runs. The fastest of a few rounds each, taken in turns.
  func rate() async throws {
    let one = try NgspicePool(workers: 1)
    let two = try NgspicePool(workers: 2)
    let jobs = (0..<2000).map { number in
      SimulationJob(
        deck: Self.divider.replacing("2k", with: "\(1000 + number)"), vectors: ["v(out)"])
    }
    let steps = (0..<10_000).map { [Alteration.value(device: "r2", 1000 + Double($0))] }
    let sweep = SimulationJob(deck: Self.divider, vectors: ["v(out)"], steps: steps)
    let text = Self.divider.replacing(".op", with: ".save v(out)\n.op")
    let folder = FileManager.default.temporaryDirectory.path
    let deck = folder + "/larmor-benchmark.cir"
    try Self.divider.write(toFile: deck, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: deck) }
    _ = await two.run(Array(jobs.prefix(100)))
    var best = Rates()
    for _ in 0..<5 {
      best.one.take(Double(jobs.count) / (try await seconds { await one.run(jobs) }))
      best.two.take(Double(jobs.count) / (try await seconds { await two.run(jobs) }))
      best.altered.take(Double(steps.count) / (try await seconds { try await one.run(sweep) }))
      if let bare {
        best.bare.take(
          2000
            / (try await seconds { bare.run(text, reading: "v(out)", times: 2000) }))
      }
      best.batch.take(20 / (try await seconds { for _ in 0..<20 { try batch(deck) } }))
    }
    let name = "engine: tiny operating points, "
    report(name + "one deck altered", best.altered, best.batch, "runs/s", "ngspice -b")
    report(name + "one deck each, two workers", best.two, best.batch, "runs/s", "ngspice -b")
    report(name + "one deck each, one worker", best.one, best.batch, "runs/s", "ngspice -b")
    if bare != nil {
      report(name + "bare library, one deck each", best.bare, best.batch, "runs/s", "ngspice -b")
      report(name + "one deck each, one worker", best.one, best.bare, "runs/s", "bare library")
    }
  }

  /// The best of every kind, runs/s.
  private struct Rates {
    var one = 0.0
    var two = 0.0
    var altered = 0.0
    var bare = 0.0
    var batch = 0.0
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
        let pool = try NgspicePool(workers: workers)
        _ = await pool.run([SimulationJob](repeating: jobs[0], count: workers * 4))
        rates.append(Double(count) / (try await seconds { await pool.run(jobs) }))
      }
      report("engine: two workers, \(name)", rates[1], rates[0], "runs/s", "one worker")
    }
  }

  /// A transient through the pool against the library called bare, in turns: both load the deck, run it,
  /// and copy one vector of 1,000 points.
  func transient() async throws {
    guard let bare else { return }
    let pool = try NgspicePool(workers: 1)
    let job = SimulationJob(deck: Self.line, vectors: ["v(a)"])
    let text = Self.line.replacing(".tran", with: ".save v(a)\n.tran")
    let points = bare.run(text, reading: "v(a)")
    let same = try await pool.run(job).plot(.transient).waveform("v(a)").values
    guard points == same else {
      throw SimulationError(.incomplete, "the pool and the bare library disagree")
    }
    var ours = Cost.most
    var theirs = Cost.most
    for _ in 0..<20 {
      ours.take(try await cost { for _ in 0..<25 { _ = try await pool.run(job) } })
      theirs.take(try await cost { bare.run(text, reading: "v(a)", times: 25) })
    }
    let name = "engine: 1,000-point transient, one job each"
    report(name, ours.wall * 40, theirs.wall * 40, "ms", "bare library")
    report(
      name + ", processor time of pool and worker", ours.processor * 40, theirs.processor * 40,
      "ms", "bare library")
  }

  /// What work takes: seconds by the clock on the wall, and of processors.
  private struct Cost {
    var wall: Double
    var processor: Double

    static let most = Cost(wall: .infinity, processor: .infinity)

    /// Keeps the smaller of each.
    mutating func take(_ other: Cost) {
      wall = min(wall, other.wall)
      processor = min(processor, other.processor)
    }
  }

  private func cost(_ work: () async throws -> some Any) async throws -> Cost {
    let before = Processes.processorSeconds()
    let wall = try await seconds(work)
    return Cost(wall: wall, processor: Processes.processorSeconds() - before)
  }

  /// Processor time of a tiny operating point, which a busy machine changes less than rates.
  func processorTime() async throws {
    guard let bare else { return }
    let pool = try NgspicePool(workers: 1)
    let jobs = (0..<1000).map { number in
      SimulationJob(
        deck: Self.divider.replacing("2k", with: "\(1000 + number)"), vectors: ["v(out)"])
    }
    let text = Self.divider.replacing(".op", with: ".save v(out)\n.op")
    let folder = FileManager.default.temporaryDirectory.path
    let deck = folder + "/larmor-benchmark.cir"
    try Self.divider.write(toFile: deck, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: deck) }
    _ = await pool.run(Array(jobs.prefix(50)))
    var ours = Cost.most
    var library = Cost.most
    var batch = Cost.most
    for _ in 0..<5 {
      ours.take(try await cost { await pool.run(jobs) })
      library.take(
        try await cost { bare.run(text, reading: "v(out)", times: 1000) })
      batch.take(try await cost { for _ in 0..<20 { try self.batch(deck) } })
    }
    let name = "engine: tiny operating point, a deck each, processor time"
    report(name, ours.processor * 1e3, batch.processor * 5e4, "us", "ngspice -b")
    report(name, ours.processor * 1e3, library.processor * 1e3, "us", "bare library")
  }

  /// 10,000 mixed jobs, good, failing, crashing and hanging: memory after the first 500 and at the end.
  func memory() async throws {
    let pool = try NgspicePool(workers: 2)
    var early = (parent: 0, workers: 0)
    var wrong = 0
    var codes: [String: Int] = [:]
    for round in 0..<20 {
      let jobs = (0..<500).map { Self.mixed(round * 500 + $0) }
      let outcomes = await pool.run(jobs)
      for case .failure(let error) in outcomes { codes[error.code.rawValue, default: 0] += 1 }
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
      if round == 0 { early = (Processes.residentBytes("self"), Processes.bytesOfWorkers()) }
    }
    let late = (parent: Processes.residentBytes("self"), workers: Processes.bytesOfWorkers())
    report(
      "engine: parent's memory after 10,000 mixed jobs",
      Double(late.parent) / Double(early.parent), 1, "of that after 500", "none")
    report(
      "engine: workers' memory after 10,000 mixed jobs",
      Double(late.workers) / Double(early.workers), 1, "of that after 500", "none")
    report(
      "engine: workers' memory after 10,000 mixed jobs", Double(late.workers) / 1_048_576,
      Double(early.workers) / 1_048_576, "MiB", "that after 500")
    report("engine: good jobs of 10,000 with a wrong result", Double(wrong), 0, "jobs", "none")
    for (code, count) in codes.sorted(by: { $0.key < $1.key }) {
      report("engine: jobs of 10,000 that ended as \(code)", Double(count), 0, "jobs", "none")
    }
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
    if index % 250 == 7 {
      // Crashes: two functions that call each other.
      return SimulationJob(deck: head + ".func f(x) {g(x)}\n.func g(x) {f(x)}\nr3 in 0 {f(2)}\n.op")
    }
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
    let full = peerName == "none" ? name : "\(name), beside \(peerName)"
    print(
      "{\"name\": \"\(full)\", \"ours\": \(ours), \"peer\": \(peer), \"ratio\": \(ratio), \"unit\": \"\(unit)\", \"peer_name\": \"\(peerName)\"}"
    )
  }
}

extension Double {
  /// Keeps the larger.
  fileprivate mutating func take(_ other: Double) { self = Swift.max(self, other) }
}

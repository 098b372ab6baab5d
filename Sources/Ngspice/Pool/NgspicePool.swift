public import Foundation
public import Simulation

/// ngspice in worker processes: many jobs at a time, none of which can harm another or the caller.
///
/// ```swift
/// let pool = try NgspicePool(workers: 2)
/// let result = try await pool.run(SimulationJob(deck: deck, vectors: ["v(out)"]))
/// let wave = try result.plot(.transient).waveform("v(out)")
/// ```
///
/// A job that crashes its worker is tried once more in a fresh one; one that passes its deadline or
/// is cancelled is killed with its worker. Workers are replaced before their memory grows. Results
/// do not depend on how many workers there are, nor on what ran before.
public final class NgspicePool: Simulator {
  /// When a worker is replaced although it is well.
  public struct Limits: Hashable, Sendable {
    /// Jobs after which a worker is replaced.
    public var recycleJobs = 10_000
    /// Resident memory, in bytes, above which a worker is replaced after its job.
    public var recycleBytes = 200 << 20
    /// Address space, in bytes, beyond which a worker gets no memory, so that its job fails
    /// (`SimulationError.Code.outOfMemory`) and not the machine. Not in force under a sanitizer, which
    /// maps terabytes.
    public var memoryBytes = 16 << 30

    /// The usual limits.
    public init() {}
  }

  /// How many jobs run at a time.
  public let workers: Int
  private let queue = JobQueue()
  private let program: String
  private let root: String

  /// A pool; its workers start with their first jobs.
  ///
  /// - Parameters:
  ///   - workers: how many at a time; by default one for each processor.
  ///   - executable: the program to start as a worker, which must call `NgspiceWorker.runIfAsked()`.
  ///     By default `$LARMOR_WORKER`, else this program when it has called that, else the `larmor` beside it.
  ///   - limits: when workers are replaced.
  /// - Throws: `SimulationError.Code.unavailable` when no such program is found.
  public init(
    workers: Int = ProcessInfo.processInfo.activeProcessorCount, executable: String? = nil,
    limits: Limits = Limits()
  ) throws(SimulationError) {
    precondition(workers > 0, "a pool needs at least one worker, not \(workers)")
    self.workers = workers
    program = try WorkerExecutable.resolve(executable)
    root = NSTemporaryDirectory() + "larmor-" + UUID().uuidString
    for _ in 0..<workers {
      let (program, root, queue) = (program, root, queue)
      let thread = Thread {
        var worker = WorkerThread(program: program, root: root, limits: limits, queue: queue)
        worker.run()
      }
      thread.name = "larmor ngspice"
      thread.start()
    }
  }

  deinit { queue.close() }

  /// The engine and its version, such as `ngspice 39`; starts a worker to ask.
  public var engine: String {
    get async throws(SimulationError) { try greeting().engine }
  }

  /// What the engine was built with, such as `XSPICE`; starts a worker to ask.
  public var features: [String] {
    get async throws(SimulationError) { try greeting().features }
  }

  public func run(
    _ job: SimulationJob, progress: (@Sendable (Double) -> Void)?
  ) async throws(SimulationError) -> SimulationResult {
    // In the caller's task, not in the thread of a worker, which would wait meanwhile.
    let prepared = try PreparedJob(job)
    let ticket = Ticket(prepared, progress: progress)
    let outcome = await withTaskCancellationHandler {
      queue.append(ticket)
      return await ticket.outcome()
    } onCancel: {
      ticket.cancel()
    }
    return try prepared.result(of: try outcome.get())
  }

  private func greeting() throws(SimulationError) -> WorkerGreeting {
    let worker = try WorkerProcess.start(
      program: program, root: root, memoryBytes: Limits().memoryBytes)
    defer { worker.end() }
    return worker.greeting
  }
}

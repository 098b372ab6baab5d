import Foundation
import Quantities
import Simulation

/// One of the pool's threads: takes jobs and runs them in its worker, which it replaces as needed.
///
/// It blocks while the worker computes, and so never runs on Swift's cooperative threads.
struct WorkerThread {
  let program: String
  let root: String
  let limits: NgspicePool.Limits
  let queue: JobQueue
  private var worker: WorkerProcess?
  private var jobsOfWorker = 0
  /// Whether the worker has driven coupled devices.
  private var hasCoupled = false

  init(program: String, root: String, limits: NgspicePool.Limits, queue: JobQueue) {
    self.program = program
    self.root = root
    self.limits = limits
    self.queue = queue
  }

  /// Works until the queue closes.
  mutating func run() {
    while let ticket = queue.next() {
      ticket.settle(outcome(of: ticket))
    }
    discard()
  }

  /// Runs a job, a second time when its worker crashed; not when it ran out of memory, which it would
  /// again.
  private mutating func outcome(of ticket: Ticket) -> Ticket.Outcome {
    do throws(WorkerCrash) {
      return try attempt(ticket)
    } catch {
      guard !error.isOutOfMemory else { return .failure(error.simulationError(limits)) }
      do throws(WorkerCrash) {
        return try attempt(ticket)
      } catch {
        return .failure(error.simulationError(limits))
      }
    }
  }

  /// How long after its deadline a worker may take to begin to say what it has computed, and to say it.
  private static let grace = (begin: Duration.milliseconds(500), end: Duration.seconds(30))

  private mutating func attempt(_ ticket: Ticket) throws(WorkerCrash) -> Ticket.Outcome {
    let job = ticket.prepared.job
    let worker: WorkerProcess
    do throws(SimulationError) {
      worker = try readyWorker(coupled: !job.coupled.isEmpty)
    } catch {
      return .failure(error)
    }
    guard ticket.begin(on: worker) else { return .failure(.cancelled) }
    let started = ContinuousClock.now
    let deadline = started + .seconds(job.deadline.value)
    defer { ticket.release() }
    do {
      try worker.channel.send(.job, ticket.prepared.payload)
      while true {
        let (kind, bytes) = try worker.channel.receive(
          until: deadline + Self.grace.begin, wholeUntil: deadline + Self.grace.end)
        var reader = WireReader(bytes)
        if kind == .progress {
          ticket.progress?(try reader.double())
          continue
        }
        let after = try WorkerReply.Aftermath(from: &reader)
        ticket.release()
        jobsOfWorker += 1
        if after.endsWorker || after.residentBytes > limits.recycleBytes
          || jobsOfWorker >= limits.recycleJobs
        {
          discard()
        }
        let elapsed = ContinuousClock.now - started
        return .success(Ticket.Answer(reply: reader, elapsed: elapsed.seconds))
      }
    } catch Channel.Failure.late {
      discard()
      return .failure(ticket.prepared.timedOut)
    } catch {
      ticket.release()
      let status = discard()
      if ticket.isCancelled { return .failure(.cancelled) }
      throw WorkerCrash(status: status)
    }
  }

  /// The worker at hand, or a new one. One that has driven coupled devices rounds time steps a
  /// little differently ever after; a plain job must not depend on what ran before it.
  private mutating func readyWorker(coupled: Bool) throws(SimulationError) -> WorkerProcess {
    if let worker, coupled || !hasCoupled {
      hasCoupled = coupled
      return worker
    }
    discard()
    hasCoupled = coupled
    let fresh = try WorkerProcess.start(
      program: program, root: root, memoryBytes: limits.memoryBytes)
    worker = fresh
    jobsOfWorker = 0
    return fresh
  }

  @discardableResult
  private mutating func discard() -> Int32? {
    defer { worker = nil }
    return worker?.end()
  }
}

/// A worker that went away in the middle of a job.
struct WorkerCrash: Error {
  /// What `waitpid` says of its end, if anything.
  var status: Int32?

  /// Whether it ended itself because the system gave it no more memory.
  var isOutOfMemory: Bool {
    status.map { $0 & 0x7f == 0 && $0 >> 8 == MemoryLimit.exitStatus } ?? false
  }

  func simulationError(_ limits: NgspicePool.Limits) -> SimulationError {
    if isOutOfMemory {
      return SimulationError(
        .outOfMemory,
        "the job needs more memory than its worker may have, \(limits.memoryBytes >> 20) MiB of address "
          + "space; make the circuit smaller, bring back fewer vectors or points, or raise the limit"
      )
    }
    let signal = status.map { $0 & 0x7f } ?? 0
    let cause =
      signal == 0 ? "no signal" : "signal \(signal), \(String(cString: strsignal(signal)))"
    return SimulationError(
      .crashed,
      "the simulator crashed twice on this deck (\(cause)); look for a card without its required parts"
    )
  }
}

extension Duration {
  /// The duration as a quantity.
  var seconds: Seconds {
    Seconds(Double(components.seconds) + Double(components.attoseconds) * 1e-18)
  }
}

extension SimulationError {
  static var cancelled: SimulationError { SimulationError(.cancelled, "the job was cancelled") }
}

import Foundation
import Quantities
import Simulation
import Synchronization

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

  /// Runs a job, a second time when its worker crashed.
  private mutating func outcome(of ticket: Ticket) -> Ticket.Outcome {
    do throws(SimulationError) {
      let prepared = try PreparedJob(ticket.job)
      do throws(WorkerCrash) {
        return try attempt(ticket, prepared)
      } catch {
        do throws(WorkerCrash) {
          return try attempt(ticket, prepared)
        } catch {
          return .failure(error.simulationError)
        }
      }
    } catch {
      return .failure(error)
    }
  }

  private mutating func attempt(
    _ ticket: Ticket, _ prepared: PreparedJob
  ) throws(WorkerCrash) -> Ticket.Outcome {
    let worker: WorkerProcess
    do throws(SimulationError) {
      worker = try readyWorker(coupled: !ticket.job.coupled.isEmpty)
    } catch {
      return .failure(error)
    }
    guard ticket.begin(on: worker) else { return .failure(.cancelled) }
    let started = ContinuousClock.now
    let deadline = started + .seconds(ticket.job.deadline.value)
    defer { ticket.release() }
    do {
      try worker.channel.send(.job, prepared.payload)
      while true {
        let (kind, bytes) = try worker.channel.receive(until: deadline)
        var reader = WireReader(bytes)
        if kind == .progress {
          ticket.progress?(try reader.double())
          continue
        }
        let reply = try WorkerReply(from: &reader)
        ticket.release()
        jobsOfWorker += 1
        if reply.endsWorker || reply.residentBytes > limits.recycleBytes
          || jobsOfWorker >= limits.recycleJobs
        {
          discard()
        }
        let elapsed = ContinuousClock.now - started
        return prepared.outcome(of: reply, elapsed: elapsed.seconds)
      }
    } catch Channel.Failure.late {
      discard()
      return .failure(prepared.timedOut)
    } catch {
      ticket.release()
      let signal = discard()
      if ticket.isCancelled { return .failure(.cancelled) }
      throw WorkerCrash(signal: signal)
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
  /// The signal it died of, if any.
  var signal: Int32?

  var simulationError: SimulationError {
    let cause = signal.map { "signal \($0), \(String(cString: strsignal($0)))" } ?? "no signal"
    return SimulationError(
      .crashed,
      "the simulator crashed twice on this deck (\(cause)); look for a card without its required parts, or a circuit that needs more memory than the limit"
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

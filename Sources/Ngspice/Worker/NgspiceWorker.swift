import Foundation
public import Simulation

/// The worker side of the pool: a process of the same program that does nothing but run circuits.
///
/// A program that calls `runIfAsked()` first thing in its `main.swift`, before it reads its arguments,
/// is the worker of its own pools.
public enum NgspiceWorker {
  /// The argument that makes a program a worker.
  public static let argument = "--ngspice-worker"

  /// The descriptor of the worker's channel.
  static let descriptor: Int32 = 3

  /// Runs as a worker, and never returns, when the first argument says so; otherwise the pools of this
  /// program will start it as their worker.
  ///
  /// - Parameters:
  ///   - arguments: the program's.
  ///   - devices: the kinds of coupled devices that jobs may ask for.
  public static func runIfAsked(
    arguments: [String] = CommandLine.arguments, devices: CoupledDevices = CoupledDevices()
  ) {
    guard arguments.count > 2, arguments[1] == argument else {
      WorkerExecutable.offerThisProgram()
      return
    }
    let folder = arguments[2]
    guard chdir(folder) == 0 else { exit(2) }
    if arguments.count > 3, let bytes = Int(arguments[3]) { MemoryLimit.set(bytes) }
    watch(folder)
    answer(devices)
    leave(folder)
  }

  /// Removes a worker's folder, and the pool's when it was the last.
  static func clear(_ folder: String) {
    // Nothing depends on it: what cannot be removed stays in the folder for temporary files.
    try? FileManager.default.removeItem(atPath: folder)
    rmdir((folder as NSString).deletingLastPathComponent)
  }

  /// Ends the worker as soon as the pool is gone, even in the middle of a job.
  private static func watch(_ folder: String) {
    Thread.detachNewThread {
      var request = pollfd(fd: descriptor, events: 0, revents: 0)
      while poll(&request, 1, -1) < 0 || request.revents == 0 {}
      leave(folder)
    }
  }

  /// Held by the first thread that leaves: a second would end the process while the folder is half cleared.
  private static let leaving = NSLock()

  private static func leave(_ folder: String) -> Never {
    leaving.lock()
    clear(folder)
    _exit(0)
  }

  /// Answers jobs until the pool closes the channel.
  private static func answer(_ devices: CoupledDevices) {
    let channel = Channel(descriptor: descriptor)
    do {
      guard let session = EngineSession() else {
        try channel.send(.greeting, WorkerGreeting(engine: "", features: []).payload)
        return
      }
      // The engine has set its own handlers by now.
      MemoryLimit.watch()
      let features = session.features
      try channel.send(
        .greeting, WorkerGreeting(engine: features.engine, features: features.names).payload)
      while true {
        let (kind, bytes) = try channel.receive(until: nil)
        guard kind == .job else { return }
        var reader = WireReader(bytes)
        if try run(try WorkerRequest(from: &reader), session, devices, channel) { return }
      }
    } catch {
      // The pool is gone, or is not of this program: nobody is left to tell.
      return
    }
  }

  /// Runs a job and sends its reply; true when the worker must end.
  private static func run(
    _ request: WorkerRequest, _ session: EngineSession, _ devices: CoupledDevices,
    _ channel: borrowing Channel
  ) throws -> Bool {
    let job = WorkerJob(request, session: session, devices: devices)
    let descriptor = channel.descriptor
    session.state.progress = { share in
      var writer = WireWriter()
      writer.write(share)
      Channel.sendFromCallback(.progress, writer.bytes, descriptor: descriptor)
    }
    session.state.stop = { status in
      // The engine cannot be stopped in the middle of a step: reply from here, and end.
      Channel.sendFromCallback(.reply, job.stop(status), descriptor: descriptor)
      leave(FileManager.default.currentDirectoryPath)
    }
    defer { session.state.stop = nil }
    let (payload, endsWorker) = job.run()
    try channel.send(.reply, payload)
    return endsWorker
  }
}

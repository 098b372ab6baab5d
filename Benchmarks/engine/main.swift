import Foundation
import Ngspice
import Simulation

// Started by the pool as a worker, this program is one.
NgspiceWorker.runIfAsked()

let arguments = Set(CommandLine.arguments.dropFirst())
let benchmark = EngineBenchmark()
if arguments.isEmpty || arguments.contains("rate") { try await benchmark.rate() }
if arguments.isEmpty || arguments.contains("processor") { try await benchmark.processorTime() }
if arguments.isEmpty || arguments.contains("scaling") { try await benchmark.scaling() }
if arguments.isEmpty || arguments.contains("transient") { try await benchmark.transient() }
if arguments.isEmpty || arguments.contains("memory") { try await benchmark.memory() }

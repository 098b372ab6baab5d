import ArgumentParser
import LarmorCommand
import Ngspice
import Simulation

// A worker of the simulator pool is this same program; it never comes back from here.
NgspiceWorker.runIfAsked(devices: .all)

/// In an asynchronous function, the asynchronous `main` is the one that is called.
func start() async { await Larmor.main() }

await start()

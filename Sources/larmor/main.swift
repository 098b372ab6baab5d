import LarmorCommand
import Ngspice
import Simulation

// A worker of the simulator pool is this same program; it never comes back from here.
NgspiceWorker.runIfAsked(devices: .all)

await Larmor.start()

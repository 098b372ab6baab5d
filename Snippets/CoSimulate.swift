// Train, map onto arrays, extract from ngspice, judge: the umbrella product `Larmor`.
//
// `swift run CoSimulate`

import CoSimulation
import Ngspice
import Studies

NgspiceWorker.runIfAsked()

var plan = PairConfiguration(name: "snippet")
plan.network.count = 4
plan.device.tmr = 1
plan.device.spread.resistance = 0.05
plan.array.wireResistance = 5
plan.extraction.networks = 2
plan.loop.turns = 2
plan.evaluation.spiceNetworks = 1

let pool = try NgspicePool(workers: 2)
let simulation = PairCoSimulation(
  plan: plan.plan(for: NgspicePool.self, workers: 2), data: try plan.networkData(), simulator: pool)
let result = try await simulation.run(configuration: "", commands: []).result
for name in ["ideal", "characteristic", "nodal", "spice"] {
  if let found = result.fidelities[name] {
    print("\(name): accuracy \(found.accuracy) of \(found.n) decisions")
  }
}

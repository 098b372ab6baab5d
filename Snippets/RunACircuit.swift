// A low-pass in ngspice: its operating point and its step response.
//
// `swift run RunACircuit`

import Ngspice
import Simulation

// The workers of the pool are this same program.
NgspiceWorker.runIfAsked()

let deck = """
  low-pass of 1 kohm and 1 nF
  v1 in 0 pulse(0 1 0 1n 1n 1 2)
  r1 in out 1k
  c1 out 0 1n
  .tran 10n 5u
  .end
  """

let pool = try NgspicePool(workers: 1)
let result = try await pool.run(SimulationJob(deck: deck, vectors: ["v(out)"]))
let wave = try result.plot(.transient).waveform("v(out)")
print("v(out) after five time constants: \(wave.values.last ?? 0) V, exactly 0.99326")

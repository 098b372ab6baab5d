// The exact currents of a small array with resistive wires, and what they would be without.
//
// `swift run SolveACrossbar`

import Crossbars
import Quantities

func network(wire: Ohms) throws -> CrossbarNetwork {
  try CrossbarNetwork(
    rows: 2, columns: 3, conductances: [2.5e-4, 1.25e-4, 0, 1.25e-4, 2.5e-4, 2.5e-4],
    wordSegment: wire, bitSegment: wire, driver: 100, sense: 50)
}

let inputs = [0.1, 0.2]
for wire: Ohms in [1e-6, 1, 10] {
  let solution = try network(wire: wire).solve(inputs: inputs, voltages: false)
  print("wires of \(wire) a segment:", solution.currents.map { "\($0 * 1e6) uA" })
}

// How surely a pulse writes a junction: macrospin trajectories beside the Fokker-Planck equation.
//
// `swift run SwitchAJunction`

import Quantities
import Spintronics

let device = try MTJDevice.preset("default-40nm")
let experiment = SwitchingExperiment(
  device: device, initial: .parallel, drive: JunctionDrive(.current(80e-6)), duration: 5e-9)
let counted = try experiment.estimate(trajectories: 2000, seed: 1, workers: 2)
let solved = try experiment.fokkerPlanck()
print("\(device.name), 80 uA for 5 ns")
print("macrospin: \(counted.switched) of \(counted.trajectories) switched")
print("Fokker-Planck: probability \(solved.probability)")

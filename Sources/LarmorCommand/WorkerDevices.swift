import Cells
public import Simulation

extension CoupledDevices {
  /// Every kind of coupled device that `larmor` can run as a worker: one line for each.
  public static let all = CoupledDevices([
    CoupledMacrospins.kind: { try CoupledMacrospins($0) }
  ])
}

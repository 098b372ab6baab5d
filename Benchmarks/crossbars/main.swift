import Crossbars
import Foundation
import Quantities

// What one gradient costs, in solves of the same array: a JSON line for each size and kind of cell.

/// Seconds of the fastest of `count` runs.
func fastest(_ count: Int, _ work: () throws -> Void) rethrows -> Double {
  var best = Double.infinity
  for _ in 0..<count {
    let start = ContinuousClock.now
    try work()
    best = min(best, (ContinuousClock.now - start) / .seconds(1))
  }
  return best
}

/// `gradient` and `solve` are seconds.
func report(_ name: String, gradient: Double, solve: Double, bound: Double) {
  print(
    "{\"name\": \"\(name)\", \"ours\": \(gradient), \"peer\": \(solve), "
      + "\"ratio\": \(gradient / solve), \"unit\": \"s\", \"peer_name\": \"one solve\", "
      + "\"bound\": \(bound)}")
}

for (n, count) in [(15, 1000), (32, 500), (64, 300), (128, 200), (256, 60), (512, 15)] {
  // The array task X(n, 1, 1) but for its random numbers, which do not change what work there is.
  let isLow = (0..<n * n).map { ($0 * 2_654_435_761 >> 13) & 1 == 0 }
  let inputs = (0..<n).map { ($0 * 40_503 >> 7) & 1 == 0 ? 0.1 : 0 }
  let slopes = (0..<n).map { 1 + Double($0) / Double(n) }
  let network = try CrossbarNetwork(
    rows: n, columns: n, conductances: isLow.map { $0 ? 1 / 5e3 : 1 / 15e3 }, wordSegment: 1,
    bitSegment: 1)
  let linear = try fastest(count) { _ = try network.solve(inputs: inputs) }
  let solver = try CrossbarSolver(network)
  let solution = try solver.solve(inputs: inputs, voltages: true)
  let again = try fastest(count) { _ = try solver.solve(inputs: inputs) }
  let gradient = try fastest(count) {
    _ = try solver.gradient(of: solution, inputs: inputs, outputGradients: slopes)
  }
  report(
    "gradient over solve, \(n) x \(n) resistors", gradient: gradient, solve: linear, bound: 1.5)
  report(
    "gradient over solve of a solver at hand, \(n) x \(n) resistors", gradient: gradient,
    solve: again, bound: 1.5)

  let crossbar = try NonlinearCrossbar(
    rows: n, columns: n,
    junctions: isLow.map {
      Junction(parallel: 5e3, tmr: 2, halfBias: 0.5, magnetization: $0 ? 1 : -1)
    }, wordSegment: 1, bitSegment: 1)
  let newton = crossbar.solver()
  let point = try newton.solve(inputs: inputs, voltages: true)
  let curved = try fastest(count) { _ = try newton.solve(inputs: inputs) }
  let slope = try fastest(count) {
    _ = try newton.gradient(of: point, inputs: inputs, outputGradients: slopes)
  }
  report("gradient over solve, \(n) x \(n) junctions", gradient: slope, solve: curved, bound: 1.5)
}

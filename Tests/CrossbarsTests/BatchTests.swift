import Crossbars
import Quantities
import Testing

@Suite("Batches of input vectors")
struct BatchTests {
  @Test("give the same bytes on any number of workers", arguments: [2, 3, 7, 64])
  func workers(count: Int) throws {
    let task = ArrayTask(n: 24, vectors: 13)
    let network = try CrossbarNetwork(
      rows: 24, columns: 24, conductances: task.resistances.map { 1 / $0 }, wordSegment: 4,
      bitSegment: 2)
    let one = try network.solve(inputs: task.inputs, voltages: true)
    let many = try network.solve(inputs: task.inputs, voltages: true, workers: count)
    #expect(one.currents == many.currents)
    #expect(one.wordVoltages == many.wordVoltages)
    #expect(one.iterations == many.iterations)
    let crossbar = try NonlinearCrossbar(
      rows: 24, columns: 24,
      junctions: task.resistances.map {
        Junction(parallel: 5e3, tmr: 2, halfBias: 0.4, magnetization: $0 > 6e3 ? -1 : 1)
      }, wordSegment: 4, bitSegment: 2)
    let single = try crossbar.solve(inputs: task.inputs)
    let shared = try crossbar.solve(inputs: task.inputs, workers: count)
    #expect(single.currents == shared.currents)
    #expect(single.newtonSteps == shared.newtonSteps)
  }

  @Test("started warm reach the same operating points in fewer steps")
  func warm() throws {
    let task = ArrayTask(n: 16, vectors: 1)
    let crossbar = try NonlinearCrossbar(
      rows: 16, columns: 16,
      junctions: task.resistances.map {
        Junction(parallel: 5e3, tmr: 2, halfBias: 0.3, magnetization: $0 > 6e3 ? -1 : 1)
      }, wordSegment: 20, bitSegment: 20)
    // A slow ramp: each vector is close to the last.
    let ramp = (0..<10).flatMap { step in
      task.inputs.map { ($0 + 0.3) * (1 + 1e-4 * Double(step)) }
    }
    let cold = try crossbar.solver().solve(inputs: ramp)
    let warm = try crossbar.solver().solve(inputs: ramp, warm: true)
    #expect(relativeDifference(warm.currents, cold.currents) < 1e-11)
    #expect(warm.newtonSteps < cold.newtonSteps)
  }

  @Test("name the failing vector by its place in the whole batch")
  func failingVector() throws {
    let task = ArrayTask(n: 8, vectors: 4)
    let network = try CrossbarNetwork(
      rows: 8, columns: 8, conductances: task.resistances.map { 1 / $0 }, wordSegment: 1000,
      bitSegment: 1000)
    var inputs = [Double](repeating: 0, count: 32)
    inputs[3 * 8] = 1
    let message = ValidationTests.message {
      _ = try network.solve(
        inputs: inputs, workers: 2, settings: SolverSettings(iterationLimit: 1))
    }
    #expect(message.hasPrefix("input vector 3 stopped at a residual of"))
  }
}

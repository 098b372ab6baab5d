import Cells
import CoSimulation
import Foundation
import Quantities
import Spintronics
import Testing

@Suite("One programming pass over a passive array")
struct ProgrammingPassTests {
  private let checkerboard = (0..<225).map { JunctionState(bit: $0 % 2 == 0) }

  private func outcomes(
    _ device: MTJDevice, _ scheme: WriteScheme, arrays: Int
  ) throws -> [ProgrammingPass.Outcome] {
    let pass = try ProgrammingPass(device, scheme)
    return (0..<arrays).map {
      pass.write(checkerboard, columns: 15, seed: 1, firstIndex: UInt64($0) << 32)
    }
  }

  @Test("the write voltage does not depend on the size of the cell, and drives the wanted current")
  func voltage() {
    let scheme = WriteScheme(overdrive: 1.3)
    var large = MTJDevice()
    large.diameter = 80e-9
    for state in [JunctionState.parallel, .antiparallel] {
      let small = scheme.voltage(leaving: state, of: MTJDevice())
      // R ~ 1/D^2 and I_c0 ~ D^2 cancel exactly.
      #expect(abs(small / scheme.voltage(leaving: state, of: large) - 1) < 1e-9)
      let current = MTJDevice().conductance.current(state, bias: small)
      #expect(abs(current / MTJDevice().criticalCurrent(leaving: state) - 1.3) < 1e-9)
    }
  }

  @Test("the V/2 scheme writes an array of large, stable cells without an error")
  func clean() throws {
    var device = MTJDevice()
    device.diameter = 80e-9
    for outcome in try outcomes(device, WriteScheme(overdrive: 1.3, scheme: .half), arrays: 4) {
      #expect(outcome.states == checkerboard)
      #expect(outcome.failed == 0 && outcome.disturbed == 0)
    }
  }

  @Test("the V/2 scheme disturbs as often as Neel and Brown's law says")
  func disturb() throws {
    // One written cell, all others of its row and column parallel: the write to antiparallel lifts
    // cells of its lines by half the voltage. Counted over many two-cell arrays.
    let device = MTJDevice()
    let scheme = WriteScheme(overdrive: 1.3, duration: 50e-9, scheme: .half)
    let pass = try ProgrammingPass(device, scheme)
    let arrays = 4000
    var disturbed = 0
    for number in 0..<arrays {
      // The second cell is written parallel last, and its pulse may disturb the first, written AP.
      let outcome = pass.write(
        [.parallel, .antiparallel], columns: 2, seed: 7, firstIndex: UInt64(number) << 8)
      // After its own write the first cell is parallel; the pulse on the second pushes to AP.
      if outcome.states[0] == .antiparallel, outcome.failed == 0 { disturbed += 1 }
    }
    let half = Volts(scheme.voltage(leaving: .parallel, of: device).value / 2)
    let expected = device.neelBrown(leaving: .parallel).switchingProbability(
      current: device.conductance.current(.parallel, bias: half), duration: 50e-9)
    #expect(expected > 0.005)
    // Four standard deviations of the count.
    let sigma = (expected * (1 - expected) * Double(arrays)).squareRoot()
    #expect(abs(Double(disturbed) - expected * Double(arrays)) < 4 * sigma)
  }

  @Test("small devices suffer more than large ones, and V/3 disturbs parallel cells off the lines")
  func ordering() throws {
    func disturbed(_ nanometers: Double, _ scheme: HalfSelect.Scheme) throws -> Int {
      var device = MTJDevice()
      device.diameter = Meters(nanometers * 1e-9)
      return try outcomes(device, WriteScheme(scheme: scheme), arrays: 6)
        .reduce(0) { $0 + $1.disturbed }
    }
    let (small, middle, large) = (
      try disturbed(30, .half), try disturbed(40, .half), try disturbed(70, .half)
    )
    #expect(small > middle && middle > large)
    // A third of the large voltage that takes cells out of the antiparallel state, reversed, drives
    // parallel cells off the lines at 0.7 of their critical current; V/2 leaves those alone.
    #expect(try disturbed(60, .third) > disturbed(60, .half))
  }

  @Test("a written array holds what the pass left, and its calibrated sums have the right size")
  func array() async throws {
    var design = perfectDesign()
    design.wire.resistance = 2
    design.driver = 20
    design.programming = try ProgrammingPass(design.device, WriteScheme(scheme: .half))
    let (layer, samples) = randomLayer(seed: 3)
    let array = try ProgrammedArray(layer, on: design, seed: 1, number: 5)
    let outcome = try #require(array.programming)
    #expect(array.junctions.map(\.state) == outcome.states)
    #expect(outcome.disturbed > 0 && array.wrongBits > 0)
    // Without disturbed bits: wires alone take a few per cent, calibration gives them back.
    design.programming = nil
    let clean = try ProgrammedArray(layer, on: design, seed: 1, number: 5)
    let fidelity = CalibratedFidelity(NodalFidelity(), seed: 1)
    let gain = try await fidelity.gain(of: clean)
    #expect(gain > 0.7 && gain < 0.99)
    let ideal = IdealFidelity().sums(of: clean, inputs: samples)
    let nodal = try NodalFidelity().sums(of: clean, inputs: samples)
    let calibrated = try await fidelity.sums(of: clean, inputs: samples)
    #expect(largestDifference(ideal, calibrated) < 0.5 * largestDifference(ideal, nodal))
  }
}

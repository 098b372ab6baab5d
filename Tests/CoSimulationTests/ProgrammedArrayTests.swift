import Cells
import Characterization
import CoSimulation
import Networks
import Quantities
import Randomness
import Spintronics
import Testing

/// A 15x15 array without any non-ideality, to be spoilt by tests.
func perfectDesign() -> ArrayDesign {
  var device = MTJDevice()
  device.tmr = 1
  device.halfBiasVoltage = 1e6
  device.spread = DeviceSpread()
  return ArrayDesign(
    rows: 15, columns: 15, device: device, wire: WireSegment(resistance: 0), driver: 0, sense: 0,
    readVoltage: 0.1, timing: ReadTiming(delay: 0.1e-9, edge: 0.05e-9, width: 2e-9))
}

/// A random layer of 13 inputs and 6 outputs, and 20 random samples for it.
func randomLayer(seed: UInt64) -> (PairLayer, SampleMatrix) {
  var stream = RandomStream(seed: seed, purpose: "layer")
  let bits = (0..<2 * 78).map { _ in stream.bernoulli(0.5) }
  let layer = PairLayer(
    inputs: 13, outputs: 6, positive: Array(bits[..<78]), negative: Array(bits[78...]),
    bias: Array(repeating: 0, count: 6))
  let values = (0..<20 * 13).map { _ in stream.uniform() }
  return (layer, SampleMatrix(rows: 20, columns: 13, values: values))
}

func largestDifference(_ a: SampleMatrix, _ b: SampleMatrix) -> Double {
  zip(a.values, b.values).map { abs($0 - $1) }.max() ?? .infinity
}

@Suite("Layers on programmed arrays")
struct ProgrammedArrayTests {
  @Test("a perfect array gives the ideal sums at the nodal fidelity")
  func perfect() throws {
    let (layer, samples) = randomLayer(seed: 1)
    let array = try ProgrammedArray(layer, on: perfectDesign(), seed: 1, number: 0)
    let ideal = IdealFidelity().sums(of: array, inputs: samples)
    let nodal = try NodalFidelity().sums(of: array, inputs: samples)
    // The solver stops at 1e-12 of the largest voltage, that is at 1e-10 of a weight's current here.
    #expect(largestDifference(ideal, nodal) < 1e-9)
  }

  @Test("with spread, the nodal sums of an array without wires are those of its devices")
  func spread() throws {
    let (layer, samples) = randomLayer(seed: 2)
    var design = perfectDesign()
    design.device.spread.resistance = 0.1
    design.device.spread.tmr = 0.05
    let array = try ProgrammedArray(layer, on: design, seed: 1, number: 0)
    let devices = samples.multiplied(by: array.deviceWeights, outputs: 6)
    let nodal = try NodalFidelity().sums(of: array, inputs: samples)
    #expect(largestDifference(devices, nodal) < 1e-9)
    #expect(largestDifference(IdealFidelity().sums(of: array, inputs: samples), nodal) > 0.05)
  }

  @Test("driver resistance divides as the closed form of one row says")
  func driver() throws {
    var design = perfectDesign()
    design.driver = 100
    let layer = PairLayer(
      inputs: 1, outputs: 1, positive: [true], negative: [false], bias: [0])
    let array = try ProgrammedArray(layer, on: design, seed: 1, number: 0)
    let one = SampleMatrix(rows: 1, columns: 1, values: [1])
    let measured = try NodalFidelity().sums(of: array, inputs: one).values[0]
    // The row drives one parallel and fourteen antiparallel junctions behind 100 ohm.
    let device = design.device
    let row =
      device.parallelResistance.conductance.value
      + 14 * device.antiparallelResistance.conductance.value
    #expect(abs(measured - 1 / (1 + 100 * row)) < 1e-9)
  }

  @Test("write errors and stuck devices are counted, and stay where they are for a seed")
  func writeErrors() throws {
    let (layer, _) = randomLayer(seed: 3)
    var design = perfectDesign()
    design.device.spread.writeErrorRate = 0.1
    let arrays = try (0..<50).map {
      try ProgrammedArray(layer, on: design, seed: 7, number: UInt64($0))
    }
    let wrong = arrays.reduce(0) { $0 + $1.wrongBits }
    // 7,800 bits at 10 %: five binomial deviations are 132.
    #expect(abs(wrong - 780) < 132)
    let again = try ProgrammedArray(layer, on: design, seed: 7, number: 3)
    #expect(again.junctions == arrays[3].junctions)
    #expect(arrays[3].junctions != arrays[4].junctions)
  }

  @Test("an array too small for the layer is refused, naming both")
  func misfit() {
    let (layer, _) = randomLayer(seed: 4)
    var design = perfectDesign()
    design.columns = 11
    let error = #expect(throws: CoSimulationError.self) {
      try ProgrammedArray(layer, on: design, seed: 1, number: 0)
    }
    #expect(error?.description.contains("needs 13 rows and 12 columns") == true)
    #expect(error?.description.contains("15 rows and 11 columns") == true)
  }
}

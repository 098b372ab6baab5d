import Quantities
public import Spintronics

/// A block of a product on one fabricated and programmed array.
public struct ProgrammedTile: Sendable {
  public let design: MappingDesign
  public let inputs: Int
  public let outputs: Int
  /// Weights as intended, outputs x inputs.
  public let weights: [Int8]
  /// All cells as they are, rows x columns, row-major.
  public let junctions: [SampledJunction]
  /// The weight column of each output.
  public let slots: [Int]
  /// Cells of the block that do not hold what was intended, after replacement.
  public let wrongBits: Int
  /// Outputs that stand in a spare.
  public let replaced: Int

  /// Fabricates array `number` of the lot `seed` and writes `weights` (outputs x inputs) to it.
  ///
  /// Columns with cells that do not hold their bit change places with spares that hold it better, the
  /// worst first. Cells in no use are antiparallel.
  init(
    _ weights: [Int8], inputs: Int, outputs: Int, on design: MappingDesign, seed: UInt64,
    number: UInt64
  ) {
    (self.design, self.weights, self.inputs, self.outputs) = (design, weights, inputs, outputs)
    let fabric = Fabric(design: design, seed: seed, first: number << 32)
    var slots = Array(0..<outputs)
    var errors = slots.map { fabric.errors(weights, output: $0, slot: $0, inputs: inputs) }
    var spares = Array(design.outputCapacity..<design.slots)
    while let worst = errors.indices.max(by: { errors[$0] < errors[$1] }), errors[worst] > 0 {
      let offers = spares.map { fabric.errors(weights, output: worst, slot: $0, inputs: inputs) }
      guard let best = offers.indices.min(by: { offers[$0] < offers[$1] }),
        offers[best] < errors[worst]
      else { break }
      errors[worst] = offers[best]
      slots[worst] = spares.remove(at: best)
    }
    self.slots = slots
    wrongBits = errors.reduce(0, +)
    replaced = slots.enumerated().count { $0.offset != $0.element }
    junctions = fabric.junctions(weights, slots: slots, inputs: inputs)
  }
}

/// An array before it is written.
private struct Fabric {
  let design: MappingDesign
  let seed: UInt64
  let first: UInt64

  private var columns: Int { design.array.columns }

  private func junction(_ cell: Int, _ intended: JunctionState) -> SampledJunction {
    let device = design.array.device
    if device.spread == DeviceSpread() { return device.nominal(intended) }
    return device.sample(intended, seed: seed, index: first + UInt64(cell))
  }

  /// The cells of a weight and what it wants in them.
  private func cells(_ weight: Int8, input: Int, slot: Int) -> [(Int, JunctionState)] {
    let plus = JunctionState(bit: weight > 0)
    let minus = JunctionState(bit: weight < 0)
    switch design.cell {
    case .differential:
      let cell = input * columns + 2 * slot
      return [(cell, plus), (cell + 1, minus)]
    case .complementary:
      let cell = 2 * input * columns + slot
      return [(cell, plus), (cell + columns, minus)]
    }
  }

  /// Cells of an output that would not hold its bits in `slot`.
  func errors(_ weights: [Int8], output: Int, slot: Int, inputs: Int) -> Int {
    let spread = design.array.device.spread
    let broken = spread.writeErrorRate + spread.short + spread.open + spread.stuckParallel
    guard broken + spread.stuckAntiparallel > 0 else { return 0 }
    var count = 0
    for input in 0..<inputs {
      for (cell, state) in cells(weights[output * inputs + input], input: input, slot: slot) {
        let found = junction(cell, state)
        if found.state != state || found.defect?.isFatal == true { count += 1 }
      }
    }
    return count
  }

  func junctions(_ weights: [Int8], slots: [Int], inputs: Int) -> [SampledJunction] {
    var intended = [JunctionState](
      repeating: .antiparallel, count: design.array.rows * columns)
    for (output, slot) in slots.enumerated() {
      for input in 0..<inputs {
        for (cell, state) in cells(weights[output * inputs + input], input: input, slot: slot) {
          intended[cell] = state
        }
      }
    }
    if design.cell == .complementary {
      // The reference: half the inputs' cells parallel, whichever word line is driven.
      for input in stride(from: 0, to: inputs, by: 2) {
        for row in [2 * input, 2 * input + 1] { intended[row * columns + columns - 1] = .parallel }
      }
    }
    return intended.enumerated().map { junction($0.offset, $0.element) }
  }
}

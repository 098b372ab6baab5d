import Foundation
import Networks
import Randomness
import Testing

/// The 99.9 % point of chi-square with 19 degrees of freedom (tables).
private let chiSquareLimit = 43.82

@Suite("Random moves and disturbances")
struct DrawTests {
  @Test("An image is moved, mirrored and cut as its draw says, and the square lies anywhere")
  func augmentation() throws {
    // Two channels of 6 x 9 pixels, all different, with means of 49.5 and 199.5.
    let (height, width, side) = (6, 9, 4)
    let pixels = (0..<54).map { UInt8(23 + $0) } + (0..<54).map { UInt8(173 + $0) }
    let reader = BatchReader(
      try LabelledSamples(
        sampleShape: [2, height, width], storage: .bytes(pixels), labels: [0], classCount: 1))
    let augmentation = Augmentation(pad: 2, flip: true, cutout: side)
    var rows: [Int: Int] = [:]
    let count = 3000
    for index in 0..<count {
      let draw = augmentation.draw(seed: 3, index: UInt64(index))
      let image = reader.read([0], workers: Workers(1), change: { _ in draw }).array
      let top = Int(draw.cutDown * Double(height)) - side / 2
      let left = Int(draw.cutRight * Double(width)) - side / 2
      rows[top, default: 0] += 1
      for y in 0..<height {
        for x in 0..<width {
          let cut = top..<top + side ~= y && left..<left + side ~= x
          let (from, column) = (y - draw.down, (draw.mirrored ? width - 1 - x : x) - draw.right)
          let inside = 0..<height ~= from && 0..<width ~= column
          for c in 0..<2 {
            let pixel = inside ? Float(pixels[(c * height + from) * width + column]) : 0
            let expected: Float = cut ? (c == 0 ? 50 : 200) : pixel
            guard image[(y * width + x) * 2 + c] == expected else {
              Issue.record("draw \(index), pixel \(y), \(x), channel \(c)")
              return
            }
          }
        }
      }
    }
    // Each of six rows is the centre as often as any other: chi-square with 5 degrees of freedom.
    let expected = Double(count) / Double(height)
    let chiSquare = (0..<height).reduce(0.0) {
      let found = Double(rows[$1 - side / 2] ?? 0)
      return $0 + (found - expected) * (found - expected) / expected
    }
    #expect(chiSquare < 20.52, "the 99.9 % point")
  }

  @Test(
    "Transitions occur as often as the law says",
    arguments: [
      SwitchingLaw.tanh(steepness: 3), .thermal(steepness: 3),
      .precessional(overdrive: 2, stability: 40, offset: 1, slope: 3),
      .tabulated([.init(nu: 0, probability: 0.1), .init(nu: 1, probability: 0.6)]),
    ])
  func transitions(law: SwitchingLaw) throws {
    // Twenty groups of weights at 0, each wanting another share of a step.
    let (groups, size) = (20, 20_000)
    let layer = Dense(name: "d", inputs: size, outputs: groups, kind: .discrete(levels: 3))
    var wanted: [Float] = []
    for group in 0..<groups { wanted += [Float](repeating: Float(group + 1) / 21, count: size) }
    let optimizer = DiscreteTransition(law: law)
    optimizer.move(
      layer.weight, by: try Tensor([groups, size], wanted), Pass(training: true, seed: 5))
    let moved = layer.weight.values.array
    var chiSquare = 0.0
    for group in 0..<groups {
      let part = moved[group * size..<(group + 1) * size]
      #expect(part.allSatisfy { $0 == 0 || $0 == 1 })
      let count = Double(part.count { $0 == 1 })
      let p = law.probability(Double(group + 1) / 21)
      let expected = p * Double(size)
      let variance = expected * (1 - p)
      if variance < 1 {
        #expect(abs(count - expected) < 10)
      } else {
        chiSquare += (count - expected) * (count - expected) / variance
      }
    }
    #expect(chiSquare < chiSquareLimit, "\(chiSquare)")
  }

  @Test("Whole states are moved for certain, and never beyond -1 and 1")
  func wholeStates() throws {
    let layer = Dense(name: "d", inputs: 4, outputs: 1, kind: .discrete(levels: 3))
    for (i, value) in [Float(-1), 0, 1, -1].enumerated() { layer.weight.values.set(i, value) }
    DiscreteTransition().move(
      layer.weight, by: try Tensor([1, 4], [2, -1, 5, -3]), Pass(training: true))
    #expect(layer.weight.values.array == [1, -1, 1, -1])
  }

  @Test("A steady gradient moves a weight once its mean is significant", arguments: [0.9, 0.999])
  func significance(momentum: Double) throws {
    let layer = Dense(name: "d", inputs: 1, outputs: 1, kind: .discrete(levels: 3))
    layer.weight.values.set(0, 0)
    layer.weight.gradient.set(0, -1)
    // At a rate of 1 a mean of 1 is a whole state, which is moved for certain.
    let optimizer = DiscreteTransition(significance: 3)
    let pace = Pace(rate: 1, momentum: momentum)
    var steps = 0
    while layer.weight.values.array == [0], steps < 100 {
      optimizer.update([layer.weight], pace: pace, Pass(training: true, step: steps))
      steps += 1
    }
    // The standard error of a mean with weights w in units of each value's is sqrt(sum w^2) / sum w.
    var (sum, squares, terms) = (0.0, 0.0, 0)
    repeat {
      let weight = pow(momentum, Double(terms))
      sum += weight
      squares += weight * weight
      terms += 1
    } while squares.squareRoot() / sum > 1.0 / 3
    #expect(steps == terms)
    #expect(layer.weight.values.array == [1])
  }

  @Test("Noise is as often significant as a normal distribution lies beyond")
  func significanceOfNoise() throws {
    let count = 100_000
    let layer = Dense(name: "d", inputs: count, outputs: 1, kind: .discrete(levels: 3))
    let always = SwitchingLaw.tabulated([.init(nu: 0, probability: 1)])
    let optimizer = DiscreteTransition(law: always, significance: 2)
    let steps = 120
    for step in 0..<steps {
      var stream = RandomStream(seed: 4, name: "gradients", index: UInt64(step))
      for i in 0..<count {
        layer.weight.gradient.set(i, Float(stream.normal()))
        if step == steps - 1 { layer.weight.values.set(i, 0) }
      }
      optimizer.update(
        [layer.weight], pace: Pace(rate: 1, momentum: 0.9), Pass(training: true, step: step))
    }
    let moved = Double(layer.weight.values.array.count { $0 != 0 }) / Double(count)
    // 2 Q(2) = 0.0455, which the ratio to a root mean square of 120 values lowers by less than a twentieth;
    // four standard deviations of the share are 0.0026.
    #expect(abs(moved - 0.0455) < 0.005, "\(moved)")
  }

  @Test("Laws have their closed forms")
  func laws() {
    #expect(SwitchingLaw.tanh(steepness: 3).probability(0.5) == tanh(1.5))
    #expect(SwitchingLaw.thermal(steepness: 3).probability(0.5) == 1 - exp(-1.5))
    // The inverse t(P) = ln([1 + (pi^2/4) Delta (i-1)/(-ln P)]/i)/(2 (i-1)) in units of tau.
    for p in [0.1, 0.5, 0.9] {
      let time = log((1 + .pi * .pi / 4 * 40 * 1 / -log(p)) / 2) / 2
      let law = SwitchingLaw.precessional(overdrive: 2, stability: 40, offset: 0, slope: time)
      #expect(abs(law.probability(1) - p) < 1e-12)
    }
    let table = SwitchingLaw.tabulated([
      .init(nu: 0.2, probability: 0.1), .init(nu: 0.6, probability: 0.5),
    ])
    #expect(
      [0, 0.1, 0.4, 0.9].map { (table.probability($0) * 1000).rounded() } == [0, 100, 300, 500])
  }

  @Test("Bit errors flip the stated share of bits, and the same ones for a draw")
  func bitErrors() {
    let count = 200_000
    func flipped(_ rate: Double, step: Int) -> [Float] {
      var weights = [Float](repeating: 1, count: count)
      weights.withUnsafeMutableBufferPointer {
        BitErrors(rate: rate).disturb($0, name: "w", seed: 3, step: step)
      }
      return weights
    }
    for rate in [0, 1e-3, 0.03, 0.4, 1] {
      let weights = flipped(rate, step: 1)
      let flips = Double(weights.count { $0 == -1 })
      // Four standard deviations.
      let limit = 4 * (Double(count) * rate * (1 - rate)).squareRoot()
      #expect(abs(flips - rate * Double(count)) <= limit, "\(rate): \(flips)")
      #expect(flipped(rate, step: 1) == weights)
    }
    #expect(flipped(0.03, step: 1) != flipped(0.03, step: 2))
  }

  @Test("Perfect devices leave weights as they are; shorts and spread do not")
  func devices() {
    func disturbed(_ statistics: DeviceStatistics) -> [Float] {
      var weights: [Float] = (0..<3000).map { Float($0 % 3 - 1) }
      weights.withUnsafeMutableBufferPointer {
        statistics.disturb($0, name: "w", seed: 3, step: 1)
      }
      return weights
    }
    #expect(disturbed(DeviceStatistics()) == (0..<3000).map { Float($0 % 3 - 1) })
    // With 100 % magnetoresistance gOff = 1/2: a short against off is (3 - 0.5)/0.5 = 5.
    let shorts = disturbed(DeviceStatistics(shorts: 0.05))
    let fives = shorts.count { $0 == 5 }
    // +1 weights whose set junction is shorted and whose other is not: 1000 * 0.05 * 0.95, and
    // weights 0 with one short on the positive side: the same number again.
    #expect(abs(Double(fives) - 95) < 40, "\(fives)")
  }
}

import Foundation
import Quantities
import Spintronics
import Testing

@Suite struct JunctionSamplingTests {
  static let count = 40_000
  /// Five standard errors of a mean of `count` unit normals.
  static let fiveSigma = 5 / Double(count).squareRoot()

  private func device(_ change: (inout DeviceSpread) -> Void) -> MTJDevice {
    var device = MTJDevice()
    change(&device.spread)
    return device
  }

  @Test func `resistance and diameter spread as stated`() {
    let device = device {
      $0.resistance = 0.05
      $0.diameter = 0.03
      $0.tmr = 0.04
    }
    let lot = device.sample(
      Array(repeating: .parallel, count: Self.count), seed: 3)
    let logs = lot.map { log($0.parallelResistance / device.parallelResistance) }
    let mean = logs.reduce(0, +) / Double(Self.count)
    let sigma = (logs.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(Self.count))
      .squareRoot()
    let expected = (0.05 * 0.05 + 4 * 0.03 * 0.03).squareRoot()
    #expect(abs(mean) < Self.fiveSigma * expected)
    #expect(abs(sigma / expected - 1) < Self.fiveSigma)
    let ratios = lot.map { log($0.tmr / device.tmr) }
    let spread = (ratios.map { $0 * $0 }.reduce(0, +) / Double(Self.count)).squareRoot()
    #expect(abs(spread / 0.04 - 1) < Self.fiveSigma)
  }

  @Test func `defects and write errors come at their rates and do what they say`() {
    let device = device {
      $0.stuckParallel = 0.02
      $0.stuckAntiparallel = 0.03
      $0.short = 0.01
      $0.open = 0.04
      $0.writeErrorRate = 0.05
    }
    let lot = device.sample(
      Array(repeating: .antiparallel, count: Self.count), seed: 4)
    func share(_ test: (SampledJunction) -> Bool) -> Double {
      Double(lot.count(where: test)) / Double(Self.count)
    }
    #expect(abs(share { $0.defect == .stuckParallel } - 0.02) < Self.fiveSigma * 0.14)
    #expect(abs(share { $0.defect == .stuckAntiparallel } - 0.03) < Self.fiveSigma * 0.18)
    #expect(abs(share { $0.defect == .short } - 0.01) < Self.fiveSigma * 0.1)
    #expect(abs(share { $0.defect == .open } - 0.04) < Self.fiveSigma * 0.2)
    let sound = lot.filter { $0.defect == nil }
    let wrong = Double(sound.count { $0.state == .parallel }) / Double(sound.count)
    #expect(abs(wrong - 0.05) < Self.fiveSigma * 0.25)
    for junction in lot {
      switch junction.defect {
      case .stuckParallel: #expect(junction.state == .parallel)
      case .stuckAntiparallel: #expect(junction.state == .antiparallel)
      case .short: #expect(junction.resistance(bias: 0.3) == 200)
      case .open: #expect(junction.current(bias: 0.3) == 0)
      case nil: break
      }
    }
  }

  @Test func `a junction of a lot is the same alone, in any lot, and as a device`() {
    let device = device {
      $0.resistance = 0.1
      $0.diameter = 0.05
      $0.open = 0.1
    }
    let lot = device.sample([.parallel, .antiparallel, .parallel], seed: 9, firstIndex: 5)
    #expect(lot[1] == device.sample(.antiparallel, seed: 9, index: 6))
    let whole = device.sampleDevice(seed: 9, index: 6)
    let resistance = lot[1].parallelResistance.value
    #expect(
      lot[1].defect != nil || abs(whole.parallelResistance.value / resistance - 1) < 1e-12)
    #expect(device.sample(.parallel, seed: 10, index: 6) != lot[1])
  }

  @Test func `without spread a sample is the nominal junction`() {
    #expect(MTJDevice().sample(.parallel, seed: 1, index: 0) == MTJDevice().nominal(.parallel))
  }
}

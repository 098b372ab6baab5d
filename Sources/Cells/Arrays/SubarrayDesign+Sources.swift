import Circuits
public import Quantities
public import SpiceText

extension SubarrayDesign {
  /// The potential that neurons and word lines rest at.
  public static var commonMode: Volts { Volts(CellBench.commonMode) }

  /// The currents of all sources that `deck` does not save already and that give energy while steps
  /// last; `clear` is at 0 V then.
  public var sourceProbes: [Probe] {
    [.current("vclk"), .current("vkeep")]
      + (thresholds.isEmpty
        ? [.current("vth")]
        : (0..<neurons).map { .current(.init("vth", $0)) })
  }

  /// Sources of a voltage that is constant while steps last, V.
  public var constantSources: [(name: String, voltage: Double)] {
    let cm = CellBench.commonMode
    return [("vdd", library.supply.value), ("vcm", cm), ("vkeep", library.supply.value)]
      + (thresholds.isEmpty
        ? [("vth", cm + threshold.value)]
        : thresholds.enumerated().map { ("vth\($0.offset)", cm + $0.element.value) })
  }

  /// The step whose period `time` lies in; nil before the first and after the last.
  public func step(at time: Double) -> Int? {
    let step = ((time - start) / period.value).rounded(.down)
    return step >= 0 && step < Double(steps) ? Int(step) : nil
  }

  /// What the source of a word line gives at `time`, V.
  public func wordLineVoltage(_ row: Int, at time: Double) -> Double {
    let cm = CellBench.commonMode
    let input = cell == .complementary ? row / 2 : row
    guard let step = step(at: time), trains[step][input] else { return cm }
    let sign = cell == .complementary && row % 2 == 1 ? 1.0 : -1.0
    let t = time - begin(step)
    let share = min(t, senseTime.value + 2 * Self.edge - t) / Self.edge
    return cm + sign * readVoltage.value * min(max(share, 0), 1)
  }

  /// What the clock's source gives at `time`, V.
  public func clockVoltage(at time: Double) -> Double {
    guard let step = step(at: time) else { return 0 }
    let t = time - begin(step) - senseTime.value - settleTime.value - 3 * Self.edge
    let share = min(t, decision + 2 * Self.edge - t) / Self.edge
    return library.supply.value * min(max(share, 0), 1)
  }
}

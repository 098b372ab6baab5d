import Foundation
import Quantities
import Spintronics

/// Write-error rates of one pulse against the reduced current, by the Fokker-Planck equation.
///
/// The logarithm of the rate lies on straight lines between currents; beyond the ends it goes on with
/// the last slope, so that the table never says that a write is certain.
struct WriteErrorTable: Sendable {
  /// I/I_c0 of the knots.
  private static let currents = [0.4, 0.7, 0.9, 1.1, 1.3, 1.5, 1.8, 2.2]
  private let logarithms: [Double]

  /// The table of `device` for pulses of `duration` that leave `state`.
  ///
  /// The current is held at its value in the initial state: the junction's resistance moves it only
  /// once the reversal is under way, when its outcome is hardly open.
  init(
    _ device: MTJDevice, leaving state: JunctionState, duration: Seconds
  ) throws(SpintronicsError) {
    let threshold = device.criticalCurrent(leaving: state)
    var logarithms: [Double] = []
    for reduced in Self.currents {
      let current = threshold * (reduced * state.magnetization)
      let rate = try SwitchingExperiment(
        device: device, initial: state, drive: .current(current), duration: duration
      ).fokkerPlanckErrorRate(cells: 300, timeStep: 0.02)
      logarithms.append(log(max(rate, 1e-15)))
    }
    self.logarithms = logarithms
  }

  /// The probability that a write at `reduced` = I/I_c0 fails.
  func rate(_ reduced: Double) -> Double {
    let knots = Self.currents
    let upper = min(max(knots.firstIndex { $0 >= reduced } ?? knots.count - 1, 1), knots.count - 1)
    let slope =
      (logarithms[upper] - logarithms[upper - 1]) / (knots[upper] - knots[upper - 1])
    return min(1, exp(logarithms[upper] + slope * (reduced - knots[upper])))
  }
}

import CoSimulation
import Foundation
import Quantities
import Spintronics

/// How one junction fails to switch and what that costs, along one setting of the write pulse.
struct WriteCurve: Sendable {
  /// What the setting is.
  enum Setting: Sendable {
    /// Pulses of all lengths up to `longest` (s) at one current.
    case length(current: Amperes, longest: Seconds)
    /// Currents from `lowest` to `highest` at one length.
    case current(lowest: Amperes, highest: Amperes, length: Seconds)
  }

  /// The lengths (s) or currents (A), rising.
  let settings: [Double]
  /// Write-error rates at them.
  let errorRates: [Double]
  /// Mean energies at them, J.
  let energies: [Double]

  /// By the Fokker-Planck equation, over `points` settings; a pulse of length zero does nothing.
  static func fokkerPlanck(
    _ device: MTJDevice, leaving initial: JunctionState, _ setting: Setting, points: Int
  ) throws -> WriteCurve {
    // Against 800 volumes and 0.005 tau_D: 1e-3 of the rate at i = 2 down to 1e-9 (StudyTests).
    let (cells, step) = (400, 0.01)
    func signed(_ current: Amperes) -> JunctionDrive {
      .current(Amperes(current.value * initial.magnetization))
    }
    var (settings, rates, energies): ([Double], [Double], [Double]) = ([], [], [])
    switch setting {
    case .length(let current, let longest):
      var density = try FokkerPlanck(device, initial: initial, cells: cells, timeStep: step)
      let part = longest / Double(points)
      settings.append(0)
      rates.append(1)
      energies.append(0)
      for point in 1...points {
        density.apply(Pulse(signed(current), duration: part))
        settings.append(part.value * Double(point))
        rates.append(density.probability(of: initial))
        energies.append(density.energy.value)
      }
    case .current(let lowest, let highest, let length):
      for point in 0...points {
        let current = lowest + (highest - lowest) * (Double(point) / Double(points))
        var density = try FokkerPlanck(device, initial: initial, cells: cells, timeStep: step)
        density.apply(Pulse(signed(current), duration: length))
        settings.append(current.value)
        rates.append(density.probability(of: initial))
        energies.append(density.energy.value)
      }
    }
    return WriteCurve(settings: settings, errorRates: rates, energies: energies)
  }

  /// By the closed form of precessional reversal, at the energies of `other`.
  static func closedForm(
    _ device: MTJDevice, leaving initial: JunctionState, _ setting: Setting, along other: WriteCurve
  ) -> WriteCurve {
    let law = device.precessional(leaving: initial)
    let rates = other.settings.map { value in
      switch setting {
      case .length(let current, _):
        law.writeErrorRate(current: current, duration: Seconds(value))
      case .current(_, _, let length):
        law.writeErrorRate(current: Amperes(value), duration: length)
      }
    }
    return WriteCurve(settings: other.settings, errorRates: rates, energies: other.energies)
  }

  /// The mean of the curves of a lot of junctions, which share their settings.
  static func mean(of lot: [WriteCurve]) -> WriteCurve {
    let count = Double(lot.count)
    func average(_ key: KeyPath<WriteCurve, [Double]>) -> [Double] {
      lot[0].settings.indices.map { k in
        lot.reduce(0) { $0 + $1[keyPath: key][k] } / count
      }
    }
    return WriteCurve(
      settings: lot[0].settings, errorRates: average(\.errorRates), energies: average(\.energies))
  }

  /// The setting at which the error rate has fallen to `rate`, and the energy there: straight lines in
  /// the logarithm of the rate; nil where the curve does not come so low.
  func place(at rate: Double) -> (setting: Double, energy: Double)? {
    guard let k = errorRates.indices.dropFirst().first(where: { errorRates[$0] <= rate }) else {
      return nil
    }
    let (high, low) = (log(errorRates[k - 1]), log(max(errorRates[k], 1e-300)))
    let share = high > low ? min(max((high - log(rate)) / (high - low), 0), 1) : 1
    func between(_ values: [Double]) -> Double {
      values[k - 1] + share * (values[k] - values[k - 1])
    }
    return (between(settings), between(energies))
  }

  /// The error rate at a setting: straight lines between points; the end values beyond.
  func errorRate(at setting: Double) -> Double {
    guard let k = settings.indices.dropFirst().first(where: { settings[$0] >= setting }) else {
      return errorRates.last ?? 1
    }
    let share = (setting - settings[k - 1]) / (settings[k] - settings[k - 1])
    return errorRates[k - 1] + max(share, 0) * (errorRates[k] - errorRates[k - 1])
  }
}

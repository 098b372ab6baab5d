import Foundation
public import Quantities

/// What a write to one cell of a passive crossbar does to its neighbours.
///
/// In the V/2 scheme cells on the selected row or column see half the write voltage, the others none;
/// in the V/3 scheme those and all others see a third. The disturb per pulse is Neel and Brown's
/// P = 1 - exp(-(t/tau_0) exp(-Delta (1 - V/V_c)^2)).
public struct HalfSelect: Hashable, Sendable {
  /// How unselected lines are biased.
  public enum Scheme: String, Codable, Hashable, Sendable, CaseIterable {
    /// Lines of the selected cell at +V/2 and -V/2, the others at ground.
    case half
    /// Lines biased so that every unselected cell sees V/3.
    case third

    /// The share of the write voltage on cells of the selected row or column.
    public var fraction: Double { self == .half ? 1.0 / 2 : 1.0 / 3 }
  }

  /// The write voltage over the selected cell, V.
  public var writeVoltage: Volts
  /// The pulse, s.
  public var duration: Seconds
  /// The biasing scheme.
  public var scheme: Scheme

  /// Write pulses of this voltage and length under a biasing scheme.
  public init(writeVoltage: Volts, duration: Seconds, scheme: Scheme = .half) {
    self.writeVoltage = writeVoltage
    self.duration = duration
    self.scheme = scheme
  }

  /// Probability that one pulse reverses a half-selected neighbour in its less stable direction.
  public func disturbProbability(_ device: MTJDevice, state: JunctionState = .antiparallel)
    -> Double
  {
    let bias = writeVoltage * scheme.fraction
    let current = device.conductance.current(state, bias: bias)
    return device.neelBrown(leaving: state)
      .switchingProbability(current: current, duration: duration)
  }

  /// Probability that a cell is disturbed at least once by `pulses` half-selections.
  public func disturbProbability(
    _ device: MTJDevice, pulses: Int, state: JunctionState = .antiparallel
  ) -> Double {
    let single = disturbProbability(device, state: state)
    return -expm1(Double(pulses) * log1p(-single))
  }
}

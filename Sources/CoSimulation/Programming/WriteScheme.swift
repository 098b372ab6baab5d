public import Quantities
public import Spintronics

/// How a passive array is written: one pulse for each cell, and what unselected lines are held at.
public struct WriteScheme: Codable, Hashable, Sendable {
  /// Current of a write through a nominal cell in the state that it leaves, over I_c0 of that state.
  /// The two polarities have a voltage each: V(overdrive I_c0), whatever the size of the cell.
  public var overdrive: Double
  /// The pulse, s.
  public var duration: Seconds
  /// What half-selected cells see.
  public var scheme: HalfSelect.Scheme

  /// Unless stated, 50 ns pulses of 1.3 I_c0 with unselected lines at half the voltage.
  public init(
    overdrive: Double = 1.3, duration: Seconds = 50e-9, scheme: HalfSelect.Scheme = .half
  ) {
    self.overdrive = overdrive
    self.duration = duration
    self.scheme = scheme
  }

  /// The voltage over the selected cell that takes it out of `state`, V.
  public func voltage(leaving state: JunctionState, of device: MTJDevice) -> Volts {
    device.voltage(driving: device.criticalCurrent(leaving: state) * overdrive, state)
  }
}

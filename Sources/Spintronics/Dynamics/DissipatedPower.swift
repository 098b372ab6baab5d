import Quantities

/// The power that a drive dissipates in a junction and its strip, as a function of m_z.
public struct DissipatedPower: Hashable, Sendable {
  private let constant: Double
  private let linear: Double
  private let slope: Double
  private let strip: Double

  /// The power of `drive` in `device`.
  public init(_ device: MTJDevice, drive: JunctionDrive) {
    let i = drive.stripCurrent.value
    strip = i * i * (device.spinHall?.resistance.value ?? 0)
    switch drive.source {
    case .voltage(let v):
      // G is linear in m_z.
      let low = v.value * device.conductance.current(magnetization: -1, bias: v).value
      let high = v.value * device.conductance.current(magnetization: 1, bias: v).value
      (constant, linear, slope) = ((high + low) / 2, (high - low) / 2, 0)
    case .current(let current):
      // V(m_z) = I/G(m_z) with its exact ends.
      let low = device.conductance.voltage(driving: current, magnetization: -1).value
      let high = device.conductance.voltage(driving: current, magnetization: 1).value
      slope = low + high == 0 ? 0 : (low - high) / (low + high)
      (constant, linear) = (current.value * high * (1 + slope), 0)
    case .measured(let v, let current):
      (constant, linear, slope) = (v.value * current.value, 0, 0)
    }
  }

  /// Power in W at m_z = `z`.
  public func callAsFunction(_ z: Double) -> Double {
    (constant + linear * z) / (1 + slope * z) + strip
  }
}

public import Quantities

/// A junction prepared in one state, pulsed, and read: the question that every method answers.
public struct SwitchingExperiment: Hashable, Sendable {
  public var device: MTJDevice
  /// The state before the pulses.
  public var initial: JunctionState
  /// The pulses, one after the other.
  public var pulses: [Pulse]
  /// Time at rest before the pulses, in which tilted equilibria form, s.
  public var preparation: Seconds
  /// Time at rest after the pulses, before the state is read, s.
  public var settling: Seconds
  /// The step of the integration, s; chosen from the fields when zero.
  public var step: Seconds

  /// A single pulse of `drive`; junctions with a field in the plane or a strip are prepared and settled
  /// for several relaxation times unless the times are given.
  public init(
    device: MTJDevice, initial: JunctionState, drive: JunctionDrive, duration: Seconds,
    preparation: Seconds? = nil, settling: Seconds? = nil, step: Seconds = 0
  ) {
    self.device = device
    self.initial = initial
    pulses = [Pulse(drive, duration: duration)]
    let tilted = !device.isAxisymmetric || drive.stripCurrent.value != 0
    self.preparation = preparation ?? (tilted ? 5 * device.relaxationTime : .zero)
    self.settling = settling ?? (tilted ? 5 * device.relaxationTime : .zero)
    self.step = step
  }

  /// The state that a drive of this sign favours: antiparallel for a positive one.
  public static func target(ofPositive positive: Bool) -> JunctionState {
    positive ? .antiparallel : .parallel
  }

  /// The step that runs use: the given one, or that which every drive of the sequence allows.
  public var resolvedStep: Seconds {
    if step.value > 0 { return step }
    let drives = [JunctionDrive.rest] + pulses.map(\.drive)
    let steps = drives.map { MacrospinCoefficients(device, drive: $0).recommendedStep }
    return Seconds(steps.min() ?? 1e-12)
  }
}

extension MTJDevice {
  /// Whether nothing distinguishes directions in the plane: no field across, a round outline.
  public var isAxisymmetric: Bool {
    let b = appliedField + exchangeBias
    let n = demagnetizingFactors
    return b.x == 0 && b.y == 0 && abs(n.x - n.y) < 1e-9
  }
}

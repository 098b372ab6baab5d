extension Formula {
  /// Whether the formula reads a voltage, a current or the time, so that it must be worked out at
  /// every step.
  public var isBehavioural: Bool {
    var found = false
    walk { part in
      switch part {
      case .voltage, .current, .time: found = true
      default: break
      }
    }
    return found
  }

  /// Whether the formula names a parameter and reads no voltage, current or time, so that it is a
  /// number as soon as its parameters are.
  public var isParametric: Bool {
    var named = false
    walk { if case .parameter = $0 { named = true } }
    return named && !isBehavioural
  }
}

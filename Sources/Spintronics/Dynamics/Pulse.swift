public import Quantities

/// A drive held for a time.
public struct Pulse: Hashable, Sendable {
  public var drive: JunctionDrive
  public var duration: Seconds

  /// `drive` for `duration`.
  public init(_ drive: JunctionDrive, duration: Seconds) {
    self.drive = drive
    self.duration = duration
  }
}

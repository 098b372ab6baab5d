/// One column pair of one simulated array at one input.
public struct MACObservation: Hashable, Sendable {
  /// sum_i w_i x_i of the stored bits.
  public var signedSum: Double
  /// The same with each device's own zero-bias conductance, in units of G_P - G_AP.
  public var deviceSum: Double
  /// sum_i |x_i|.
  public var drive: Double
  /// (I+ - I-) / (V_read (G_P - G_AP)), measured.
  public var measured: Double

  /// All four in units of one weight at full input, or of one full input.
  public init(signedSum: Double, deviceSum: Double, drive: Double, measured: Double) {
    self.signedSum = signedSum
    self.deviceSum = deviceSum
    self.drive = drive
    self.measured = measured
  }
}

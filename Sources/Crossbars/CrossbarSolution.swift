/// The operating points of a crossbar for one or many input vectors.
public struct CrossbarSolution: Sendable {
  /// Number of word lines.
  public let rows: Int
  /// Number of bit lines.
  public let columns: Int
  /// Number of input vectors.
  public let vectors: Int
  /// Output currents in ampere: what each bit line delivers through its ends, vectors x columns,
  /// vector by vector.
  public internal(set) var currents: [Double]
  /// Word-line node voltages in volt, vectors x rows x columns; nil unless asked for.
  public internal(set) var wordVoltages: [Double]?
  /// Bit-line node voltages in volt, vectors x rows x columns; nil unless asked for.
  public internal(set) var bitVoltages: [Double]?
  /// The largest residual of any vector: the largest change that one more exact relaxation of every
  /// line would make to any node voltage, over the largest source voltage.
  public internal(set) var residual: Double
  /// An estimate of the largest error of any node voltage of any vector, over the largest source
  /// voltage: the residual over the smallest eigenvalue that the iteration met.
  public internal(set) var errorEstimate: Double
  /// Steps of conjugate gradients, summed over the vectors.
  public internal(set) var iterations: Int
  /// Newton steps, summed over the vectors; 0 for a linear crossbar.
  public internal(set) var newtonSteps: Int

  /// The output current in ampere of bit line `column` for input vector `vector`.
  public func current(vector: Int, column: Int) -> Double { currents[vector * columns + column] }
}

/// The outcome of one analysis: waveforms over a common scale.
public struct Plot: Hashable, Sendable {
  /// The analysis and its number within the run: `op1`, `tran1`, `ac1`, `tran2`.
  public var name: String
  /// What was computed.
  public var kind: AnalysisKind
  /// The waveforms; the scale (time, frequency, swept source) is the first, where there is one.
  public var waveforms: [Waveform]

  /// A plot of `waveforms`.
  public init(name: String, kind: AnalysisKind, waveforms: [Waveform]) {
    self.name = name
    self.kind = kind
    self.waveforms = waveforms
  }

  /// The number of points of the longest waveform.
  public var points: Int { waveforms.map(\.count).max() ?? 0 }

  /// The scale: time, frequency or the swept source; nil for an operating point.
  public var scale: Waveform? {
    kind.hasScale ? waveforms.first.flatMap { VectorName.isScale($0.name) ? $0 : nil } : nil
  }

  /// The waveform of a quantity, in any usual spelling (see `VectorName`), or nil.
  public subscript(name: String) -> Waveform? {
    for candidate in VectorName.candidates(name) {
      if let found = waveforms.first(where: { $0.name == candidate }) { return found }
    }
    return nil
  }

  /// The waveform of a quantity.
  ///
  /// - Throws: `SimulationError.Code.missingVector`, naming what there is instead.
  public func waveform(_ name: String) throws(SimulationError) -> Waveform {
    if let found = self[name] { return found }
    let known = waveforms.prefix(12).map(\.name).joined(separator: ", ")
    throw SimulationError(
      .missingVector,
      "plot \(self.name) has no vector '\(name)'; it holds \(known)\(waveforms.count > 12 ? ", …" : "")"
    )
  }

  /// The single value of a quantity, as an operating point gives it; the last one of a longer plot.
  public func value(_ name: String) throws(SimulationError) -> Double {
    guard let value = try waveform(name).values.last else {
      throw SimulationError(.missingVector, "vector '\(name)' of plot \(self.name) is empty")
    }
    return value
  }
}

public import Quantities

/// Noise over frequency, at an output and referred to an input: `.noise` (section 15.3.4).
public struct Noise: Analysis {
  /// Spectral densities and their integrals.
  public struct Output: Sendable, Hashable {
    /// The densities over frequency: `onoise_spectrum` and `inoise_spectrum`, in V or A per root
    /// hertz.
    public let spectrum: Plot
    /// The integrals over the band: `onoise_total` and `inoise_total`, in V or A.
    public let totals: Plot

    /// The noise at the output over the whole band, root mean square.
    public func outputTotal() throws(SimulationError) -> Volts {
      Volts(try totals.value("onoise_total"))
    }
  }

  /// The net whose noise is asked for.
  public var output: String
  /// The source that noise is referred to; it needs an `ac` value.
  public var source: String
  /// The frequencies.
  public var sweep: ACSweep

  /// Noise at `output`, referred to `source`.
  public init(at output: String, source: String, over sweep: ACSweep) {
    self.output = output
    self.source = source
    self.sweep = sweep
  }

  public var plotCount: Int { 2 }

  public var command: String {
    get throws(SimulationError) {
      "noise v(\(output)) \(source) " + (try sweep.command.dropFirst(3))
    }
  }

  public func output(from plots: [Plot]) throws(SimulationError) -> Output {
    guard plots.count == 2, plots.allSatisfy({ $0.kind == .noise }) else {
      throw SimulationError(.incomplete, "a noise analysis gives two plots, not \(plots.count)")
    }
    return Output(spectrum: plots[0], totals: plots[1])
  }
}

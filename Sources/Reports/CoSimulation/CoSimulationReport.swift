import Characterization
public import CoSimulation
import Randomness

/// A co-simulation's result as one self-contained HTML page; the same result gives the same bytes.
///
/// The page asks for nothing from outside, reads without its script, and prints. It shows what the
/// result holds and computes nothing but what a chart needs: slices, counts and voltage differences.
public struct CoSimulationReport: Sendable {
  let result: CoSimulationResult

  /// The report of a run.
  public init(_ result: CoSimulationResult) {
    self.result = result
  }

  /// The page: well-formed as HTML and as XML, without any outside file, font or address.
  public func html() -> String {
    PageDocument.text(
      title: "\(result.name): co-simulation",
      scripts: [PageScript.common, PageScript.waveforms, PageScript.maps]
    ) {
      header
      element("main") {
        accuracy
        agreement
        loop
        characteristic
        writes
        cost
        waveform
        array
        provenance
      }
    }
  }

  /// The fidelities from the plainest to the circuit, others after them by name.
  var fidelities: [(name: String, value: FidelityResult)] {
    let known = ["ideal", "characteristic", "nodal", "spice"]
    let others = result.fidelities.keys.filter { !known.contains($0) }.sorted()
    return (known + others).compactMap { name in
      result.fidelities[name].map { (name: name, value: $0) }
    }
  }

  /// The highest fidelity that judged as many networks as any.
  var best: (name: String, value: FidelityResult)? {
    let most = fidelities.map(\.value.networks).max() ?? 0
    return fidelities.last { $0.value.networks == most }
  }

  /// A mean with its interval, as `320 fJ (262 to 378 fJ)`.
  static func text(_ estimate: MACCharacteristic.Estimate, unit: String) -> String {
    let mean = NumberText.engineering(estimate.mean, unit: unit)
    return isConstant(estimate) ? mean : "\(mean) (\(interval(estimate, unit: unit)))"
  }

  /// The interval of a mean; said in words where all values were the same.
  static func interval(_ estimate: MACCharacteristic.Estimate, unit: String) -> String {
    isConstant(estimate)
      ? "the same in all \(NumberText.count(estimate.samples))"
      : NumberText.engineering(estimate.interval, unit: unit)
  }

  private static func isConstant(_ estimate: MACCharacteristic.Estimate) -> Bool {
    let width = estimate.interval.high - estimate.interval.low
    return width.isFinite && width <= 1e-6 * abs(estimate.mean)
  }

  /// The part of an interval that a share can take; an interval without ends says more as it is.
  static func share(_ interval: ConfidenceInterval) -> ConfidenceInterval {
    interval.low.isFinite && interval.high.isFinite ? interval.ofProportion : interval
  }

  /// `1 network`, `20 networks`.
  static func text(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(NumberText.count(count)) \(count == 1 ? singular : plural ?? singular + "s")"
  }
}

import Cells
public import Configurations
import Foundation
import Quantities
import Randomness
import Simulation
import SpiceText

/// Wrong decisions of the precharge sense amplifier with XNOR inside, by Monte Carlo in ngspice.
///
/// Each sample has transistors with Pelgrom's mismatch and a pair of junctions with log-normal spread,
/// and senses one of the four pairs of weight and input. Figures, for each TMR and A_VT:
/// `error rate, TMR T, A_VT M` with Clopper and Pearson's interval, and `estimate, TMR T, A_VT M`, the
/// closed form of `SenseAmplifier.errorEstimate`.
public struct SensingMeasurement: StudyMeasurement {
  public static let kind = "sensing"
  public static let summary = "errors of the XNOR sense amplifier by Monte Carlo in ngspice"

  /// Ratios.
  public var magnetoresistances: [Double]
  /// A_VT, mV um.
  public var mismatches: [Double]
  /// Deviation of the logarithm of each junction's resistance.
  public var spread: Double
  /// Amplifiers for each TMR and mismatch.
  public var samples: Scaled<Int>

  enum CodingKeys: String, CodingKey {
    case mismatches, spread, samples
    case magnetoresistances = "tmr"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    magnetoresistances = try c.value(.magnetoresistances, or: [1.2])
    mismatches = try c.value(.mismatches, or: [3.5])
    spread = try c.value(.spread, or: 0)
    samples = try c.value(.samples, or: Scaled(full: 1000, quick: 100))
  }

  /// Values out of range; fewer than four samples, one for each pair of weight and input.
  public func issues() -> [ConfigurationIssue] {
    var issues: [ConfigurationIssue] = []
    func require(_ holds: Bool, _ key: String, _ message: String) {
      if !holds { issues.append(ConfigurationIssue(path: [key], message: message)) }
    }
    require(
      !magnetoresistances.isEmpty && magnetoresistances.allSatisfy { $0 > 0 }, "tmr",
      "tmr must be ratios above 0")
    require(
      !mismatches.isEmpty && mismatches.allSatisfy { $0 >= 0 }, "mismatches",
      "mismatches must be 0 or more, in mV um")
    require(spread >= 0, "spread", "spread is \(spread); it must be 0 or more")
    require(min(samples.full, samples.quick) >= 4, "samples", "samples must be at least 4")
    return issues
  }

  /// Senses `samples` times for each mismatch and TMR.
  ///
  /// - Throws: `SimulationError` of the first job that fails.
  public func measure(in context: StudyContext) async throws -> StudyFindings {
    var findings = StudyFindings()
    for mismatch in mismatches {
      var points: [StudyCurve.Point] = []
      for tmr in magnetoresistances {
        let (figure, estimate) = try await rate(tmr, mismatch, context)
        findings.figures += [figure, estimate]
        points.append(.init(x: tmr, y: figure.value, interval: figure.interval))
      }
      if findings.curves.isEmpty {
        findings.curves = [
          StudyCurve(
            "Sense errors against TMR", x: .init("TMR"), y: .init("error rate"), series: [])
        ]
      }
      findings.curves[0].series.append(
        .init("A_VT \(StudyText.number(mismatch)) mV um", points))
    }
    return findings
  }

  private func rate(
    _ tmr: Double, _ mismatch: Double, _ context: StudyContext
  ) async throws -> (StudyFigure, StudyFigure) {
    let count = samples.value(context)
    // Decks of 50: large enough to pay for their setting up, small enough to share out.
    let benches = stride(from: 0, to: count, by: 50).map { first in
      CellBench.xnorMonteCarlo(
        samples: first..<min(first + 50, count), tmr: tmr, spread: spread,
        mismatch: PelgromMismatch(millivoltMicrometers: mismatch), seed: context.seed)
    }
    let label = "TMR \(StudyText.number(tmr)), A_VT \(StudyText.number(mismatch))"
    let jobs = try benches.map {
      SimulationJob(deck: try SpiceWriter().format($0.deck), vectors: ["time"], deadline: 300)
    }
    context.progress("sense errors, \(label)", 0)
    let outcomes = await context.simulator.run(jobs) {
      context.progress("sense errors, \(label)", Double($0) / Double(jobs.count))
    }
    var wrong = 0
    for (bench, outcome) in zip(benches, outcomes) {
      let values = Dictionary(
        try outcome.get().measurements.compactMap { m in m.value.map { (m.name, $0) } },
        uniquingKeysWith: { $1 })
      wrong += bench.expectations.count { expectation in
        !(values[expectation.measurement].map { $0 >= expectation.low && $0 <= expectation.high }
          ?? false)
      }
    }
    let estimate = SenseAmplifier.errorEstimate(
      parallelResistance: 4000, tmr: tmr, mismatch: PelgromMismatch(millivoltMicrometers: mismatch))
    return (
      StudyFigure(
        "error rate, \(label)", Double(wrong) / Double(count),
        interval: ConfidenceInterval(exactSuccesses: wrong, trials: count),
        note:
          "\(wrong) of \(count) decisions wrong in ngspice, \(StudyText.number(100 * spread)) % "
          + "resistance spread"),
      StudyFigure(
        "estimate, \(label)", estimate,
        note: "closed form of the n-channel pair's offset, without resistance spread")
    )
  }
}

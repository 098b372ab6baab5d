import Cells
import Circuits
import CoSimulation
import Quantities
import Randomness
import Simulation
import SpiceText
import Spintronics

/// Writes of a lot of junctions in ngspice, with macrospins that advance beside the circuit.
struct SpiceWrites: Sendable {
  private let measurement: SwitchingMeasurement
  private let plan: SwitchingMeasurement.SpiceTrials

  init(_ measurement: SwitchingMeasurement, _ plan: SwitchingMeasurement.SpiceTrials) {
    self.measurement = measurement
    self.plan = plan
  }

  /// Counts failed writes at the settings where the lot's mean rate is each of the plan's; junction k of
  /// a deck is junction k of the lot, again from the first where there are more trials than junctions.
  func count(
    lot: [WriteCurve], mean: WriteCurve, in context: StudyContext
  ) async throws -> (figures: [StudyFigure], points: [StudyCurve.Point]) {
    var (figures, points): ([StudyFigure], [StudyCurve.Point]) = ([], [])
    let rounds = max(1, plan.trials.value(context) / lot.count)
    for (number, rate) in plan.rates.enumerated() {
      guard let place = mean.place(at: rate) else { continue }
      context.progress("writes in ngspice", Double(number) / Double(plan.rates.count))
      let seed = context.seed &+ UInt64(number) << 32
      let jobs = try (0..<rounds).map {
        try job(
          setting: place.setting, lot: lot.count, lotSeed: context.seed, seed: seed, round: $0)
      }
      var failed = 0
      for outcome in await context.simulator.run(jobs) {
        let plot = try outcome.get().plot(.transient)
        for k in 0..<lot.count {
          let last = try plot.waveform("v(mz\(k))").values.last ?? 0
          if last * measurement.leaving.magnetization > 0 { failed += 1 }
        }
      }
      let trials = rounds * lot.count
      let found = Double(failed) / Double(trials)
      let interval = ConfidenceInterval(exactSuccesses: failed, trials: trials)
      let r = StudyText.number(rate)
      figures.append(
        StudyFigure(
          "spice rate at \(r)", found, interval: interval,
          note: "\(failed) of \(trials) writes failed in ngspice"))
      figures.append(
        StudyFigure(
          "lot rate at \(r)", rate, note: "the Fokker-Planck equation for the same junctions"))
      points.append(.init(x: place.energy, y: found, interval: interval))
    }
    return (figures, points)
  }

  private func job(
    setting: Double, lot: Int, lotSeed: UInt64, seed: UInt64, round: Int
  ) throws -> SimulationJob {
    let device = measurement.device
    let leaving = measurement.leaving
    var current = device.criticalCurrent(leaving: leaving).value
    var stop = device.relaxationTime
    if let overdrive = measurement.overdrive {
      current *= overdrive
      stop = Seconds(setting)
    } else {
      current = setting
      stop = stop * (measurement.pulse ?? 5)
    }
    var circuit = Circuit("writes of a lot of junctions")
    circuit.subcircuits = [ReadJunction.stateSubcircuit]
    let signed = current * leaving.magnetization
    for k in 0..<lot {
      circuit.add(Label("i", k), .currentSource(.ground, Net("a", k), .dc(.number(signed))))
    }
    let bank = CoupledJunctions(
      (0..<lot).map { k in
        CoupledJunctions.Junction(
          Net("a", k), .ground, device: device.sampleDevice(seed: lotSeed, index: UInt64(k)),
          state: leaving)
      })
    bank.add(to: &circuit)
    // 4 ps: the step at which the bank meets the Fokker-Planck equation (CoupledMacrospinTests).
    let longest: Seconds = 4e-12
    let card = AnalysisCard.transient(step: longest, stop: stop, maximumStep: longest)
    return SimulationJob(
      deck: try SpiceWriter().format(circuit, [card]),
      vectors: (0..<lot).map { "v(mz\($0))" },
      coupled: [bank.element(step: 1e-12, longestStep: longest, seed: seed &+ UInt64(round))],
      deadline: 300)
  }
}

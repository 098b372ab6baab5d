import Cells
import Characterization
import Foundation
import Ngspice
import Quantities
import Randomness
import Simulation
import Spintronics
import Testing

@Suite("Test benches against closed forms and other solvers", .serialized)
struct BenchTests {
  private func answer<Q: CharacterizationQuestion>(_ question: Q, seed: UInt64 = 3) async throws
    -> Q.Answer
  {
    try await question.answer(
      on: NgspicePool(workers: 2), seed: seed, version: "test", progress: { _, _ in })
  }

  private func typical() -> TransistorChoice {
    var choice = TransistorChoice()
    choice.corners = [.typical]
    return choice
  }

  /// 40 offsets know their deviation to 11 %; the law leaves out p-channel pair and charge sharing, so
  /// it is right within a factor of 1.6.
  private let senseFactor = 1.6

  @Test("the offset of sense amplifiers is that of their n-channel pair, and their errors its tail")
  func sense() async throws {
    var question = SenseQuestion()
    question.amplifiers = 40
    question.cells = 0
    question.margins = [0, 0.03, 0.06, 0.1, 0.15, 0.25]
    question.transistors = typical()
    let found = try await answer(question)
    // First rung: sqrt(2) A/sqrt(W L) against V_ov m R/(R + R_s), as SenseAmplifier.errorEstimate has it.
    let pair = 2.0.squareRoot() * PelgromMismatch().deviation(width: 0.6e-6, length: 65e-9).value
    let law = pair / (0.55 * 6400 / 7900)
    #expect(found.offset.sigma > law / senseFactor && found.offset.sigma < law * senseFactor)
    // Second rung: the counted shares are those of the fitted normal law.
    for (margin, interval) in zip(found.axes.margin, found.intervals) {
      let wide = 0.05
      let error = found.errorProbability(margin: margin)
      #expect(error > interval.low - wide && error < interval.high + wide)
    }
    #expect(found.mean[0] == 0.5)
    #expect(found.time[0] > found.time[5])
  }

  /// Twelve periods count the rate to one spike in twelve; the packet of a soft reset is right to 5 %.
  private let rateTolerance = 1.0 / 12 + 0.05

  @Test("neurons with soft reset fire at the rate of charge balance, and their offset is Pelgrom's")
  func neuron() async throws {
    var question = NeuronQuestion()
    question.reset = .soft
    question.decisions = 12
    question.currents = [5e-6, 15e-6]
    question.thresholds = [0.2]
    question.neurons = 3
    question.offsetNeurons = 16
    question.transistors = typical()
    let found = try await answer(question)
    for (current, rate) in zip(question.currents, found.mean) {
      let balance = current * 1e-9 / (100e-15 * 0.2)
      #expect(abs(rate[0] - balance) < rateTolerance, "\(rate[0]) against \(balance)")
    }
    // The comparator's input pair alone; 16 offsets know their deviation to 18 %.
    let pair = 2.0.squareRoot() * PelgromMismatch().deviation(width: 1e-6, length: 65e-9).value
    #expect(found.offset.sigma > pair / 1.6 && found.offset.sigma < pair * 1.6)
    #expect(abs(found.noise - 0.2035e-3) < 1e-6)
    #expect(found.decisionProbability(margin: Volts(found.offset.mean)) == 0.5)
    #expect(found.rate(current: 10e-6, threshold: 0.2) > found.mean[0][0])
  }

  @Test("writes in ngspice succeed as often as the Fokker-Planck equation says")
  func write() async throws {
    var question = WriteQuestion()
    question.device.damping = 0.1
    question.widths = [1e-9, 2e-9]
    question.temperatures = [300, 360]
    question.devices = 3
    question.checks = 2
    question.checkTrials = 150
    question.drivers = 2
    question.transistors = typical()
    let found = try await answer(question)
    for check in found.checks {
      let deviation = (check.predicted * (1 - check.predicted) / Double(check.trials)).squareRoot()
      let share = Double(check.written) / Double(check.trials)
      #expect(abs(share - check.predicted) < 4 * deviation + 0.01, "\(check)")
    }
    #expect(found.checks.count == 2)
    // More current and more time never write worse; the half-selected cell is far from its threshold.
    for w in 0..<2 {
      for i in 1..<found.axes.current.count {
        #expect(found.mean[i][w][0] >= found.mean[i - 1][w][0] - 1e-12)
      }
    }
    #expect(try #require(found.disturbProbability(scheme: "1t1mtj")) < 1e-12)
    let driven = found.driverCurrent.mean
    #expect(driven > 40e-6 && driven < 1.1 / 3979)
  }

  @Test("the gain of lines finds the resistances that are in the deck, and predicts other arrays")
  func lines() async throws {
    var question = MACQuestion()
    question.rows = 12
    question.columns = 8
    question.arrays = 3
    question.inputs = 10
    question.wireResistance = 1
    let found = try await answer(question)
    let lines = try #require(found.lines)
    // First order in an IR drop of 6 %: the second order, 0.4 %, is what the fit puts into them.
    let tolerance = 0.1
    for (value, truth) in [
      (lines.driver, 10.0), (lines.sense, 10), (lines.wordSegment, 1), (lines.bitSegment, 1),
      (lines.bend, 0.04),
    ] {
      #expect(abs(value / truth - 1) < 2 * tolerance, "\(value) against \(truth)")
    }
    #expect(lines.error < 5e-3)
    // The same question by the native solver: the same tables.
    question.solver = .nodal
    let nodal = try await answer(question)
    for (a, b) in zip(found.mean.joined(), nodal.mean.joined()) { #expect(abs(a - b) < 1e-6) }
    #expect(found.energy?.samples == 4)
    #expect(found.correlation?.first == 1)
  }

  @Test("the same question is answered from the folder, a damaged entry anew, another seed too")
  func cache() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "larmor-cache-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let cache = CharacteristicCache(folder: folder)
    var question = MACQuestion()
    question.rows = 6
    question.columns = 6
    question.arrays = 2
    question.inputs = 6
    question.transients = 2
    let pool = try NgspicePool(workers: 1)
    let first = try await cache.answer(to: question, on: pool, seed: 1, version: "v")
    let again = try await cache.answer(to: question, on: pool, seed: 1, version: "v")
    #expect(!first.isKept && again.isKept && again.answer == first.answer)
    let entry = try #require(
      FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).first)
    let text = try Data(contentsOf: entry)
    try text.prefix(text.count / 2).write(to: entry)
    let mended = try await cache.answer(to: question, on: pool, seed: 1, version: "v")
    #expect(!mended.isKept && mended.answer == first.answer)
    #expect(try Data(contentsOf: entry) == text)
    #expect(try await !cache.answer(to: question, on: pool, seed: 2, version: "v").isKept)
    #expect(try await !cache.answer(to: question, on: pool, seed: 1, version: "w").isKept)
  }
}

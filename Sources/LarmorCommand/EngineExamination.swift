import Foundation
import Ngspice
import Quantities
import Simulation

/// Looks at ngspice: a worker starts, says what it is, and solves a divider.
struct EngineExamination {
  private(set) var version: String?
  private(set) var features: [String] = []
  private(set) var checks: [Examination.Check] = []

  private static let remedy = "apt-get install libngspice0-dev ngspice"

  init() async {
    do throws(SimulationError) {
      let pool = try NgspicePool(workers: 1)
      let engine = try await pool.engine
      version = engine
      features = try await pool.features
      add("engine", true, "\(engine) in worker processes (\(features.joined(separator: ", ")))")
      add(
        "linear solver", true,
        features.contains("KLU")
          ? "KLU, which decks get unless they choose another"
          : "Sparse 1.3; ngspice 42 and later have KLU, which is faster for large circuits",
        optional: true)
      let divider = "divider\nv1 in 0 3\nr1 in out 1k\nr2 out 0 2k\n.op"
      let volts = try await pool.run(SimulationJob(deck: divider, deadline: 20)).values("v(out)")
      let isRight = volts.count == 1 && abs(volts[0] - 2) < 1e-9
      add(
        "simulation", isRight,
        isRight ? "a divider of 3 V by 2/3 gives 2 V" : "a divider gives \(volts), not 2 V")
    } catch {
      add("engine", false, error.message, remedy: Self.remedy)
      return
    }
    await checkCodeModels()
  }

  /// Code models (A devices, POLY sources) come in a package of their own.
  private mutating func checkCodeModels() async {
    let deck = "code model\nv1 in 0 3\na1 in out gg\n.model gg gain(gain=2)\nr1 out 0 1k\n.op"
    do throws(SimulationError) {
      let volts = try await NgspicePool(workers: 1).run(SimulationJob(deck: deck, deadline: 20))
        .values("v(out)")
      add("code models", volts == [6], "A devices and POLY sources work", optional: true)
    } catch {
      add(
        "code models", false, "A devices and POLY sources are not available", optional: true,
        remedy: "apt-get install ngspice")
    }
  }

  private mutating func add(
    _ name: String, _ ok: Bool, _ detail: String, optional: Bool = false, remedy: String? = nil
  ) {
    checks.append(
      Examination.Check(
        name: name, ok: ok, optional: optional, detail: detail, remedy: ok ? nil : remedy))
  }
}

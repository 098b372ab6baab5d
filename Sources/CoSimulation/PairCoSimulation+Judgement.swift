import Networks
import Randomness
import Simulation

extension PairCoSimulation {
  struct Judgement {
    var fidelities: [String: FidelityResult]
    var agreement: [Agreement]
    /// The accuracy of every network at the highest fidelity that ran all of them.
    var highestCommon: [Double]
  }

  /// Every network's sums over its training and test samples at `fidelity`.
  package func outcomes(
    of mapped: [MappedNetwork], alpha: [Double], at fidelity: some Fidelity,
    counter: StageCounter? = nil
  ) async throws -> [Outcome] {
    try await concurrentMap(mapped.count, workers: plan.workers) { number in
      let sums = try await mapped[number].sums(of: data[number].all, alpha: alpha, at: fidelity)
      counter?.advance()
      return Outcome(mapped[number].network, sums: sums, alpha: alpha, data: data[number])
    }
  }

  /// Accuracy at each fidelity and agreement between neighbours.
  func judge(
    _ mapped: [MappedNetwork], alpha: [Double], characteristic: CharacteristicFidelity
  ) async throws -> Judgement {
    let classes = mapped[0].network.classes
    let ideal = try await outcomes(of: mapped, alpha: plan.training.alpha, at: IdealFidelity())
    let low = try await outcomes(of: mapped, alpha: alpha, at: characteristic)
    let nodalStage = StageCounter("solving the arrays exactly", of: mapped.count, progress)
    let nodal = try await outcomes(
      of: mapped, alpha: alpha, at: NodalFidelity(), counter: nodalStage)
    // The first networks: they are drawn independently, so the first are as good as any.
    let share = Array(mapped.prefix(plan.spiceNetworks))
    let spiceStage = StageCounter("running whole arrays in ngspice", of: share.count, progress)
    let spice = try await outcomes(
      of: share, alpha: alpha, at: SpiceFidelity(simulator), counter: spiceStage)

    let biases = mapped.map { $0.network.layers.map(\.bias) }
    var fidelities = [
      "ideal": FidelityResult(ideal, classes: classes),
      "characteristic": FidelityResult(low, classes: classes),
      "nodal": FidelityResult(nodal, classes: classes),
    ]
    var agreement = [
      Agreement(
        "characteristic", low, "nodal", nodal, of: mapped.count, biases: biases)
    ]
    if !spice.isEmpty {
      fidelities["spice"] = FidelityResult(spice, classes: classes)
      for (name, outcomes) in [("characteristic", low), ("nodal", nodal)] {
        agreement.append(
          Agreement(
            name, Array(outcomes.prefix(spice.count)), "spice", spice, of: mapped.count,
            biases: biases))
      }
    }
    return Judgement(
      fidelities: fidelities, agreement: agreement, highestCommon: nodal.map(\.testAccuracy))
  }
}

package import Characterization
import Networks
import Quantities
import Randomness
import Simulation
import Spintronics

extension PairCoSimulation {
  /// Trains, maps and extracts in turns until the accuracy settles.
  func closeLoop() async throws -> ([PairLatents], [LoopTurn], MACCharacteristic) {
    var turns: [LoopTurn] = []
    var latents = try await train(turn: 0, from: nil, model: IdealProduct())
    var characteristic = try await extract(map(latents.map(\.network)), turn: 0)
    turns.append(try await assess(latents, characteristic, turn: 0))
    for turn in 1..<max(plan.turns, 1) {
      let model = CharacteristicProduct(
        characteristic, design: plan.design)
      latents = try await train(turn: turn, from: latents, model: model)
      characteristic = try await extract(map(latents.map(\.network)), turn: turn)
      turns.append(try await assess(latents, characteristic, turn: turn))
      if abs(turns[turn].trainAccuracy - turns[turn - 1].trainAccuracy) < plan.tolerance { break }
    }
    return (latents, turns, characteristic)
  }

  /// Trains every network, from scratch or on from `latents`.
  private func train(
    turn: Int, from latents: [PairLatents]?, model: some PairProductModel
  ) async throws -> [PairLatents] {
    let stage =
      turn == 0
      ? "training \(plan.networks) networks" : "training on the characteristic, turn \(turn)"
    let counter = StageCounter(stage, of: plan.networks, progress)
    var training = plan.training
    if turn > 0 { training.epochs = plan.adaptationEpochs }
    return try await concurrentMap(plan.networks, workers: plan.workers) { [training] number in
      // The turn is in the upper half, so that no two turns of a network share draws.
      var stream = RandomStream(
        seed: plan.seed, purpose: "training", index: UInt64(turn) << 32 | UInt64(number))
      let start = latents?[number] ?? training.start(stream: &stream)
      let trained = training.train(
        from: start, samples: data[number].training, labels: data[number].trainingLabels,
        model: model, stream: &stream)
      counter.advance()
      return trained
    }
  }

  /// Simulates the arrays of some networks, programmed with their weights, and fits what they do.
  package func extract(
    _ mapped: [MappedNetwork], turn: Int
  ) async throws -> MACCharacteristic {
    if let given = plan.characteristic { return given }
    let count = min(plan.extractionNetworks, mapped.count)
    var subjects: [MACBench.Subject] = []
    for pick in 0..<count {
      // Evenly over all networks.
      subjects += arraySubjects(of: mapped, number: pick * mapped.count / count, turn: turn)
    }
    let counter = StageCounter(
      "extracting from ngspice, turn \(turn)", of: subjects.count, progress)
    let bench = MACBench(unitCurrent: plan.design.unitCurrent)
    let currents = try await bench.currents(of: subjects, on: simulator) { counter.reach($0) }
    let first = try subjects[0].read.operatingPoints(subjects[0].vectors, deadline: bench.deadline)
    let provenance = Provenance(
      engine: try await simulator.engine, deck: Provenance.fingerprint(first.deck),
      decks: subjects.count, seed: plan.seed, version: plan.version)
    return try bench.characteristic(subjects, currents: currents, provenance: provenance)
  }

  /// The arrays of one network, each with inputs as they occur: samples, and what the layer before makes
  /// of them; every fourth vector is uniform noise, so that the corners of the tables are seen too.
  private func arraySubjects(
    of mapped: [MappedNetwork], number: Int, turn: Int
  ) -> [MACBench.Subject] {
    var stream = RandomStream(
      seed: plan.seed, purpose: "extraction inputs", index: UInt64(turn) << 32 | UInt64(number))
    let network = mapped[number].network
    let picks = (0..<plan.extractionInputs).map { _ in
      stream.integer(below: data[number].training.rows)
    }
    let samples = data[number].training.selecting(picks)
    let sums = network.idealSums(of: samples, alpha: plan.training.alpha)
    return network.layers.indices.map { index in
      let inputs =
        index == 0
        ? samples
        : network.activations(
          layer: index - 1, sums: sums[index - 1], alpha: plan.training.alpha[index - 1])
      let array = mapped[number].arrays[index]
      let vectors = (0..<inputs.rows).map { row -> [Double] in
        guard row % 4 == 3 else { return Array(inputs.row(row)) }
        return (0..<inputs.columns).map { _ in
          index == 0 ? stream.uniform() : 2 * stream.uniform() - 1
        }
      }
      return MACBench.Subject(
        read: array.read, storedWeights: array.storedWeights, deviceWeights: array.deviceWeights,
        pairs: array.layer.outputs, vectors: vectors)
    }
  }

  /// The accuracy of all networks after a turn.
  private func assess(
    _ latents: [PairLatents], _ characteristic: MACCharacteristic, turn: Int
  ) async throws -> LoopTurn {
    let mapped = try map(latents.map(\.network))
    let fidelity = CharacteristicFidelity(characteristic, seed: plan.seed)
    let alpha = plan.training.alpha
    let outcomes = try await outcomes(of: mapped, alpha: alpha, at: fidelity)
    let ideal = try await self.outcomes(of: mapped, alpha: alpha, at: IdealFidelity())
    let result = FidelityResult(outcomes, classes: mapped[0].network.classes)
    let drives = characteristic.axes.drive
    let sums = characteristic.sigma.flatMap { $0 }
    return LoopTurn(
      turn: turn, training: turn == 0 ? "ideal" : "characteristic",
      idealAccuracy: mean(ideal.map(\.trainAccuracy)),
      trainAccuracy: mean(outcomes.map(\.trainAccuracy)), testAccuracy: result.accuracy,
      interval: result.interval,
      gain: characteristic.response(signedSum: 0, drive: drives[drives.count / 2]).slope,
      spread: mean(sums), samples: characteristic.samples)
  }
}

/// The arithmetic mean; 0 of nothing.
package func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(max(values.count, 1))
}

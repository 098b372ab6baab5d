import Networks
import Randomness

extension MappedCoSimulation {
  /// Maps, extracts and trains on in turns until the accuracy settles.
  func closeLoop() throws -> (State, [LoopTurn]) {
    var network = try start ?? train(from: nil, circuit: nil, turn: 0)
    var state = try assess(network, turn: 0, alpha: nil)
    var turns = [state.row]
    for turn in 1..<max(plan.turns, 1) {
      network = try train(from: network, circuit: circuit(state), turn: turn)
      state = try assess(network, turn: turn, alpha: state.alpha)
      turns.append(state.row)
      if abs(turns[turn].trainAccuracy - turns[turn - 1].trainAccuracy) < plan.tolerance { break }
    }
    return (state, turns)
  }

  private func circuit(_ state: State) throws -> CircuitWeights {
    let source: CircuitWeights.Source =
      switch plan.adaptation.model {
      case .characteristic: .characteristic(state.gain)
      case .nodal: .nodal(refresh: plan.adaptation.refresh, adjoint: plan.adaptation.adjoint)
      }
    return try CircuitWeights(
      state.mapping, from: source, alpha: state.alpha, seed: plan.seed, workers: plan.workers)
  }

  private func train(
    from network: SafeTensors?, circuit: CircuitWeights?, turn: Int
  ) throws -> SafeTensors {
    var configuration = plan.training
    if circuit != nil {
      configuration.epochs = plan.adaptation.epochs
      configuration.learningRate = plan.adaptation.learningRate
      configuration.finalLearningRate = min(
        configuration.finalLearningRate, plan.adaptation.learningRate / 10)
      // The seed orders samples: each turn has its own.
      configuration.seed = plan.training.seed &+ UInt64(turn) &* 0x9e37_79b9
      configuration.validation = 0
      configuration.bitErrorRate = 0
      configuration.devices = nil
    }
    let stage =
      circuit == nil
      ? "training" : "training on against the \(plan.adaptation.model.rawValue), turn \(turn)"
    progress(stage, 0)
    let trainer = try Trainer(
      configuration, training: training, test: test.selecting([0]),
      workers: Workers(plan.workers), start: network, circuit: circuit)
    _ = try trainer.run {
      progress(stage, Double($0.record.epoch) / Double($0.epochs))
    }
    return SafeTensors(trainer.network.entries())
  }

  /// Training samples that accuracies of turns are taken on.
  var probe: LabelledSamples {
    var stream = RandomStream(seed: plan.seed, purpose: "training samples of the loop")
    return training.selecting(Array(stream.permutation(training.count).prefix(5000)))
  }

  /// A network on arrays and its accuracies at the characteristic.
  ///
  /// - Parameter alpha: nil takes the slopes that were found, so that thresholds meet the sums that they
  ///   were trained for.
  private func assess(_ network: SafeTensors, turn: Int, alpha: [Double]?) throws -> State {
    progress("extracting the gain map, turn \(turn)", 0)
    let inference = try inference(network)
    let mapping = try NetworkMapping(
      NetworkProduct.all(of: inference, on: test), on: plan.design)
    let gain = try mapping.gainMap(
      seed: plan.seed, chip: 0, arrays: plan.gainArrays, workers: plan.workers)
    let chip = try Chip(
      mapping, seed: plan.seed, number: 0, gain: gain, workers: plan.workers, solve: false)
    let slopes = mapping.slopes(chip.characteristic)
    let used = alpha ?? slopes
    let products = mapping.products(chip.characteristic, alpha: used, allowsBrainFloats: true)
    let probe = probe
    let plain = mapping.idealProducts()
    let ideal = try inference.classes(of: probe, weights: plain, products: plain)
    let trained = try inference.classes(of: probe, weights: products, products: products)
    let tested = try inference.classes(of: test, weights: products, products: products)
    let right = zip(tested, test.labels).count { $0 == $1 }
    progress("extracting the gain map, turn \(turn)", 1)
    let row = LoopTurn(
      turn: turn, training: turn == 0 ? "ideal" : plan.adaptation.model.rawValue,
      idealAccuracy: accuracy(ideal, probe.labels),
      trainAccuracy: accuracy(trained, probe.labels), testAccuracy: accuracy(tested, test.labels),
      interval: ConfidenceInterval(successes: right, trials: test.count), gain: mean(slopes),
      spread: mapping.deviation(chip.characteristic, about: slopes),
      samples: gain.arrays * gain.rows * gain.columns)
    return State(inference: inference, mapping: mapping, gain: gain, alpha: used, row: row)
  }

  /// Accuracy on training samples over a common factor on all normalisations.
  func normalisation(of state: State) throws -> Normalisation {
    let chip = try Chip(
      state.mapping, seed: plan.seed, number: 0, gain: state.gain, workers: plan.workers,
      solve: false)
    let probe = probe
    let curve = try [0.8, 0.9, 1, 1.1, 1.25].map { factor -> Normalisation.Point in
      let products = state.mapping.products(
        chip.characteristic, alpha: state.alpha.map { $0 * factor }, allowsBrainFloats: true)
      let found = try state.inference.classes(of: probe, weights: products, products: products)
      return Normalisation.Point(
        alpha: factor * mean(state.alpha), accuracy: accuracy(found, probe.labels))
    }
    return Normalisation(alpha: state.alpha, curve: curve)
  }
}

extension NetworkMapping {
  /// The standard deviation of weights about what their bits weigh on average.
  func deviation(_ blocks: [TileBlock], about slopes: [Double]) -> Double {
    var (squares, count) = (0.0, 0)
    for (number, layer) in layers.enumerated() {
      for tile in 0..<layer.tiles {
        for (found, weight) in zip(blocks[layer.firstTile + tile].weights, layer.weights(tile)) {
          let difference = found - slopes[number] * Double(weight)
          squares += difference * difference
          count += 1
        }
      }
    }
    return (squares / Double(max(count, 1))).squareRoot()
  }
}

import Networks
import Simulation

extension PairCoSimulation {
  /// Chooses each layer's normalisation from the grid, by mean accuracy on training samples at `fidelity`.
  ///
  /// All combinations are tried; of equals the one nearest to the training's own normalisation wins.
  package func tuneNormalisation(
    _ mapped: [MappedNetwork], at fidelity: some Fidelity
  ) async throws -> Normalisation {
    precondition(mapped[0].network.layers.count == 2, "tuning is written for two layers")
    let grid = plan.alphaGrid
    let counter = StageCounter("tuning the normalisation", of: mapped.count, progress)
    // network x first alpha x second alpha.
    let tables = try await concurrentMap(mapped.count, workers: plan.workers) { number in
      let (network, data) = (mapped[number].network, data[number])
      let arrays = mapped[number].arrays
      let first = try await fidelity.sums(of: arrays[0], inputs: data.training)
      var table: [[Double]] = []
      for alpha in grid {
        let hidden = network.activations(layer: 0, sums: first, alpha: alpha)
        let second = try await fidelity.sums(of: arrays[1], inputs: hidden)
        table.append(
          grid.map {
            accuracy(network.decisions(lastSums: second, alpha: $0), data.trainingLabels)
          })
      }
      counter.advance()
      return table
    }
    var best = (accuracy: -1.0, distance: 0.0, alpha: plan.training.alpha)
    for (i, first) in grid.enumerated() {
      for (j, second) in grid.enumerated() {
        let found = mean(tables.map { $0[i][j] })
        let distance = abs(first - plan.training.alpha[0]) + abs(second - plan.training.alpha[1])
        if found > best.accuracy || found == best.accuracy && distance < best.distance {
          best = (found, distance, [first, second])
        }
      }
    }
    return Normalisation(
      alpha: best.alpha,
      curve: grid.indices.map { index in
        Normalisation.Point(alpha: grid[index], accuracy: mean(tables.map { $0[index][index] }))
      })
  }
}

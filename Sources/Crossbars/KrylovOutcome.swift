/// How a run of conjugate gradients went.
struct KrylovOutcome {
  /// Steps taken.
  var steps = 0
  /// Smallest eigenvalue of the preconditioned matrix that the run has seen, in (0, 1]; its inverse
  /// bounds how much larger the error may be than the residual.
  var smallestEigenvalue = 1.0
  /// The run's Lanczos matrix, from the step lengths and the ratios of the residual products.
  private var diagonal: [Double] = []
  private var offDiagonalSquared: [Double] = []
  private var lastStep = 0.0
  private var lastRatio = 0.0

  /// Runs shorter than this converged so fast that no eigenvalue can be small.
  private static let shortRun = 24

  /// Notes one step: its length and the ratio of the next residual product to this one.
  mutating func note(step: Double, ratio: Double) {
    steps += 1
    diagonal.append(1 / step + (lastStep > 0 ? lastRatio / lastStep : 0))
    offDiagonalSquared.append(ratio / (step * step))
    lastStep = step
    lastRatio = ratio
  }

  /// Finds the smallest eigenvalue of the Lanczos matrix by bisection with Sturm's sequence.
  mutating func finish() {
    guard steps >= Self.shortRun else { return }
    var low = 0.0
    var high = diagonal.min() ?? 1
    for _ in 0..<40 where high - low > 1e-3 * high {
      let middle = low > 0 ? (low * high).squareRoot() : high / 16
      if hasEigenvalue(below: middle) { high = middle } else { low = middle }
    }
    smallestEigenvalue = min(1, high)
  }

  private func hasEigenvalue(below x: Double) -> Bool {
    var pivot = diagonal[0] - x
    for k in 1..<diagonal.count {
      if pivot <= 0 { return true }
      pivot = diagonal[k] - x - offDiagonalSquared[k - 1] / pivot
    }
    return pivot <= 0
  }
}

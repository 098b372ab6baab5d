/// One step of dp/dt = R p for a chain of volumes that exchange probability with their neighbours:
/// (1 - t_i R) p' = (1 + t_e R) p, factorised once and applied often.
struct TridiagonalStep {
  private let count: Int
  private let forward: [Double]
  private let backward: [Double]
  private let explicitTime: Double
  /// Thomas' algorithm: the eliminated diagonal's inverse and the multiplier of each row.
  private let inverse: [Double]
  private let multiplier: [Double]
  private let upper: [Double]

  /// `rates[j]` is the exchange between volumes j and j + 1, per unit of time.
  init(
    _ rates: [(forward: Double, backward: Double)], implicitTime: Double, explicitTime: Double
  ) {
    count = rates.count + 1
    forward = rates.map(\.forward)
    backward = rates.map(\.backward)
    self.explicitTime = explicitTime
    var inverse = [Double](repeating: 0, count: count)
    var multiplier = [Double](repeating: 0, count: count)
    upper = backward.map { -implicitTime * $0 }
    // Columns sum to one: every pivot is 1 plus positive terms, written without a subtraction.
    var inflow = 0.0
    for j in 0..<count {
      let out = j < rates.count ? implicitTime * rates[j].forward : 0
      let pivot = 1 + out + inflow
      inverse[j] = 1 / pivot
      if j < rates.count {
        multiplier[j] = out / pivot
        // b - (out b)/pivot with pivot = 1 + out + inflow.
        inflow = implicitTime * rates[j].backward * (1 + inflow) / pivot
      }
    }
    self.inverse = inverse
    self.multiplier = multiplier
  }

  /// Replaces `p` by the next step's values.
  func apply(to p: inout [Double]) {
    if explicitTime > 0 { addExplicit(&p) }
    for j in 1..<count { p[j] += multiplier[j - 1] * p[j - 1] }
    p[count - 1] *= inverse[count - 1]
    for j in stride(from: count - 2, through: 0, by: -1) {
      p[j] = (p[j] - upper[j] * p[j + 1]) * inverse[j]
    }
  }

  private func addExplicit(_ p: inout [Double]) {
    var entering = 0.0
    for j in 0..<(count - 1) {
      // Net flow from volume j to j + 1 during the explicit part.
      let flow = explicitTime * (forward[j] * p[j] - backward[j] * p[j + 1])
      p[j] += entering - flow
      entering = flow
    }
    p[count - 1] += entering
  }
}

import Foundation

/// A differentiable measure of how far outputs are from the labels, and how outputs are read.
public protocol Loss: Sendable {
  /// How many outputs the network must have for `classes` classes.
  func outputCount(classes: Int) -> Int
  /// The mean loss of a batch; dLoss/doutputs goes to `gradient`.
  func evaluate(_ outputs: Tensor, _ labels: [Int], gradient: Tensor?) -> Double
  /// The class that each row of outputs stands for.
  func predict(_ outputs: Tensor) -> [Int]
}

extension Loss {
  /// One output for each class.
  public func outputCount(classes: Int) -> Int { classes }

  /// The first largest output.
  public func predict(_ outputs: Tensor) -> [Int] {
    let columns = outputs.columns
    return (0..<outputs.rows).map { row in
      let start = outputs.values + row * columns
      var best = 0
      for c in 1..<max(1, columns) where start[c] > start[best] { best = c }
      return best
    }
  }
}

/// Cross-entropy of the softmax: -log(exp(o_label) / sum_j exp(o_j)), averaged over the batch.
public struct CrossEntropy: Loss {
  /// The loss.
  public init() {}

  /// In nat; the gradient is (softmax(o) - [the label's output]) / B.
  public func evaluate(_ outputs: Tensor, _ labels: [Int], gradient: Tensor?) -> Double {
    let columns = outputs.columns
    let share = 1 / Double(labels.count)
    var total = 0.0
    for (row, label) in labels.enumerated() {
      let o = outputs.values + row * columns
      var top = o[0]
      for c in 1..<columns { top = max(top, o[c]) }
      var sum = 0.0
      for c in 0..<columns { sum += exp(Double(o[c] - top)) }
      total -= (Double(o[label] - top) - log(sum)) * share
      guard let g = gradient?.values else { continue }
      for c in 0..<columns {
        let probability = exp(Double(o[c] - top)) / sum
        g[row * columns + c] = Float((probability - (c == label ? 1 : 0)) * share)
      }
    }
    return total
  }
}

/// Squared hinge: mean over batch and outputs of max(0, 1 - t o)^2, with t = 1 for the label's output
/// and -1 for the others.
public struct SquaredHinge: Loss {
  /// The loss.
  public init() {}

  /// Divided by B times the outputs, as is the gradient, -2 t max(0, 1 - t o).
  public func evaluate(_ outputs: Tensor, _ labels: [Int], gradient: Tensor?) -> Double {
    let columns = outputs.columns
    return hinge(outputs, gradient: gradient) { row, c in c == labels[row] ? 1 : -1 }
      / Double(labels.count * columns)
  }
}

/// Squared hinge against error-correcting output codes: each class is a word of -1 and 1, and the
/// class whose word has the largest inner product with the outputs is read (Dietterich and Bakiri,
/// 1995).
public struct OutputCodeHinge: Loss {
  /// The words.
  public let code: OutputCode

  /// A loss against `code`.
  public init(_ code: OutputCode) { self.code = code }

  /// One output for each bit of a word, whatever the number of classes.
  public func outputCount(classes: Int) -> Int { code.length }

  /// The squared hinge with t the bits of the label's word, divided by B times the outputs.
  public func evaluate(_ outputs: Tensor, _ labels: [Int], gradient: Tensor?) -> Double {
    hinge(outputs, gradient: gradient) { row, c in code.words[labels[row]][c] }
      / Double(labels.count * outputs.columns)
  }

  /// The class whose word has the largest inner product with the row; the first of equals.
  public func predict(_ outputs: Tensor) -> [Int] {
    (0..<outputs.rows).map { row in code.nearest(outputs.values + row * outputs.columns) }
  }
}

/// The sum of squared hinges, and its gradient divided by the number of outputs.
private func hinge(
  _ outputs: Tensor, gradient: Tensor?, target: (Int, Int) -> Float
) -> Double {
  let columns = outputs.columns
  let share = 1 / Double(outputs.count)
  var total = 0.0
  for row in 0..<outputs.rows {
    for c in 0..<columns {
      let t = target(row, c)
      let short = max(0, 1 - Double(t * outputs.values[row * columns + c]))
      total += short * short
      gradient?.values[row * columns + c] = Float(-2 * Double(t) * short * share)
    }
  }
  return total
}

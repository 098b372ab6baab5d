/// What drives the word lines of a product.
public enum InputDrive: String, Codable, Sendable {
  /// Whole numbers 0...255.
  case pixels
  /// -1 and 1.
  case signs
  /// -1, 0 and 1; also signs with zeros around them.
  case ternary
  /// 0 and 1.
  case spikes
  /// Any reals.
  case analog

  /// Whether the values are all of one sign.
  var isUnipolar: Bool { self == .pixels || self == .spikes }
}

/// A product of a network as arrays see it: a matrix of weights, multiplied by vectors.
public struct NetworkProduct: Hashable, Sendable {
  /// The name of its weights, such as `0.weight`.
  public let name: String
  /// The form, for reports: `dense` or `convolution 5x5`.
  public let form: String
  /// The fan-in, and so the rows of the matrix.
  public let inputs: Int
  /// Neurons, or channels of a convolution; columns of the matrix.
  public let outputs: Int
  /// Weights -1, 0 or 1, outputs x inputs.
  public let weights: [Int8]
  /// What its inputs are.
  public let drive: InputDrive
  /// Vectors of one inference: positions of a convolution times time steps.
  public let vectors: Int
  /// The largest magnitude of an input, and the root mean square over it.
  public let scale: Double
  public let effective: Double
  /// Where batch norm puts the zero of each output, in weights; nil without batch norm.
  public let thresholds: [Double]?

  /// A product whose `weights` hold `inputs * outputs` numbers.
  public init(
    name: String, form: String, inputs: Int, outputs: Int, weights: [Int8], drive: InputDrive,
    vectors: Int, scale: Double, effective: Double, thresholds: [Double]?
  ) {
    precondition(weights.count == inputs * outputs)
    (self.name, self.form, self.inputs, self.outputs) = (name, form, inputs, outputs)
    (self.weights, self.drive, self.vectors) = (weights, drive, vectors)
    (self.scale, self.effective, self.thresholds) = (scale, effective, thresholds)
  }
}

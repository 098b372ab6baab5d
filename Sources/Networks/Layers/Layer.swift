import Randomness

/// One step of a network: a function of a batch, with its gradient.
///
/// A layer keeps what its backward pass needs from the last forward pass, and lends its output until
/// the next one.
public protocol Layer: AnyObject {
  /// What it is, for messages and tables, such as `dense 784-1024`.
  var label: String { get }
  /// What training changes.
  var parameters: [Parameter] { get }
  /// What training observes and files keep, such as running means.
  var statistics: [Parameter] { get }
  /// The shape of one sample's output.
  func outputShape(for sample: [Int]) throws(NetworkError) -> [Int]
  /// The output for a batch.
  func forward(_ input: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor
  /// dLoss/dinput from dLoss/doutput of the last forward pass; sets the gradients of `parameters`.
  func backward(_ gradient: Tensor, _ pass: Pass) throws(NetworkError) -> Tensor
}

extension Layer {
  /// None: a layer without weights need not say so.
  public var parameters: [Parameter] { [] }
  /// None: only layers that observe their batches keep any.
  public var statistics: [Parameter] { [] }
}

/// What a pass through a network is for.
public struct Pass: Sendable {
  /// Where batch norms take mean and variance from.
  package enum Norms: Sendable, Equatable {
    /// From the batch; the running estimates follow.
    case batch
    /// From the batch; the running estimates become the mean over this batch and `earlier` ones.
    case measured(earlier: Int)
    /// From the running estimates, which stay.
    case estimates
  }

  /// Dropout and disturbances of training, or the network as it is used.
  public let training: Bool
  /// Names every random draw of the run.
  public let seed: UInt64
  /// The number of the training step; it names this step's draws.
  public let step: Int
  /// How many threads share the work.
  public let workers: Workers
  /// The format of products with real operands.
  public let precision: Precision
  /// What befalls the weights of each step, if anything.
  public let disturbance: (any WeightDisturbance)?
  /// What befalls what the products deliver, if anything.
  public let products: (any ProductEffect)?
  /// Where batch norms take mean and variance from.
  let norms: Norms
  /// Whether dLoss/dinput of the first layer is wanted; training does without.
  let inputGradient: Bool

  /// A pass; batch norms take the batch's mean and variance in training, and the running estimates
  /// otherwise.
  public init(
    training: Bool, seed: UInt64 = 0, step: Int = 0, workers: Workers = Workers(),
    precision: Precision = .automatic, disturbance: (any WeightDisturbance)? = nil,
    products: (any ProductEffect)? = nil
  ) {
    self.init(
      training: training, seed: seed, step: step, workers: workers, precision: precision,
      disturbance: disturbance, products: products, norms: training ? .batch : .estimates)
  }

  /// A pass that says where batch norms look.
  package init(
    training: Bool, seed: UInt64 = 0, step: Int = 0, workers: Workers = Workers(),
    precision: Precision = .automatic, disturbance: (any WeightDisturbance)? = nil,
    products: (any ProductEffect)? = nil, norms: Norms, inputGradient: Bool = true
  ) {
    self.training = training
    self.seed = seed
    self.step = step
    self.workers = workers
    self.precision = precision
    self.disturbance = disturbance
    self.products = products
    self.norms = norms
    self.inputGradient = inputGradient
  }

  /// The same pass, for a layer whose input depends on parameters.
  var wantingInputGradient: Pass {
    Pass(
      training: training, seed: seed, step: step, workers: workers, precision: precision,
      disturbance: disturbance, products: products, norms: norms)
  }
}

/// Something that happens to quantised weights between the memory and the product: write errors,
/// defects, spread.
public protocol WeightDisturbance: Sendable {
  /// Whether -1, 0 and 1 stay such numbers.
  var keepsIntegers: Bool { get }
  /// Whether disturbed weights may be rounded to bfloat16 in products with whole numbers.
  var allowsBrainFloats: Bool { get }
  /// Tells disturbances of the same step apart; equal numbers mean equal weights.
  var version: Int { get }
  /// Changes `weights` (in place) of the parameter called `name`.
  ///
  /// - Parameters:
  ///   - seed: of the run.
  ///   - step: names the draw; the same step gives the same disturbance.
  func disturb(
    _ weights: UnsafeMutableBufferPointer<Float>, name: String, seed: UInt64, step: Int)
  /// Turns dLoss/d(disturbed weights) into dLoss/d(weights), in place.
  func pullBack(
    _ gradient: UnsafeMutableBufferPointer<Float>, name: String, seed: UInt64, step: Int,
    workers: Workers)
}

extension WeightDisturbance {
  /// False: products keep every bit of the disturbed weights.
  public var allowsBrainFloats: Bool { false }
  /// 0 at every step: a step's number and seed alone then name what it did to the weights.
  public var version: Int { 0 }

  /// Straight through.
  public func pullBack(
    _ gradient: UnsafeMutableBufferPointer<Float>, name: String, seed: UInt64, step: Int,
    workers: Workers
  ) {}
}

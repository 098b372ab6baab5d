/// A trained array of a network, with its gradient.
public final class Parameter {
  /// What values the array may take.
  public enum Kind: Sendable, Equatable {
    /// Any real number.
    case real
    /// Latent reals in [-1, 1] whose signs are the weights (Hubara et al., "Binarized neural
    /// networks", 2016).
    case binary
    /// One of `levels` equally spaced states in [-1, 1]; 3 states are ternary weights. There is no
    /// latent value: training moves between states (Deng et al., "GXNOR-Net", 2018).
    case discrete(levels: Int)
  }

  /// Its name in files, such as `0.weight`.
  public let name: String
  /// What values it may take.
  public let kind: Kind
  /// The latent or actual values.
  public let values: Tensor
  /// dLoss/dvalues of the last backward pass.
  public let gradient: Tensor
  /// Grows whenever `values` change, so that copies in other formats know that they are stale.
  package private(set) var version = 0

  init(_ name: String, _ shape: [Int], kind: Kind = .real) {
    self.name = name
    self.kind = kind
    values = Tensor(shape)
    gradient = Tensor(shape)
  }

  /// States that `values` changed.
  package func touch() { version += 1 }
}

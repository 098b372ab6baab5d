import Randomness

/// Random changes of training images: each is moved by up to `pad` pixels (zeros enter) and mirrored
/// half of the time.
public struct Augmentation: Codable, Sendable, Equatable {
  /// The largest shift in each direction, in pixels.
  public var pad: Int
  /// Whether images are mirrored left to right with probability 1/2.
  public var flip: Bool

  /// Changes; none unless stated.
  public init(pad: Int = 0, flip: Bool = false) {
    self.pad = pad
    self.flip = flip
  }

  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      pad: try keys.decodeIfPresent(Int.self, forKey: .pad) ?? 0,
      flip: try keys.decodeIfPresent(Bool.self, forKey: .flip) ?? false)
  }

  /// How one image is changed.
  struct Draw: Equatable {
    var down = 0
    var right = 0
    var mirrored = false
  }

  /// The change of draw number `index` of a run.
  func draw(seed: UInt64, index: UInt64) -> Draw {
    var stream = RandomStream(seed: seed, purpose: "augmentation", index: index)
    return Draw(
      down: stream.integer(below: 2 * pad + 1) - pad,
      right: stream.integer(below: 2 * pad + 1) - pad,
      mirrored: flip && stream.bernoulli(0.5))
  }
}

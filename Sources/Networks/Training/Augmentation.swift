import Randomness

/// Random changes of training images: each is moved by up to `pad` pixels (zeros enter), mirrored half
/// of the time, and loses what lies in a square (DeVries and Taylor, 2017).
public struct Augmentation: Codable, Sendable, Equatable {
  /// The largest shift in each direction, in pixels.
  public var pad: Int
  /// Whether images are mirrored left to right with probability 1/2.
  public var flip: Bool
  /// The side of the square, in pixels, that takes the image's mean in each channel; 0 for none. Its
  /// centre lies anywhere in the image, so that parts of it may lie outside.
  public var cutout: Int

  /// Changes; none unless stated.
  public init(pad: Int = 0, flip: Bool = false, cutout: Int = 0) {
    self.pad = pad
    self.flip = flip
    self.cutout = cutout
  }

  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      pad: try keys.decodeIfPresent(Int.self, forKey: .pad) ?? 0,
      flip: try keys.decodeIfPresent(Bool.self, forKey: .flip) ?? false,
      cutout: try keys.decodeIfPresent(Int.self, forKey: .cutout) ?? 0)
  }

  func problems() -> [TrainingConfiguration.Problem] {
    [("pad", pad), ("cutout", cutout)].compactMap { key, value in
      (0...1024).contains(value)
        ? nil
        : .init(key: "augmentation", message: "\(key) must be 0 to 1024 pixels, not \(value)")
    }
  }

  /// How one image is changed.
  package struct Draw: Equatable {
    package var down = 0
    package var right = 0
    package var mirrored = false
    /// The side of the square, and its centre in units of the image's height and width.
    package var cut = 0
    package var cutDown = 0.0
    package var cutRight = 0.0
  }

  /// The change of draw number `index` of a run.
  package func draw(seed: UInt64, index: UInt64) -> Draw {
    var stream = RandomStream(seed: seed, purpose: "augmentation", index: index)
    var draw = Draw(
      down: stream.integer(below: 2 * pad + 1) - pad,
      right: stream.integer(below: 2 * pad + 1) - pad,
      mirrored: flip && stream.bernoulli(0.5))
    if cutout > 0 {
      (draw.cut, draw.cutDown, draw.cutRight) = (cutout, stream.uniform(), stream.uniform())
    }
    return draw
  }
}

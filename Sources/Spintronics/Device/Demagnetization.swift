import Foundation

/// How the demagnetising factors of a free layer are found.
///
/// The three factors sum to one. `thinDisk`: N_x = pi t/(4 D), the leading term for t << D.
/// `oblateSpheroid`: the exact factors of an ellipsoid of revolution with axes D, D, t. `prism`: the
/// exact factor of a rectangular prism (A. Aharoni, J. Appl. Phys. 83, 3432 (1998), equation 1).
public enum Demagnetization: Hashable, Sendable {
  case thinDisk
  case oblateSpheroid
  case prism
  /// Given factors N_x, N_y, N_z.
  case factors(x: Double, y: Double, z: Double)

  /// The factors (N_x, N_y, N_z) of a layer `length` by `width` by `thickness`, all in metres.
  public func factors(length: Double, width: Double, thickness: Double) -> SIMD3<Double> {
    switch self {
    case .thinDisk:
      let x = Double.pi * thickness / (4 * length)
      let y = Double.pi * thickness / (4 * width)
      return SIMD3(x, y, 1 - x - y)
    case .oblateSpheroid:
      let q = thickness / (length * width).squareRoot()
      let n = Self.spheroidInPlane(aspect: q)
      return SIMD3(n, n, 1 - 2 * n)
    case .prism:
      let z = Self.prismFactor(length, width, thickness)
      let x = Self.prismFactor(width, thickness, length)
      return SIMD3(x, 1 - x - z, z)
    case .factors(let x, let y, let z):
      return SIMD3(x, y, z)
    }
  }

  /// The in-plane factor of an oblate spheroid whose axes stand as 1 : 1 : `aspect`, 0 < aspect < 1.
  private static func spheroidInPlane(aspect q: Double) -> Double {
    guard q < 1 else { return 1.0 / 3 }
    let root = (1 - q * q).squareRoot()
    return q * q / (2 * (1 - q * q)) * (acos(q) / (q * root) - 1)
  }

  /// The factor along the third side of a prism with sides `p`, `q`, `r`.
  private static func prismFactor(_ p: Double, _ q: Double, _ r: Double) -> Double {
    let (a, b, c) = (p / 2, q / 2, r / 2)
    let (a2, b2, c2) = (a * a, b * b, c * c)
    let d = (a2 + b2 + c2).squareRoot()
    let ab = (a2 + b2).squareRoot()
    let bc = (b2 + c2).squareRoot()
    let ac = (a2 + c2).squareRoot()
    var sum = (b2 - c2) / (2 * b * c) * log((d - a) / (d + a))
    sum += (a2 - c2) / (2 * a * c) * log((d - b) / (d + b))
    sum += b / (2 * c) * log((ab + a) / (ab - a)) + a / (2 * c) * log((ab + b) / (ab - b))
    sum += c / (2 * a) * log((bc - b) / (bc + b)) + c / (2 * b) * log((ac - a) / (ac + a))
    sum += 2 * atan(a * b / (c * d))
    sum += (a2 * a + b2 * b - 2 * c2 * c) / (3 * a * b * c)
    sum += (a2 + b2 - 2 * c2) / (3 * a * b * c) * d
    sum += c / (a * b) * (ac + bc)
    sum -= (ab * ab * ab + bc * bc * bc + ac * ac * ac) / (3 * a * b * c)
    return sum / .pi
  }
}

extension Demagnetization: Codable {
  /// Reads `thin_disk`, `oblate_spheroid`, `prism`, or the three factors as a list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let list = try? container.decode([Double].self) {
      guard list.count == 3 else {
        throw DecodingError.dataCorruptedError(
          in: container,
          debugDescription: "demagnetization needs three factors [N_x, N_y, N_z], not \(list.count)"
        )
      }
      self = .factors(x: list[0], y: list[1], z: list[2])
      return
    }
    switch try container.decode(String.self) {
    case "thin_disk": self = .thinDisk
    case "oblate_spheroid": self = .oblateSpheroid
    case "prism": self = .prism
    case let other:
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: """
          demagnetization '\(other)' is not known; use thin_disk, oblate_spheroid, prism, or a \
          list of three factors
          """)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .thinDisk: try container.encode("thin_disk")
    case .oblateSpheroid: try container.encode("oblate_spheroid")
    case .prism: try container.encode("prism")
    case .factors(let x, let y, let z): try container.encode([x, y, z])
    }
  }
}

public import Configurations
public import Quantities
public import Spintronics

/// How precharge sense amplifiers are characterised.
public struct SenseQuestion: CharacterizationQuestion {
  /// Sizes of the margin (R_b - R_a)/((R_a + R_b)/2).
  public var margins = [0, 0.03, 0.06, 0.1, 0.15, 0.25, 0.4]
  /// (R_a + R_b)/2 of the branches' junctions.
  public var resistance: Ohms = 6400
  /// Amplifiers of each corner.
  public var amplifiers = 24
  /// Complementary cells of each corner with junctions of `device`; 0 leaves them out.
  public var cells = 24
  /// The junction of whole cells.
  public var device = MTJDevice()
  /// The process, its corners and mismatch.
  public var transistors = TransistorChoice()

  enum CodingKeys: String, CodingKey {
    case margins, resistance, amplifiers, cells, device, transistors
  }

  /// The default junction with a resistance spread of 5 %.
  public init() { device.spread.resistance = 0.05 }

  public init(from decoder: any Decoder) throws {
    self.init()
    let c = try decoder.container(keyedBy: CodingKeys.self)
    margins = try c.value(.margins, or: margins)
    resistance = try c.value(.resistance, or: resistance)
    amplifiers = try c.value(.amplifiers, or: amplifiers)
    cells = try c.value(.cells, or: cells)
    device = try c.device(.device, or: device)
    transistors = try c.value(.transistors, or: transistors)
  }

  /// Values out of range, with the paths of their keys.
  public func issues() -> [ConfigurationIssue] {
    var list = IssueList()
    list.axis(margins, "margins", from: 0, points: 2)
    list.require(
      (margins.last ?? 0) < 2, "margins", "margins must stay below 2, where a resistance is 0")
    list.positive(resistance.value, "resistance")
    list.atLeast(2, amplifiers, "amplifiers")
    list.atLeast(0, cells, "cells")
    list.add(device.configurationIssues())
    list.add(transistors.issues(), under: "transistors")
    return list.issues
  }
}

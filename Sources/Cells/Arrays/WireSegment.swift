import Foundation
public import Quantities

/// The wire between two neighbouring cells on a word or bit line.
public struct WireSegment: Hashable, Sendable {
  /// Resistance of the segment; cells share one node where it is 0.
  public var resistance: Ohms
  /// Capacitance to ground of the segment; none where it is 0.
  public var capacitance: Farads

  /// A segment with the given resistance and capacitance.
  public init(resistance: Ohms, capacitance: Farads = 0) {
    self.resistance = resistance
    self.capacitance = capacitance
  }

  /// A segment as long as the cell `pitch`, in the metal of a 65 nm process.
  ///
  /// Defaults: 1.4 ohm/um (a wire 105 nm wide, aspect ratio 1.7, 2.7e-8 ohm m) and 0.25 fF/um, the
  /// middle of published figures (NeuroSim, CACTI, foundry teaching data: 1.0 to 2.0 ohm/um and 0.20
  /// to 0.29 fF/um). 0.2 um, the pitch of two minimum lines, gives 0.28 ohm and 0.05 fF.
  public init(
    pitch: Meters, ohmsPerMicrometer: Double = 1.4, femtofaradsPerMicrometer: Double = 0.25
  ) {
    let micrometers = pitch.value * 1e6
    // Rounded to six digits, so that decks show 0.28 and not 0.27999999999999997.
    resistance = Ohms(Self.rounded(ohmsPerMicrometer * micrometers))
    capacitance = Farads(Self.rounded(femtofaradsPerMicrometer * micrometers * 1e-15))
  }

  private static func rounded(_ value: Double) -> Double {
    Double(String(format: "%.6g", value)) ?? value
  }

  /// The default of 65 nm arrays: a cell pitch of 0.2 um.
  public static let standard = WireSegment(pitch: 0.2e-6)
}

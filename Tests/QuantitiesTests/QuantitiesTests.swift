import Foundation
import Quantities
import Testing

@Suite("SPICE numbers")
struct SpiceNumberTests {
  @Test(
    "suffixes and exponents read as the manual says",
    arguments: [
      ("1", 1.0), ("-2.5", -2.5), (".5", 0.5), ("1k", 1e3), ("1M", 1e-3), ("1Meg", 1e6),
      ("1megohm", 1e6), ("4.7kohm", 4.7e3), ("10mil", 254e-6), ("1e-3k", 1.0), ("2.2p", 2.2e-12),
      ("3f", 3e-15), ("3a", 3e-18), ("1T", 1e12), ("1g", 1e9), ("5V", 5), ("1e3", 1e3),
      ("+7n", 7e-9),
      ("1ee", 1), ("1.", 1),
    ])
  func parses(_ text: String, _ value: Double) { #expect(SpiceNumber.parse(text) == value) }

  @Test("what is no number is nil", arguments: ["", "k", "-", ".", "1 k", "1k2", "0x10", "1e3.5"])
  func rejects(_ text: String) { #expect(SpiceNumber.parse(text) == nil) }

  @Test("a written number reads back to the bit")
  func roundTrip() {
    var state: UInt64 = 1
    for _ in 0..<10_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      guard value.isFinite else { continue }
      #expect(SpiceNumber.parse(SpiceNumber.format(value)) == value)
    }
  }

  @Test("people read engineering prefixes")
  func engineering() {
    #expect(Ohms(4700).description == "4.7 kohm")
    #expect(Seconds(2.5e-9).description == "2.5 ns")
    #expect(Volts(0).description == "0 V")
    #expect(Amperes(-1e-6).description == "-1 uA")
  }
}

@Suite("Quantities")
struct QuantityTests {
  @Test("Ohm's law and power carry their units")
  func laws() {
    let current: Amperes = Volts(1) / Ohms(2000)
    #expect(current == Amperes(0.5e-3))
    let energy: Joules = (Volts(2) * current) * Seconds(4)
    #expect(energy == Joules(4e-3))
    #expect(Ohms(4).conductance == Siemens(0.25))
  }

  @Test("a quantity reads from a number or from SPICE text")
  func codable() throws {
    let read = try JSONDecoder().decode([Ohms].self, from: Data("[4700, \"4.7k\"]".utf8))
    #expect(read == [Ohms(4700), Ohms(4700)])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Ohms].self, from: Data("[\"many\"]".utf8))
    }
  }
}

public import Circuits
public import Quantities

/// The transistors that a cell is built with: two models, their names, and the supply they want.
///
/// A library of the project's own comes from `TransistorProcess`; a user's own cards come in through
/// `init(models:nmos:pmos:)`. Cells know transistors only through this value.
public struct TransistorLibrary: Hashable, Sendable {
  /// The models, to be inlined at the head of a deck.
  public var models: [Model]
  /// The name of the n-channel model.
  public var nmos: Label
  /// The name of the p-channel model.
  public var pmos: Label
  /// Drawn gate length of every transistor that does not say otherwise.
  public var length: Meters
  /// Supply voltage.
  public var supply: Volts
  /// What the library is, for the head of a netlist.
  public var description: String
  /// Resistance of an n-channel transistor of 1 um at 50 mV and full gate voltage: what benches expect of
  /// access transistors. By default that of the project's hp card.
  public var onResistance: Ohms = 258
  /// Delay of an inverter that drives four of its kind: what benches expect of drivers. By default that
  /// of the project's hp cards.
  public var fanOutDelay: Seconds = 20e-12

  /// A library of given models.
  public init(
    models: [Model], nmos: Label, pmos: Label, length: Meters = 65e-9, supply: Volts = 1.1,
    description: String
  ) {
    self.models = models
    self.nmos = nmos
    self.pmos = pmos
    self.length = length
    self.supply = supply
    self.description = description
  }

  /// How many times slower than the project's hp transistors these are, in whole numbers from 1 on:
  /// clocks of benches are stretched by it.
  var pace: Double { max(1, (fanOutDelay.value / 20e-12).rounded()) }

  /// An n-channel transistor with its bulk at ground.
  ///
  /// - Parameters:
  ///   - width: drawn gate width.
  ///   - units: how many equal ones stand in parallel. Ratios of currents are made of units, since the
  ///     threshold depends on the width.
  ///   - shift: what is added to its threshold, in volt: a number, or a parameter for mismatch.
  public func nmos(
    _ name: Label, _ drain: Net, _ gate: Net, _ source: Net, width: Meters, length: Meters? = nil,
    units: Int = 1, shift: Value? = nil
  ) -> Item {
    transistor(name, drain, gate, source, .ground, nmos, width, length, units, shift)
  }

  /// A p-channel transistor with its bulk at `bulk`, the supply.
  ///
  /// `shift` is added to the size of its threshold: a positive one makes it harder to open.
  public func pmos(
    _ name: Label, _ drain: Net, _ gate: Net, _ source: Net, bulk: Net = "vdd", width: Meters,
    length: Meters? = nil, units: Int = 1, shift: Value? = nil
  ) -> Item {
    let signed: Value? = shift.map { value in
      switch value {
      case .number(let number): .number(-number)
      case .expression(let expression): .expression(-expression)
      }
    }
    return transistor(name, drain, gate, source, bulk, pmos, width, length, units, signed)
  }

  private func transistor(
    _ name: Label, _ drain: Net, _ gate: Net, _ source: Net, _ bulk: Net, _ model: Label,
    _ width: Meters, _ length: Meters?, _ units: Int, _ shift: Value?
  ) -> Item {
    .device(
      name,
      .transistor(
        drain: drain, gate: gate, source: source, bulk: bulk, model: model,
        [Parameter("w", Value(width)), Parameter("l", Value(length ?? self.length))]
          + (units > 1 ? [Parameter("m", .number(Double(units)))] : [])
          + (shift.map { [Parameter("delvto", $0)] } ?? [])))
  }
}

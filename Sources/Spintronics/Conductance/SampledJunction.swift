public import Quantities

/// One fabricated and programmed junction, as an array solver needs it.
///
/// Made by `MTJDevice.sample`; a value of a few words, so that arrays of millions are cheap.
public struct SampledJunction: Hashable, Sendable {
  /// R_P of this junction at zero bias, ohm; the short's resistance, or infinite when open.
  public var parallelResistance: Ohms
  /// Zero-bias magnetoresistance of this junction; zero for shorts and opens.
  public var tmr: Double
  /// Half-bias voltage, V.
  public var halfBiasVoltage: Volts
  /// The state that the junction really is in.
  public var state: JunctionState
  /// Its defect, if any.
  public var defect: JunctionDefect?
  /// Its area over the design's area.
  public var areaFactor: Double

  /// A junction in `state`; without a defect and with the design's area unless given.
  public init(
    parallelResistance: Ohms, tmr: Double, halfBiasVoltage: Volts, state: JunctionState,
    defect: JunctionDefect? = nil, areaFactor: Double = 1
  ) {
    self.parallelResistance = parallelResistance
    self.tmr = tmr
    self.halfBiasVoltage = halfBiasVoltage
    self.state = state
    self.defect = defect
    self.areaFactor = areaFactor
  }

  /// The law that this junction conducts by.
  public var law: JunctionConductance {
    JunctionConductance(
      parallelResistance: parallelResistance, tmr: tmr, halfBiasVoltage: halfBiasVoltage)
  }

  /// Current at `bias`, A; positive into the terminal at the higher potential.
  public func current(bias: Volts) -> Amperes { law.current(state, bias: bias) }

  /// I/V at `bias`, S; zero for an open junction.
  public func conductance(bias: Volts = 0) -> Siemens { law.conductance(state, bias: bias) }

  /// dI/dV at `bias`, S.
  public func derivative(bias: Volts) -> Siemens { law.derivative(state, bias: bias) }

  /// V/I at `bias`, ohm; infinite for an open junction.
  public func resistance(bias: Volts = 0) -> Ohms { law.resistance(state, bias: bias) }

  /// This junction after a write of `intended` that met no error: a defect keeps what it is.
  public func written(_ intended: JunctionState) -> SampledJunction {
    var junction = self
    if defect == nil { junction.state = intended }
    return junction
  }
}

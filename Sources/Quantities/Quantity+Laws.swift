/// Ohm's law.
public func * (i: Amperes, r: Ohms) -> Volts { Volts(i.value * r.value) }
public func * (r: Ohms, i: Amperes) -> Volts { Volts(i.value * r.value) }
public func / (v: Volts, r: Ohms) -> Amperes { Amperes(v.value / r.value) }
public func / (v: Volts, i: Amperes) -> Ohms { Ohms(v.value / i.value) }
public func * (v: Volts, g: Siemens) -> Amperes { Amperes(v.value * g.value) }
public func * (g: Siemens, v: Volts) -> Amperes { Amperes(v.value * g.value) }

/// Power and energy.
public func * (v: Volts, i: Amperes) -> Watts { Watts(v.value * i.value) }
public func * (i: Amperes, v: Volts) -> Watts { Watts(v.value * i.value) }
public func * (p: Watts, t: Seconds) -> Joules { Joules(p.value * t.value) }
public func / (e: Joules, t: Seconds) -> Watts { Watts(e.value / t.value) }

/// Charge and time constants.
public func * (c: Farads, v: Volts) -> Coulombs { Coulombs(c.value * v.value) }
public func * (i: Amperes, t: Seconds) -> Coulombs { Coulombs(i.value * t.value) }
public func * (r: Ohms, c: Farads) -> Seconds { Seconds(r.value * c.value) }

/// Geometry: a resistance-area product over an area.
public func * (a: Meters, b: Meters) -> SquareMeters { SquareMeters(a.value * b.value) }
public func / (ra: OhmSquareMeters, area: SquareMeters) -> Ohms { Ohms(ra.value / area.value) }

extension Quantity where U == OhmUnit {
  /// 1/R; the conductance of 0 ohm is infinite.
  public var conductance: Siemens { Siemens(1 / value) }
}

extension Quantity where U == SiemensUnit {
  /// 1/G; the resistance of 0 S is infinite.
  public var resistance: Ohms { Ohms(1 / value) }
}

public import Quantities

public enum JoulePerSquareMeterUnit: Unit { public static let symbol = "J/m2" }
public enum JoulePerVoltMeterUnit: Unit { public static let symbol = "J/(V m)" }
public enum OhmMeterUnit: Unit { public static let symbol = "ohm m" }
public enum AmperePerSquareMeterUnit: Unit { public static let symbol = "A/m2" }
public enum CubicMeterUnit: Unit { public static let symbol = "m3" }
public enum KelvinPerWattUnit: Unit { public static let symbol = "K/W" }
public enum TeslaPerVoltUnit: Unit { public static let symbol = "T/V" }

/// An interface anisotropy K_i. 1 mJ/m2 is 1e-3.
public typealias JoulesPerSquareMeter = Quantity<JoulePerSquareMeterUnit>
/// A VCMA coefficient xi. 60 fJ/(V m) is 60e-15.
public typealias JoulesPerVoltMeter = Quantity<JoulePerVoltMeterUnit>
/// A resistivity. 200 uohm cm is 2e-6 ohm m.
public typealias OhmMeters = Quantity<OhmMeterUnit>
/// A current density. 75 MA/cm2 is 75e10 A/m2.
public typealias AmperesPerSquareMeter = Quantity<AmperePerSquareMeterUnit>
public typealias CubicMeters = Quantity<CubicMeterUnit>
public typealias KelvinsPerWatt = Quantity<KelvinPerWattUnit>
public typealias TeslasPerVolt = Quantity<TeslaPerVoltUnit>

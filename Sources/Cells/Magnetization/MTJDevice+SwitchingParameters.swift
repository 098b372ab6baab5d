public import Circuits
import Quantities
public import Spintronics

extension MTJDevice {
  /// The parameters of `kind` that make it this device, with the free layer starting at polar angle
  /// `theta` and azimuth `phi` (rad).
  ///
  /// Applied and exchange-bias fields are not among them: they enter by the ports hx, hy, hz. The
  /// subcircuit takes the easier in-plane axis to be x; a layer longer along y must be turned.
  public func switchingParameters(
    _ kind: SwitchingJunction, theta: Double, phi: Double = 0
  ) -> [Parameter] {
    let unit = MacrospinCoefficients(self, drive: .current(1))
    var list = [
      Parameter("rp", .number(parallelResistance.value)), Parameter("tmr", .number(tmr)),
      Parameter("vh", .number(halfBiasVoltage.value)), Parameter("alpha", .number(damping)),
      Parameter("bk", .number(unit.coupling.z)), Parameter("by", .number(-unit.coupling.y)),
      Parameter("kst", .number(-unit.torque0)), Parameter("ks", .number(unit.torqueSlope)),
      Parameter("rfl", .number(fieldLikeRatio)),
    ]
    if kind != .spinTransfer { list.append(Parameter("kv", .number(vcmaSlope.value))) }
    if kind == .spinOrbit, let layer = spinHall {
      let strip = MacrospinCoefficients(self, drive: JunctionDrive(.current(0), stripCurrent: 1))
      list += [
        Parameter("rw", .number(layer.resistance.value)),
        Parameter("kso", .number(strip.orbitTorque)),
        Parameter("rso", .number(layer.fieldLikeRatio)),
      ]
    }
    return list + [Parameter("theta", .number(theta)), Parameter("phi", .number(phi))]
  }
}

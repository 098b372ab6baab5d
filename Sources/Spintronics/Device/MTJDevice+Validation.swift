import Quantities

extension MTJDevice {
  /// Everything in the description that no real junction can be; empty when it is sound.
  public func validate() -> [DeviceIssue] {
    var issues: [DeviceIssue] = []
    checkGeometry(&issues)
    checkElectrical(&issues)
    checkMagnetic(&issues)
    checkSpinHall(&issues)
    checkSpread(&issues)
    // The derived figures make sense only when every single field does.
    if issues.isEmpty, effectiveAnisotropyField.value <= 0 {
      let field =
        if case .interface = anisotropy { "interface_anisotropy" } else {
          "effective_anisotropy_field"
        }
      issues.append(
        DeviceIssue(
          field: field,
          sentence: """
            \(field) leaves a net anisotropy field of \(effectiveAnisotropyField.value) T, so the \
            easy axis lies in the plane; raise it or make the free layer thinner
            """))
    }
    return issues
  }

  /// This device, or an error that lists every issue.
  public func validated() throws(SpintronicsError) -> MTJDevice {
    let issues = validate()
    guard let first = issues.first else { return self }
    throw SpintronicsError(
      .invalidDevice, field: first.field, issues.map(\.sentence).joined(separator: "; "))
  }

  private func checkGeometry(_ issues: inout [DeviceIssue]) {
    issues.check("length", length.value, in: 1e-9...1e-5, "a lateral size of 10 to 200 nm, in m")
    issues.check("width", width.value, in: 1e-9...1e-5, "a lateral size of 10 to 200 nm, in m")
    issues.check(
      "free_layer_thickness", freeLayerThickness.value, in: 1e-10...1e-7,
      "a thickness of 0.5 to 5 nm, in m")
    issues.check(
      "oxide_thickness", oxideThickness.value, in: 1e-10...1e-8, "a thickness of 0.8 to 2 nm, in m")
    let thinnest = min(length.value, width.value)
    if freeLayerThickness.value > thinnest {
      issues.append(
        DeviceIssue(
          field: "free_layer_thickness",
          sentence: """
            free_layer_thickness \(freeLayerThickness.value) m exceeds the lateral size \
            \(thinnest) m, so the layer is no film; check the units
            """))
    }
    let n = demagnetizingFactors
    if case .factors = demagnetization, abs(n.sum() - 1) > 2e-3 || n.min() < 0 {
      issues.append(
        DeviceIssue(
          field: "demagnetization",
          sentence: "demagnetization factors \(n.x), \(n.y), \(n.z) must be positive and sum to 1"))
    }
  }

  private func checkElectrical(_ issues: inout [DeviceIssue]) {
    issues.check(
      "resistance_area_product", resistanceAreaProduct.value, in: 1e-14...1e-6,
      "ohm m2; 5 ohm um2 is 5e-12")
    if let area = electricalArea {
      issues.check("electrical_area", area.value, in: 1e-18...1e-10, "m2")
    }
    issues.check("tmr", tmr, in: 0...20, "a ratio; 120 % is 1.2")
    issues.check("half_bias_voltage", halfBiasVoltage.value, in: 0.01...100, "0.3 to 1 V")
    if let height = barrierHeight {
      issues.check("barrier_height", height, in: 0.01...10, "0.3 to 4 eV")
    }
  }

  private func checkMagnetic(_ issues: inout [DeviceIssue]) {
    issues.check(
      "saturation_magnetization", saturationMagnetization.value, in: 1e3...3e6,
      "A/m; 1000 emu/cm3 is 1e6")
    switch anisotropy {
    case .interface(let k):
      issues.check("interface_anisotropy", k.value, in: 1e-6...0.1, "J/m2; 1 mJ/m2 is 1e-3")
    case .effectiveField(let field):
      issues.check("effective_anisotropy_field", field.value, in: 1e-4...20, "mu_0 H_k,eff in T")
    }
    issues.check("damping", damping, in: 1e-5...1, "0.002 to 0.1")
    issues.check("polarization", polarization, in: 1e-3...1, "a fraction")
    issues.check("asymmetry", asymmetry, in: 1...10, "Slonczewski's Lambda, 1 or more")
    issues.check("field_like_ratio", fieldLikeRatio, in: -2...2, "a ratio")
    issues.check(
      "vcma_coefficient", vcmaCoefficient.value, in: -1e-11...1e-11,
      "J/(V m); 60 fJ/(V m) is 60e-15")
    for (name, field) in [("applied_field", appliedField), ("exchange_bias", exchangeBias)] {
      issues.check(name, (field * field).sum().squareRoot(), in: 0...20, "mu_0 H in T")
    }
    issues.check("temperature", temperature.value, in: 0...1000, "kelvin, not degrees Celsius")
    if temperatureLaw.magnetization != .fixed,
      temperature.value >= temperatureLaw.criticalTemperature
    {
      issues.append(
        DeviceIssue(
          field: "temperature",
          sentence: """
            temperature \(temperature.value) K is not below temperature_law.critical_temperature \
            \(temperatureLaw.criticalTemperature) K, where the free layer is no magnet
            """))
    }
    issues.check("attempt_time", attemptTime.value, in: 1e-12...1e-6, "about 1e-9 s")
    if let heating = selfHeating {
      issues.check(
        "self_heating.thermal_resistance", heating.thermalResistance.value, in: 0...1e9, "K/W")
      issues.check("self_heating.time_constant", heating.timeConstant.value, in: 1e-13...1, "s")
    }
  }

  private func checkSpinHall(_ issues: inout [DeviceIssue]) {
    guard let layer = spinHall else { return }
    issues.check("spin_hall.hall_angle", layer.hallAngle, in: -5...5, "a ratio")
    issues.check("spin_hall.length", layer.length.value, in: 1e-9...1e-4, "m")
    issues.check("spin_hall.width", layer.width.value, in: 1e-9...1e-4, "m")
    issues.check("spin_hall.thickness", layer.thickness.value, in: 1e-10...1e-6, "m")
    issues.check("spin_hall.resistivity", layer.resistivity.value, in: 1e-9...1e-3, "ohm m")
    issues.check("spin_hall.diffusion_length", layer.diffusionLength.value, in: 0...1e-6, "m")
    issues.check("spin_hall.field_like_ratio", layer.fieldLikeRatio, in: -10...10, "a ratio")
  }

  private func checkSpread(_ issues: inout [DeviceIssue]) {
    let deviations = [
      ("diameter", spread.diameter), ("resistance", spread.resistance), ("tmr", spread.tmr),
      ("saturation_magnetization", spread.saturationMagnetization),
      ("anisotropy", spread.anisotropy),
    ]
    for (name, value) in deviations {
      issues.check("spread.\(name)", value, in: 0...1, "a relative deviation; 5 % is 0.05")
    }
    let probabilities = [
      ("stuck_parallel", spread.stuckParallel), ("stuck_antiparallel", spread.stuckAntiparallel),
      ("short", spread.short), ("open", spread.open),
      ("write_error_rate", spread.writeErrorRate),
    ]
    for (name, value) in probabilities {
      issues.check("spread.\(name)", value, in: 0...1, "a probability")
    }
    let defects = spread.stuckParallel + spread.stuckAntiparallel + spread.short + spread.open
    if defects > 1 {
      issues.append(
        DeviceIssue(
          field: "spread.open",
          sentence: """
            spread.stuck_parallel, spread.stuck_antiparallel, spread.short and spread.open sum to \
            \(defects); a junction has at most one defect, so the sum cannot exceed 1
            """))
    }
    issues.check("spread.short_resistance", spread.shortResistance.value, in: 1e-3...1e9, "ohm")
  }
}

extension [DeviceIssue] {
  /// Adds an issue unless `value` is finite and inside `range`; `hint` says what is usual.
  fileprivate mutating func check(
    _ field: String, _ value: Double, in range: ClosedRange<Double>, _ hint: String
  ) {
    if value.isFinite, range.contains(value) { return }
    append(
      DeviceIssue(
        field: field,
        sentence: """
          \(field) is \(value), outside \(range.lowerBound) to \(range.upperBound): give \(hint)
          """))
  }
}

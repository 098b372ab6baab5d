import Quantities

extension MTJDevice: Codable {
  /// The keys of a device description; `preset` names the base that missing keys are taken from.
  public enum CodingKeys: String, CodingKey, CaseIterable {
    /// The published set that keys which are left out take their values from; `larmor device list`
    /// names them.
    case preset
    case name
    case source
    case shape
    case diameter
    case length
    case width
    case freeLayerThickness = "free_layer_thickness"
    case oxideThickness = "oxide_thickness"
    case resistanceAreaProduct = "resistance_area_product"
    case electricalArea = "electrical_area"
    case tmr
    case halfBiasVoltage = "half_bias_voltage"
    case barrierHeight = "barrier_height"
    case saturationMagnetization = "saturation_magnetization"
    /// Interface energy K_i of the perpendicular anisotropy, J/m2; excludes `effective_anisotropy_field`.
    case interfaceAnisotropy = "interface_anisotropy"
    /// Net anisotropy field mu_0 H_k,eff, T; excludes `interface_anisotropy`.
    case effectiveAnisotropyField = "effective_anisotropy_field"
    case demagnetization
    case damping
    case appliedField = "applied_field"
    case exchangeBias = "exchange_bias"
    case polarization
    case spinEfficiency = "spin_efficiency"
    case asymmetry
    case fieldLikeRatio = "field_like_ratio"
    case vcmaCoefficient = "vcma_coefficient"
    case spinHall = "spin_hall"
    case temperature
    case temperatureLaw = "temperature_law"
    case selfHeating = "self_heating"
    case attemptTime = "attempt_time"
    case spread
    case measured
  }

  /// Reads a description; keys that are missing take the values of `preset` (`default-40nm` unless
  /// named). Physical sense is checked by `validate()`, not here.
  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    self = .default40nm
    if let name = try c.decodeIfPresent(String.self, forKey: .preset) {
      do {
        self = try MTJDevice.preset(name)
      } catch {
        throw DecodingError.dataCorruptedError(
          forKey: .preset, in: c, debugDescription: error.message)
      }
    }
    try decodeGeometry(c)
    try decodeElectrical(c)
    try decodeMagnetic(c)
    try read(&temperature, .temperature, c)
    try read(&temperatureLaw, .temperatureLaw, c)
    try read(&attemptTime, .attemptTime, c)
    try read(&spread, .spread, c)
    measured = try c.decodeIfPresent(String.self, forKey: .measured)
    try read(&name, .name, c)
    try read(&source, .source, c)
    if c.contains(.selfHeating) {
      selfHeating = try c.decodeIfPresent(SelfHeating.self, forKey: .selfHeating)
    }
  }

  private typealias Container = KeyedDecodingContainer<CodingKeys>

  private func read<T: Decodable>(_ field: inout T, _ key: CodingKeys, _ c: Container) throws {
    if let value = try c.decodeIfPresent(T.self, forKey: key) { field = value }
  }

  private mutating func decodeGeometry(_ c: Container) throws {
    if let value = try c.decodeIfPresent(Meters.self, forKey: .diameter) {
      if c.contains(.length) || c.contains(.width) {
        throw DecodingError.dataCorruptedError(
          forKey: .diameter, in: c,
          debugDescription: "diameter excludes length and width; give one or the other")
      }
      diameter = value
    }
    try read(&length, .length, c)
    try read(&width, .width, c)
    try read(&shape, .shape, c)
    try read(&freeLayerThickness, .freeLayerThickness, c)
    try read(&oxideThickness, .oxideThickness, c)
  }

  private mutating func decodeElectrical(_ c: Container) throws {
    try read(&resistanceAreaProduct, .resistanceAreaProduct, c)
    if c.contains(.electricalArea) {
      electricalArea = try c.decodeIfPresent(SquareMeters.self, forKey: .electricalArea)
    } else if c.contains(.diameter) || c.contains(.length) || c.contains(.width) {
      electricalArea = nil
    }
    try read(&tmr, .tmr, c)
    try read(&halfBiasVoltage, .halfBiasVoltage, c)
    if c.contains(.barrierHeight) {
      barrierHeight = try c.decodeIfPresent(Double.self, forKey: .barrierHeight)
    }
  }

  private mutating func decodeMagnetic(_ c: Container) throws {
    try read(&saturationMagnetization, .saturationMagnetization, c)
    if c.contains(.interfaceAnisotropy), c.contains(.effectiveAnisotropyField) {
      throw DecodingError.dataCorruptedError(
        forKey: .interfaceAnisotropy, in: c,
        debugDescription:
          "interface_anisotropy excludes effective_anisotropy_field; give one or the other")
    }
    if let k = try c.decodeIfPresent(JoulesPerSquareMeter.self, forKey: .interfaceAnisotropy) {
      anisotropy = .interface(k)
    }
    if let field = try c.decodeIfPresent(Teslas.self, forKey: .effectiveAnisotropyField) {
      anisotropy = .effectiveField(field)
    }
    try read(&demagnetization, .demagnetization, c)
    try read(&damping, .damping, c)
    try readVector(&appliedField, .appliedField, c)
    try readVector(&exchangeBias, .exchangeBias, c)
    try read(&polarization, .polarization, c)
    try read(&spinEfficiency, .spinEfficiency, c)
    try read(&asymmetry, .asymmetry, c)
    try read(&fieldLikeRatio, .fieldLikeRatio, c)
    try read(&vcmaCoefficient, .vcmaCoefficient, c)
    if c.contains(.spinHall) {
      spinHall = try c.decodeIfPresent(SpinHallLayer.self, forKey: .spinHall)
    }
  }

  private func readVector(
    _ field: inout SIMD3<Double>, _ key: CodingKeys, _ c: Container
  ) throws {
    guard let list = try c.decodeIfPresent([Double].self, forKey: key) else { return }
    guard list.count == 3 else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: c,
        debugDescription: "\(key.rawValue) needs three components [x, y, z] in T, not \(list.count)"
      )
    }
    field = SIMD3(list[0], list[1], list[2])
  }

  /// Writes every field, so that the text stands alone; a disk is written by its diameter.
  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(name, forKey: .name)
    try c.encode(source, forKey: .source)
    try c.encode(shape, forKey: .shape)
    if shape == .ellipse, length == width {
      try c.encode(length, forKey: .diameter)
    } else {
      try c.encode(length, forKey: .length)
      try c.encode(width, forKey: .width)
    }
    try c.encode(freeLayerThickness, forKey: .freeLayerThickness)
    try c.encode(oxideThickness, forKey: .oxideThickness)
    try c.encode(resistanceAreaProduct, forKey: .resistanceAreaProduct)
    try c.encodeIfPresent(electricalArea, forKey: .electricalArea)
    try c.encode(tmr, forKey: .tmr)
    try c.encode(halfBiasVoltage, forKey: .halfBiasVoltage)
    try c.encodeIfPresent(barrierHeight, forKey: .barrierHeight)
    try encodeMagnetic(&c)
    try c.encode(temperature, forKey: .temperature)
    try c.encode(temperatureLaw, forKey: .temperatureLaw)
    try c.encodeIfPresent(selfHeating, forKey: .selfHeating)
    try c.encode(attemptTime, forKey: .attemptTime)
    try c.encode(spread, forKey: .spread)
    try c.encodeIfPresent(measured, forKey: .measured)
  }

  private func encodeMagnetic(_ c: inout KeyedEncodingContainer<CodingKeys>) throws {
    try c.encode(saturationMagnetization, forKey: .saturationMagnetization)
    switch anisotropy {
    case .interface(let energy): try c.encode(energy, forKey: .interfaceAnisotropy)
    case .effectiveField(let field): try c.encode(field, forKey: .effectiveAnisotropyField)
    }
    try c.encode(demagnetization, forKey: .demagnetization)
    try c.encode(damping, forKey: .damping)
    try c.encode([appliedField.x, appliedField.y, appliedField.z], forKey: .appliedField)
    try c.encode([exchangeBias.x, exchangeBias.y, exchangeBias.z], forKey: .exchangeBias)
    try c.encode(polarization, forKey: .polarization)
    try c.encode(spinEfficiency, forKey: .spinEfficiency)
    try c.encode(asymmetry, forKey: .asymmetry)
    try c.encode(fieldLikeRatio, forKey: .fieldLikeRatio)
    try c.encode(vcmaCoefficient, forKey: .vcmaCoefficient)
    try c.encodeIfPresent(spinHall, forKey: .spinHall)
  }
}

import Quantities
public import Randomness

extension MTJDevice {
  /// One junction of this design, written with `intended`.
  ///
  /// Spreads, the defect and the write error are drawn from `stream`, always six draws in the same
  /// order, so that what one junction is never depends on what another one was.
  public func sample(
    _ intended: JunctionState, stream: inout RandomStream
  ) -> SampledJunction {
    if let population { return sample(intended, from: population, stream: &stream) }
    let lateral = stream.logNormal(deviation: spread.diameter)
    let resistance = stream.logNormal(deviation: spread.resistance)
    let ratio = stream.logNormal(deviation: spread.tmr)
    let defectDraw = stream.uniform()
    let failed = stream.bernoulli(spread.writeErrorRate)
    let factor = lateral * lateral
    var junction = SampledJunction(
      parallelResistance: parallelResistance * (resistance / factor), tmr: tmr * ratio,
      halfBiasVoltage: halfBiasVoltage, state: failed ? intended.reversed : intended,
      defect: spread.defect(at: defectDraw), areaFactor: factor)
    junction.applyDefect(shortResistance: spread.shortResistance)
    return junction
  }

  /// The same six draws for a junction of a measured population.
  private func sample(
    _ intended: JunctionState, from population: DevicePopulation, stream: inout RandomStream
  ) -> SampledJunction {
    let drawn = population.device(normals: (0..<3).map { _ in stream.normal() })
    let defectDraw = stream.uniform()
    let failed = stream.bernoulli(spread.writeErrorRate)
    var junction = SampledJunction(
      parallelResistance: Ohms(drawn[0]), tmr: drawn[1], halfBiasVoltage: Volts(drawn[2]),
      state: failed ? intended.reversed : intended, defect: spread.defect(at: defectDraw))
    junction.applyDefect(shortResistance: spread.shortResistance)
    return junction
  }

  /// This design with the medians of `population` and arrays drawn from it.
  public func drawn(from population: DevicePopulation) -> MTJDevice {
    var device = self
    device.population = population
    device.setConductance(population.median)
    return device
  }

  /// R_P (ohm), TMR and V_h (volt) of a measured junction, in the order of a population's columns.
  private mutating func setConductance(_ measured: [Double]) {
    resistanceAreaProduct.value = measured[0] * (electricalArea ?? area).value
    tmr = measured[1]
    halfBiasVoltage = Volts(measured[2])
  }

  /// Junction number `index` of the lot `seed`, written with `intended`: the same on any machine.
  public func sample(_ intended: JunctionState, seed: UInt64, index: UInt64) -> SampledJunction {
    var stream = RandomStream(seed: seed, purpose: "junction", index: index)
    return sample(intended, stream: &stream)
  }

  /// A lot of junctions, one per intended state, numbered from `firstIndex` on.
  public func sample(
    _ intended: [JunctionState], seed: UInt64, firstIndex: UInt64 = 0
  ) -> [SampledJunction] {
    intended.enumerated().map { offset, state in
      sample(state, seed: seed, index: firstIndex + UInt64(offset))
    }
  }

  /// One device of this design with its geometry and magnetism spread, for dynamics and statistics.
  ///
  /// Shares the draws of `sample(_:seed:index:)` for geometry, resistance and magnetoresistance, so
  /// that device `index` of a lot is the same junction in both; of a measured population these are drawn
  /// from it, and the geometry is the design's.
  public func sampleDevice(seed: UInt64, index: UInt64) -> MTJDevice {
    var stream = RandomStream(seed: seed, purpose: "junction", index: index)
    var device = self
    if let population {
      device.setConductance(population.device(normals: (0..<3).map { _ in stream.normal() }))
    } else {
      let lateral = stream.logNormal(deviation: spread.diameter)
      device.length = length * lateral
      device.width = width * lateral
      device.electricalArea = electricalArea.map { $0 * (lateral * lateral) }
      device.resistanceAreaProduct =
        resistanceAreaProduct * stream.logNormal(deviation: spread.resistance)
      device.tmr = tmr * stream.logNormal(deviation: spread.tmr)
    }
    var magnetic = RandomStream(seed: seed, purpose: "junction-magnetics", index: index)
    let magnetization = magnetic.logNormal(deviation: spread.saturationMagnetization)
    let energy = magnetic.logNormal(deviation: spread.anisotropy)
    device.saturationMagnetization = saturationMagnetization * magnetization
    switch anisotropy {
    case .interface(let k): device.anisotropy = .interface(k * energy)
    case .effectiveField(let field): device.anisotropy = .effectiveField(field * energy)
    }
    return device
  }

  /// A junction of exactly the design's values in `state`.
  public func nominal(_ state: JunctionState) -> SampledJunction {
    SampledJunction(
      parallelResistance: parallelResistance, tmr: tmr, halfBiasVoltage: halfBiasVoltage,
      state: state)
  }
}

extension DeviceSpread {
  /// The defect that a uniform draw from [0, 1) means: the probabilities laid end to end.
  package func defect(at draw: Double) -> JunctionDefect? {
    var edge = stuckParallel
    if draw < edge { return .stuckParallel }
    edge += stuckAntiparallel
    if draw < edge { return .stuckAntiparallel }
    edge += short
    if draw < edge { return .short }
    edge += open
    return draw < edge ? .open : nil
  }
}

extension SampledJunction {
  /// Makes the junction behave as its `defect` says.
  mutating func applyDefect(shortResistance: Ohms) {
    switch defect {
    case .stuckParallel: state = .parallel
    case .stuckAntiparallel: state = .antiparallel
    case .short:
      parallelResistance = shortResistance
      tmr = 0
    case .open:
      parallelResistance = Ohms(.infinity)
      tmr = 0
    case nil: break
    }
  }
}

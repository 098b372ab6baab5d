import Circuits
public import Quantities

extension SubarrayDesign {
  /// Supply, common mode, threshold, clearing and clock.
  func addSources(_ periphery: inout Circuit) {
    let clock = BenchCircuit.sum(
      begin(0) + senseTime.value + settleTime.value, 3 * Self.edge)
    periphery.add("vdd", .voltageSource("vdd", .ground, .dc(library.supply)))
    periphery.add("vcm", .voltageSource("cm", .ground, .dc(.number(CellBench.commonMode))))
    if thresholds.isEmpty { periphery.add("vth", level("th", threshold)) }
    BenchCircuit.addClearing(&periphery, supply: library.supply.value, until: cleared)
    periphery.add(
      "vclk",
      .voltageSource(
        "clk", .ground,
        .pulse(
          Pulse(
            low: 0, high: .number(library.supply.value), delay: .number(clock),
            rise: .number(Self.edge), fall: .number(Self.edge), width: .number(decision),
            period: steps > 1 ? Value(period) : nil))))
  }

  private func level(_ net: Net, _ threshold: Volts) -> Element {
    .voltageSource(
      net, .ground, .dc(.number(BenchCircuit.sum(CellBench.commonMode, threshold.value))))
  }

  /// A neuron with its threshold, its reference and its mismatch.
  func addNeuron(_ column: Int, _ periphery: inout Circuit) {
    let threshold: Net = thresholds.isEmpty ? "th" : Net("th", column)
    if !thresholds.isEmpty {
      periphery.add(Label("vth", column), level(threshold, thresholds[column]))
    }
    let nets: [Net] = [
      Net("in", column), Net("mem", column), "clk", threshold, "cm", Net("spike", column), "clear",
      "keep", "vdd",
    ]
    periphery.add(
      Label("xn", column), .instance(of: "if_neuron", nets, comparatorShifts(column)))
    if !references.isEmpty, references[column].value != 0 {
      // What the constant takes off flows into the line from the supply.
      periphery.add(
        Label("ic", column),
        .currentSource(
          "vdd", Net("in", column),
          .piecewiseLinear(
            points(Array(0..<steps), low: 0, high: references[column].value))))
    }
    periphery.add(Label("cspike", column), .capacitor(Net("spike", column), .ground, 2e-15))
  }

  /// How much higher than its threshold the membrane of neuron `column` must be to fire, by mismatch of
  /// the comparator's input pair.
  public func comparatorOffset(_ column: Int) -> Volts {
    let shifts = comparatorShifts(column).map { $0.value.number() ?? 0 }
    guard !shifts.isEmpty else { return 0 }
    // A p-channel transistor with a larger threshold acts as if its gate were higher.
    return Volts(neuron.comparatorPair == .nChannel ? shifts[0] - shifts[1] : shifts[1] - shifts[0])
  }

  private func comparatorShifts(_ column: Int) -> [Parameter] {
    guard let variation, let mismatch = variation.mismatch else { return [] }
    return mismatch.sample(
      Comparator.subcircuit(
        library, pairWidth: neuron.comparatorWidth, pair: neuron.comparatorPair),
      seed: variation.seed, index: variation.index * 4096 + UInt64(column))
  }

  /// The reference's virtual ground and the mirror that hands half of its current to each neuron.
  ///
  /// The amplifier sets the gate line `pg` so that `ref` stays at the common mode. All drains are at
  /// the common mode and all transistors alike, two of them at `ref`, so that only mismatch and the
  /// amplifiers' offsets part the copies.
  func addReference(_ periphery: inout Circuit) {
    // The line's conductance, the mirror's width and the amplifier's gm grow with the inputs, so that
    // the loop settles alike at any size.
    let size = max(1, Double(inputs) / 24)
    switch neuron.amplifier {
    case .macromodel:
      periphery.add(
        "xref",
        .instance(
          of: "ota", [Self.referenceNet, "cm", "pg", "vdd"],
          [
            Parameter("gm", .number(0.45e-3 * size)), Parameter("imax", .number(0.2e-3 * size)),
            Parameter("idd", .number(0.2e-3 * size)),
            // pg rests at 0.6 V and the model gives none at 0 V: at its default gain of 90 that would be
            // an offset of 7 mV, which an amplifier of two stages has not.
            Parameter("rout", .number((10e6 / size).rounded())),
          ]))
    case .transistors:
      let amplifier = Amplifier.integrator(
        library, size: 0.25 * size, compensation: 30e-15, name: "ota_reference")
      periphery.subcircuits.append(amplifier)
      periphery.add(
        "xref", .instance(of: amplifier.name, [Self.referenceNet, "cm", "pg", "vdd"], []))
    }
    addMirror(&periphery, width: Self.width(2 * size))
    addSinks(&periphery, width: Self.width(0.7 * size), size: size)
  }

  private static let referenceLength: Meters = 0.13e-6

  /// A width in whole nanometres.
  private static func width(_ micrometers: Double) -> Meters {
    Meters((micrometers * 1e3).rounded() / 1e9)
  }

  /// The two transistors at `ref` and the one at each line.
  private func addMirror(_ periphery: inout Circuit, width: Meters) {
    func source(_ name: Label, _ drain: Net, _ shift: Value?) -> Item {
      library.pmos(
        name, drain, "pg", "vdd", width: width, length: Self.referenceLength, shift: shift)
    }
    let shifts = referenceShifts { source(Label("m", $0), "d", $1) }
    for number in 0..<shifts.count {
      periphery.items.append(source(Label("mref", number), drain(number), shifts[number]))
    }
  }

  /// The standing current: some 28 uA times `size` from each line, twice that from `ref`.
  private func addSinks(_ periphery: inout Circuit, width: Meters, size: Double) {
    func sink(_ name: Label, _ drain: Net, _ shift: Value?) -> Item {
      library.nmos(
        name, drain, "bn", .ground, width: width, length: Self.referenceLength, shift: shift)
    }
    let shifts = referenceShifts(lot: 1) { sink(Label("m", $0), "d", $1) }
    periphery.add("rbn", .resistor("vdd", "bn", .number((8000 / size).rounded())))
    periphery.items.append(
      library.nmos(
        "mbn", "bn", "bn", .ground, width: width, length: Self.referenceLength, units: 3))
    for number in 0..<shifts.count {
      periphery.items.append(sink(Label("msink", number), drain(number), shifts[number]))
    }
  }

  /// What a transistor of mirror or sinks is for: numbers 0 and 1 for the reference, then the lines.
  private func drain(_ number: Int) -> Net {
    number < 2 ? Self.referenceNet : Net("in", number - 2)
  }

  /// Mismatch of two transistors for the reference and one for each line.
  private func referenceShifts(
    lot: UInt64 = 0, _ transistor: (Int, Value?) -> Item
  ) -> [Value?] {
    guard let variation, let mismatch = variation.mismatch else {
      return Array(repeating: nil, count: neurons + 2)
    }
    let cell = Subcircuit(
      "mirror", ports: [], parameters: [],
      (0..<neurons + 2).map { transistor($0, .parameter("shift\($0)")) })
    return mismatch.sample(cell, seed: variation.seed, index: ~variation.index ^ (lot << 63))
      .map(\.value)
  }
}

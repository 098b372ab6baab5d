import Circuits
import Quantities
import Testing

@Suite("Circuits")
struct CircuitsTests {
  /// A divider with one fault for each check.
  private func faulty() -> Circuit {
    var circuit = Circuit("faults")
    circuit.subcircuits = [
      Subcircuit(
        "pair", ports: ["a", "b"], parameters: [Parameter("r", 1000)],
        [.device("r1", .resistor("a", "b", .parameter("r")))]),
      Subcircuit("loop", ports: ["a"], [.device("x1", .instance(of: "loop", ["a"], []))]),
    ]
    circuit.add("v1", .voltageSource("in", .ground, .dc(Volts(1))))
    circuit.add("r1", .resistor("in", "out", 0))
    circuit.add("R1", .resistor("out", .ground, 1))
    circuit.add("q2", .resistor("out", .ground, .number(.infinity)))
    circuit.add("x1", .instance(of: "pair", ["in"], []))
    circuit.add("x2", .instance(of: "missing", ["in"], []))
    circuit.add(
      "m1", .transistor(drain: "out", gate: "in", source: "out", bulk: "in", model: "n", []))
    circuit.add("r3", .resistor("out", "alone", .parameter("nobody")))
    circuit.add(
      "v4", .voltageSource("out", "in", .piecewiseLinear([.init(0, 0), .init(2, 1), .init(1, 0)])))
    return circuit
  }

  @Test("validation finds every fault in one pass")
  func everyFault() {
    let codes = Set(faulty().validate().map(\.code))
    #expect(
      codes.isSuperset(of: [
        .zeroResistance, .duplicateName, .wrongLetter, .notFinite, .pinCount, .unknownSubcircuit,
        .unknownModel, .undefinedParameter, .floatingNet, .fallingTime, .recursion,
      ]))
    #expect(throws: CircuitError.self) { try faulty().check() }
  }

  @Test("a sound circuit has no issue")
  func sound() {
    var circuit = Circuit("divider")
    circuit.add("v1", .voltageSource("in", .ground, .dc(Volts(1))))
    circuit.add("r1", .resistor("in", "out", 1000))
    circuit.add("r2", .resistor("out", .ground, 1000))
    #expect(circuit.validate().isEmpty)
  }

  @Test("flattening puts numbers and paths in")
  func flattening() throws {
    var circuit = Circuit("nested")
    circuit.parameters = [Parameter("base", 500)]
    circuit.subcircuits = [
      Subcircuit(
        "inner", ports: ["p"], parameters: [Parameter("r", 1)],
        [
          .device("r1", .resistor("p", "mid", .parameter("r"))),
          .device(
            "b1", .behaviouralCurrent("mid", .ground, .voltage("p", "mid") / .parameter("r"))),
        ]),
      Subcircuit(
        "outer", ports: ["p"], parameters: [Parameter("k", 2)],
        [
          .device(
            "xi",
            .instance(
              of: "inner", ["p"],
              [Parameter("r", .expression(.parameter("k") * .parameter("base")))]))
        ]),
    ]
    circuit.add("v1", .voltageSource("in", .ground, .dc(Volts(1))))
    circuit.add("xo", .instance(of: "outer", ["in"], [Parameter("k", 4)]))
    let flat = try circuit.flattened()
    #expect(flat.subcircuits.isEmpty && flat.parameters.isEmpty)
    #expect(
      flat.devices.dropFirst() == [
        Device("r.xo.xi.r1", .resistor("in", "xo.xi.mid", 2000)),
        Device(
          "b.xo.xi.b1",
          .behaviouralCurrent(
            "xo.xi.mid", .ground, .voltage("in", "xo.xi.mid") / .number(2000))),
      ])
    #expect(try circuit.nodeCount() == 2)
  }

  @Test("formulas work out what they can and leave the rest")
  func formulas() {
    let formula = (.parameter("a") + 1) * .call("max", [2, .parameter("b")]) - .voltage("n")
    #expect(
      formula.resolved(["a": 2, "b": 5])
        == .binary(.subtract, .number(15), .voltage("n")))
    #expect(Formula.choice(.binary(.greater, 2, 1), 7, 8).value() == 7)
    #expect(Formula.parameter("x").value() == nil)
    #expect(Formula.binary(.divide, 1, 0).value() == nil)
  }

  @Test("indexed and spelled names are the same name", arguments: [0, 7, 10, 99, 1023, 2_000_000])
  func labels(index: Int) {
    #expect(Label("w", index, 3) == Label("w\(index)_3"))
    #expect(Label("vsense", index) == Label("vsense\(index)"))
    #expect(Set([Label("w", index), Label("w\(index)")]).count == 1)
    #expect(Label("w", index, 3).text == "w\(index)_3")
  }
}

import Circuits
import Foundation
import Quantities
import SpiceText
import Testing

@Suite("Netlist text")
struct SpiceTextTests {
  private func sample() -> Circuit {
    var circuit = Circuit("a little of everything")
    circuit.notes = ["made by hand"]
    circuit.parameters = [Parameter("rload", 4700)]
    circuit.models = [Model("dmod", type: "d", [Parameter("is", 1e-14)])]
    circuit.subcircuits = [
      Subcircuit(
        "cell", ports: ["a", "b"], parameters: [Parameter("k", 2)],
        [.device("b1", .behaviouralCurrent("a", "b", .parameter("k") * 2 * .voltage("a", "b")))])
    ]
    circuit.add(
      "v1",
      .voltageSource("in", .ground, .pulse(Pulse(high: 1, delay: 0, edge: 1e-12, width: 1e-9))))
    circuit.add("r1", .resistor("in", "out", .parameter("rload")))
    circuit.add("c1", .capacitor("out", .ground, 1e-15, initial: 0.5))
    circuit.add("d1", .diode("out", .ground, model: "dmod", []))
    circuit.add("e1", .controlledVoltage("e", .ground, control: "in", "out", gain: 10))
    circuit.add("r2", .resistor("e", .ground, 1e6))
    circuit.add("x1", .instance(of: "cell", ["in", "out"], [Parameter("k", 0.5)]))
    circuit.add(Circuit.InitialVoltage("out", 0.5))
    return circuit
  }

  @Test("a deck in the ngspice dialect")
  func golden() throws {
    let deck = Deck(
      sample(), [.transient(step: 1e-12, stop: 1e-9, maximumStep: 1e-11)],
      saves: [.voltage("out"), .current("v1")],
      measurements: [MeasureCard("peak", .statistic(.maximum, .voltage("out"), from: 0, to: 1e-9))],
      options: [Parameter("reltol", 1e-4)], temperature: 300.15,
      cards: [".nodeset v(\(Net("e")))=\(Volts(0.1))"])
    let text = try SpiceWriter().format(deck)
    #expect(
      text == """
        * a little of everything
        * made by hand
        .param rload=4700
        .model dmod d
        + is=1e-14
        .subckt cell a b k=2
        b1 a b i={k*2}*v(a,b)
        .ends cell
        v1 in 0 pulse(0 1 0 1e-12 1e-12 1e-09)
        r1 in out {rload}
        c1 out 0 1e-15 ic=0.5
        d1 out 0 dmod
        e1 e 0 in out 10
        r2 e 0 1000000
        x1 in out cell k=0.5
        .ic v(out)=0.5
        .nodeset v(e)=0.1
        .options reltol=0.0001
        .temp 27
        .save v(out) i(v1)
        .tran 1e-12 1e-09 0 1e-11
        .measure tran peak max v(out) from=0 to=1e-09
        .end

        """)
  }

  @Test("what is written reads back equal", arguments: Dialect.allCases.filter { $0 == .ngspice })
  func roundTrip(dialect: Dialect) throws {
    let deck = Deck(sample(), [.operatingPoint, .sweep(.init("v1", from: 0, to: 1, step: 0.1))])
    let text = try SpiceWriter(dialect: dialect).format(deck)
    let reader = NetlistReader(text)
    #expect(reader.issues.isEmpty)
    #expect(reader.deck.source == deck.source)
    #expect(reader.deck.analyses == deck.analyses)
  }

  @Test("dialects differ where their simulators do")
  func dialects() throws {
    let hspice = try SpiceWriter(dialect: .hspice).format(sample())
    #expect(hspice.contains("gb1 a b cur='k*2*v(a,b)'") && hspice.contains("r1 in out 'rload'"))
    let xyce = try SpiceWriter(dialect: .xyce).format(sample())
    #expect(xyce.contains("b1 a b i={k*2*v(a,b)}") && xyce.contains(".subckt cell a b params: k=2"))
  }

  @Test("what is run and kept is said in each dialect's own cards")
  func dialectControl() throws {
    let deck = Deck(
      sample(), [.transient(step: 1e-12, stop: 1e-9, maximumStep: 1e-11), .operatingPoint],
      saves: [.voltage("out")], prints: [.current("v1")])
    let hspice = try SpiceWriter(dialect: .hspice).format(deck)
    #expect(hspice.contains("\n.tran 1e-12 1e-09\n.option delmax=1e-11\n.probe tran v(out)\n"))
    #expect(hspice.contains("\n.op\n.probe dc v(out)\n.print dc i(v1)\n"))
    #expect(!hspice.contains(".save"))
    let xyce = try SpiceWriter(dialect: .xyce).format(deck)
    #expect(xyce.contains("\n.tran 1e-12 1e-09 0 1e-11\n.print tran v(out) i(v1)\n"))
    #expect(!xyce.contains(".save"))
  }

  @Test("measurements are written as each simulator's manual has them, and read back")
  func dialectMeasurements() throws {
    let kinds: [MeasureCard.Kind] = [
      .value(.voltage("out"), at: 1e-9), .crossing(.init(.voltage("out"), 0.5, .rise)),
      .statistic(.integral, .current("v1"), from: 0, to: 1e-9),
      .delay(from: .init(.voltage("in"), 0.5, .rise), to: .init(.voltage("out"), 0.25, .fall)),
      .difference(of: "m1", "m0"),
    ]
    let deck = Deck(
      sample(), [.transient(step: 1e-12, stop: 1e-9, maximumStep: 1e-11)],
      measurements: kinds.enumerated().map { MeasureCard(Label("m", $0.offset), $0.element) })
    for dialect in Dialect.allCases {
      let text = try SpiceWriter(dialect: dialect).format(deck)
      #expect(NetlistReader(text).deck.measurements == deck.measurements, "\(dialect)")
      let isXyce = dialect == .xyce
      #expect(
        text.contains(
          isXyce
            ? ".measure tran m3 trig v(in)=0.5 rise=1 targ v(out)=0.25 fall=1\n"
            : ".measure tran m3 trig v(in) val=0.5 rise=1 targ v(out) val=0.25 fall=1\n"))
      #expect(
        text.contains(
          isXyce ? ".measure tran m4 eqn {m1-m0}\n" : ".measure tran m4 param='m1-m0'\n"))
    }
  }

  @Test(
    "formulas keep their meaning through text",
    arguments: [
      "1-2-3", "1-(2-3)", "a/b/c", "a/(b*c)", "-a*b", "2**3**2", "(a+b)*c", "v(x,y)*(1+v(x)*v(x))",
      "max(a,b)+exp(-v(q)/0.025)", "v(a)>0.5 ? 1 : -1e-3", "a==1&&b<2||c!=3", "4.7k*1Meg",
      "i(v1)*time", "-(-a)", "a-(-b)",
    ])
  func formulas(text: String) throws {
    func read(_ formula: String) -> Formula? {
      let reader = NetlistReader(
        "t\n.param a=1 b=2 c=3\nb1 x y v=\(formula)\nr1 x y 1\nr2 x 0 1\nr3 q a 1\n.end\n")
      guard
        case .behaviouralVoltage(_, _, let expression)? = reader.deck.source.devices.first?.element
      else { return nil }
      return expression
    }
    let first: Formula = try #require(read(text))
    var circuit = Circuit("t")
    circuit.add("b1", .behaviouralVoltage("x", "y", first))
    let written = try SpiceWriter().format(circuit)
    let again = NetlistReader(written).deck.source.devices.first?.element
    #expect(again == .behaviouralVoltage("x", "y", first), "\(written)")
  }

  @Test("continuations, remarks, spaces around = and capital letters are read")
  func spelling() {
    let reader = NetlistReader(
      """
      Title line
      * note
      R1 A 0
      + 4.7k ; the load
      V1 a 0 PWL(0 0
      * in between
      + 1n 1) $ a ramp
      C1 a 0 c = 2p
      .TRAN 1p 2n
      .END
      """)
    #expect(reader.issues.isEmpty, "\(reader.issues)")
    #expect(reader.deck.source.title == "Title line")
    #expect(reader.deck.source.notes == ["note"])
    #expect(
      reader.deck.source.devices.first == Device("R1", .resistor("A", "0", 4700)))
    #expect(reader.deck.source.devices.count == 3)
  }

  /// A deck, the fault in it, and the line it stands on.
  static let faultyDecks: [(String, CircuitIssue.Code, Int)] = [
    ("t\nv1 a 0 1\nr1 a 0\n.op\n.end", .missingValue, 3),
    ("t\nv1 a 0 1\nr1 a b 1k\n.op\n.end", .floatingNet, 3),
    ("t\nv1 a 0 1\nm1 a a 0 0 nope\n.op\n.end", .unknownModel, 3),
    ("t\nv1 a 0 1\nx1 a 0 nope\n.op\n.end", .unknownSubcircuit, 3),
    ("t\n.subckt s a b\nr1 a b 1\n.ends\nv1 a 0 1\nx1 a s\n.op\n.end", .pinCount, 6),
    ("t\nv1 a 0 1\nr1 a 0 1\nr1 a 0 2\n.op\n.end", .duplicateName, 4),
    ("t\nv1 a 0 1\nr1 a 0 1\n.dc v1 0 1 0\n.end", .zeroStep, 4),
    ("t\nv1 a 0 1\nr1 a 0 1\n.dc v9 0 1 .1\n.end", .unknownControl, 4),
    ("t\nv1 a 0 1\nr1 a 0 1\n.dc v9 0 1 .1\n.dc v1 0 1 .1\n.end", .unknownControl, 4),
    ("t\nv1 a 0 pwl(0 0 2n 1 1n 0)\nr1 a 0 1\n.op\n.end", .fallingTime, 2),
    ("t\nv1 a 0 1\nr1 a 0 1\n.op", .missingEnd, 1),
    ("t\nv1 a 0 1\nr1 a 0 {nobody}\n.op\n.end", .undefinedParameter, 3),
    ("t\nv1 a 0 1\nr1 a 0 1\n.measure\n.end", .missingValue, 4),
    ("t\nv1 a 0 1\nr1 a 0 1\n.model x\n.end", .missingValue, 4),
    ("t\nv1 a 0 1\nr1 a 0 1\n.frobnicate\n.end", .unknownCard, 4),
    ("t\n.subckt s a\nr1 a 0 1\nv1 a 0 1\n.end", .syntax, 2),
    ("t\n.include nowhere.lib\nv1 a 0 1\nr1 a 0 1\n.end", .missingFile, 2),
  ]

  @Test("each fault is reported with its line", arguments: faultyDecks)
  func faults(deck: String, code: CircuitIssue.Code, line: Int) {
    let reader = NetlistReader(deck, folder: FileManager.default.temporaryDirectory)
    let found = reader.issues.first { $0.issue.code == code }
    #expect(found?.line == line, "\(reader.issues)")
    #expect(found?.issue.remedy.isEmpty == false)
  }

  @Test("a broken netlist never makes reading fail", arguments: 0..<200)
  func garbage(seed: Int) {
    // Cuts and doubles pieces of a good deck at places that depend on the seed.
    let good = Array(
      "t\n.subckt s a b k={1+2}\nb1 a b i={k}*v(a,b)\n.ends\nx1 a 0 s k='3*2'\nv1 a 0 pulse(0 1 0 1n 1n)\n.tran 1n 2n\n.measure tran x max v(a)\n.end\n"
    )
    let from = (seed * 7919) % good.count
    let length = (seed * 104_729) % 23
    var broken = good
    broken.removeSubrange(from..<min(good.count, from + length))
    broken.insert(contentsOf: good.prefix(seed % 17), at: min(from, broken.count))
    _ = NetlistReader(String(broken)).issues.count
  }

  @Test("sections and includes are followed")
  func includes() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(
      ".lib slow\n.model m nmos level=1 vto=0.9\n.endl\n.lib fast\n.model m nmos level=1 vto=0.4\n.endl\n"
        .utf8
    )
    .write(to: folder.appendingPathComponent("m.lib"))
    let reader = NetlistReader(
      "t\n.lib 'm.lib' fast\nv1 a 0 1\nm1 a a 0 0 m\n.op\n.end", folder: folder)
    #expect(reader.issues.isEmpty, "\(reader.issues)")
    #expect(reader.deck.source.models.count == 1)
    #expect(reader.deck.source.models.first?.parameters.last == Parameter("vto", 0.4))
  }
}

import Ngspice
import Simulation
import Testing

/// What engines say of themselves: the one that is here, and others by their own words.
@Suite("Features of engines")
struct FeatureTests {
  static let of39 = EngineFeatures(versionLines: [
    "stdout ******", "stdout ** ngspice-39 : Circuit level simulation program",
    "stdout ** XSPICE extensions included", "stdout ** CIDER 1.b1 (CODECS simulator) included",
    "stdout ** OpenMP multithreading for BSIM3, BSIM4 enabled",
    "stdout ** X11 interface not compiled into ngspice",
  ])
  static let of45 = EngineFeatures(versionLines: [
    "stdout ** ngspice-45.2 : Circuit level simulation program",
    "stdout ** Compiled with KLU Direct Linear Solver",
    "stdout ** The U. C. Berkeley CAD Group", "stdout ** XSPICE extensions included",
    "stdout ** OSDI interface for Verilog-A models enabled", "stdout ** PSS not compiled in",
  ])

  @Test("are read from the lines of old and new ones; what is not compiled in is not there")
  func names() {
    #expect(Self.of39.engine == "ngspice 39")
    #expect(Self.of39.names == ["XSPICE", "CIDER", "OpenMP"])
    #expect(Self.of45.engine == "ngspice 45.2")
    #expect(Self.of45.names == ["XSPICE", "KLU", "OSDI"])
  }

  @Test("decide whether a deck asks for KLU: only where the engine has it and the deck lets it")
  func solver() {
    let deck = "larmor\nr1 a 0 1\n.op\n.end"
    #expect(Self.of39.adapt(deck, allowsKLU: true) == deck)
    #expect(Self.of45.adapt(deck, allowsKLU: false) == deck)
    #expect(Self.of45.adapt(deck, allowsKLU: true) == "larmor\nr1 a 0 1\n.op\n.options klu\n.end")
  }

  @Test(
    "leave the solver to decks that name one, and to analyses that KLU does not serve",
    arguments: [
      ("r1 a 0 1\n.op", true), (".options reltol=1e-4\n.tran 1n 1u", true),
      (".options KLU\n.op", false), (".option sparse=1\n.op", false), (".sens v(a)", false),
      (".noise v(a) v1 dec 1 1 10", false), (".control\ntran 1n 1u\nprint v(a)\n.endc", true),
      (".control\nnoise v(a) v1 dec 1 1 10\n.endc", false),
    ])
  func choice(cards: String, isLeft: Bool) throws {
    #expect(try EngineFeatures.mayUseKLU("title\nv1 a 0 1\n\(cards)\n.end") == isLeft)
  }

  @Test("of newer engines: their new lines are chatter, their complaints are failures")
  func newerLines() throws {
    for line in [
      "Using SPARSE 1.3 as Direct Linear Solver", "Using KLU as Direct Linear Solver",
      "Note: No compatibility mode selected!",
    ] {
      #expect(!EngineTable.isFailure(line), "\(line)")
    }
    for line in ["Error: unknown subckt: x1 a b c", "ERROR: fatal error in ngspice, exit(1)"] {
      #expect(EngineTable.isFailure(line), "\(line)")
    }
  }
}

extension EngineSuite {
  @Suite("The engine that is here")
  struct PresentEngineTests {
    @Test("solves a deck that asks for KLU, whether it has it or not")
    func klu() async throws {
      let pool = try EngineSuite.pool.get()
      let deck = PoolTests.divider.replacing(".op", with: ".options klu\n.op")
      let result = try await pool.run(SimulationJob(deck: deck))
      #expect(abs(try result.plots[0].value("out") - 2) < PoolTests.linear)
      #expect(result.printed.isEmpty)
    }
  }
}

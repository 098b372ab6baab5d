import Ngspice
import Quantities
import Simulation
import Testing

extension EngineSuite {
  /// Decks that crash, hang or poison the engine, or make it answer nonsense without a word.
  @Suite("Traps of the engine")
  struct TrapTests {
    let pool: NgspicePool

    init() throws { pool = try EngineSuite.pool.get() }

    struct Trap: Sendable, CustomTestStringConvertible {
      var name: String
      var cards: String
      var code: SimulationError.Code
      var line: Int?
      var word: String
      var testDescription: String { name }
    }

    static let traps = [
      Trap(
        name: "unknown subcircuit", cards: "x1 in out nosub\n.op", code: .badDeck, line: 5,
        word: "nosub"),
      Trap(name: "bad value", cards: "r3 in out abc\n.op", code: .badDeck, line: 5, word: "abc"),
      Trap(
        name: "bad expression", cards: "b1 q 0 v=foo(v(in)\n.op", code: .badDeck, line: 5,
        word: "b1 q 0"),
      Trap(
        name: "unknown card", cards: "\n* a comment\n.foo bar\n.op", code: .badDeck, line: 7,
        word: ".foo"),
      Trap(
        name: "duplicate name", cards: "r1 in 0 2k\n.op", code: .badDeck, line: 5, word: "already"),
      Trap(
        name: "too few ports", cards: ".subckt s a b c\nr1 a b 1\n.ends\nx1 in out s\n.op",
        code: .badDeck, line: 8, word: "Too few"),
      Trap(
        name: "unclosed subcircuit", cards: ".subckt s a b\nr1 a b 1\n.op", code: .badDeck,
        line: nil, word: ".ends"),
      Trap(
        name: "undefined parameter poisons", cards: "r3 in out {foo}\n.op", code: .badDeck, line: 5,
        word: "foo"),
      Trap(
        name: "unbalanced brace poisons", cards: "r3 in out {1+\n.op", code: .badDeck, line: nil,
        word: ""),
      Trap(
        name: "model without type crashes", cards: ".model x\n.op", code: .badDeck, line: 5,
        word: "type"),
      Trap(
        name: "model without name crashes", cards: ".model\n.op", code: .badDeck, line: 5,
        word: "type"),
      Trap(
        name: "model of unknown type is skipped", cards: ".model x badtype\n.op", code: .badDeck,
        line: 5, word: "badtype"),
      Trap(
        name: "empty measurement crashes", cards: ".measure tran\n.op", code: .badDeck, line: 5,
        word: ".measure"),
      Trap(
        name: "recursive function crashes", cards: ".func f(x) {f(x-1)}\nr3 in 0 {f(2)}\n.op",
        code: .badDeck, line: 5, word: "itself"),
      Trap(
        name: "dc before external crashes", cards: "v7 q 0 dc 0 external\nr7 q 0 1\n.op",
        code: .badDeck, line: 5, word: "external"),
      Trap(
        name: "zero step hangs", cards: ".dc v1 0 1 0", code: .badDeck, line: 5, word: "never end"),
      Trap(
        name: "step away from the end", cards: ".dc v1 0 1 -0.1", code: .badDeck, line: 5,
        word: "away"),
      Trap(
        name: "resistor without value is 1 mohm", cards: "r3 out 0\n.op", code: .badDeck, line: 5,
        word: "r3"),
      Trap(
        name: "question mark is a comment", cards: "?r3 out 0 1\n.op", code: .badDeck, line: 5,
        word: "?"),
      Trap(
        name: "backward piecewise source", cards: "v3 q 0 pwl(0 0 2n 1 1n 2)\nr3 q 0 1\n.op",
        code: .badDeck, line: 5, word: "go back"),
      Trap(name: "no analysis", cards: "r3 in 0 1k", code: .badDeck, line: nil, word: ".op"),
      Trap(name: "bad transient", cards: ".tran 0 1u", code: .badDeck, line: 5, word: ".tran"),
      Trap(
        name: "unknown sweep source", cards: ".dc v7 0 1 .1", code: .badDeck, line: nil, word: "v7"),
      Trap(
        name: "loop of voltage sources", cards: "v2 in 0 2\n.op", code: .noConvergence, line: nil,
        word: "Timestep"),
      Trap(
        name: "missing include", cards: ".include nowhere.inc\n.op", code: .refused, line: 5,
        word: "nowhere.inc"),
      Trap(
        name: "external source without device", cards: "v7 q 0 external\nr7 q 0 1\n.op",
        code: .badDeck, line: 5, word: "external"),
      Trap(
        name: "unknown code model", cards: "a1 in q gg\n.model gg nosuch(gain=2)\n.op",
        code: .badDeck, line: 5, word: "gg"),
    ]

    static let head = "trap\nv1 in 0 3\nr1 in out 1k\nr2 out 0 2k\n"

    @Test("A bad deck fails with its reason, and the next job is right", arguments: traps)
    func trap(_ trap: Trap) async throws {
      let error = await #expect(throws: SimulationError.self) {
        try await pool.run(SimulationJob(deck: Self.head + trap.cards + "\n.end", deadline: 10))
      }
      #expect(error?.code == trap.code, "\(String(describing: error))")
      #expect(error?.line == trap.line, "\(String(describing: error))")
      #expect(error?.message.contains(trap.word) == true, "\(String(describing: error))")
      let good = try await pool.run(SimulationJob(deck: PoolTests.divider))
      #expect(abs(try good.plots[0].value("out") - 2) < PoolTests.linear)
    }

    static let harmless = [
      "floating node": "i9 0 f 0\nc9 f 0 1p\n.op",
      "a node called error": "r9 error 0 1k\nr8 in error 1k\n.op",
      "missing .end": ".op",
      "warnings of a model": "d1 out 0 dd\n.model dd d is=1e-14 foo=3\n.op",
      "a note of the source": "v9 s 0 1 sin(0 1 1k)\nr9 s 0 1\n.tran 1u 2u",
      "code models": "a1 in q gg\n.model gg gain(gain=2)\nr9 q 0 1k\n.op",
    ]

    @Test("Notes and warnings are not errors", arguments: harmless.keys.sorted())
    func notErrors(name: String) async throws {
      let cards = try #require(Self.harmless[name])
      let result = try await pool.run(SimulationJob(deck: Self.head + cards, deadline: 10))
      #expect(!result.plots.isEmpty)
      if name == "warnings of a model" { #expect(!result.messages.isEmpty) }
    }

    @Test("A crash that nobody foresaw costs one job")
    func crash() async throws {
      // Two functions that call each other: no rule looks that far.
      let deck = Self.head + ".func f(x) {g(x)}\n.func g(x) {f(x)}\nr3 in 0 {f(2)}\n.op"
      let error = await #expect(throws: SimulationError.self) {
        try await pool.run(SimulationJob(deck: deck, deadline: 20))
      }
      #expect(error?.code == .crashed, "\(String(describing: error))")
      let good = try await pool.run(SimulationJob(deck: PoolTests.divider))
      #expect(abs(try good.plots[0].value("out") - 2) < PoolTests.linear)
    }

    @Test("A job that hangs ends at its deadline")
    func hang() async throws {
      // A million-ohm oscillator stepped at a femtosecond never ends.
      let deck = "hang\nv1 a 0 sin(0 1 1meg)\nr1 a b 1k\nc1 b 0 1p\n.tran 1f 1 0 1f\n.end"
      let clock = ContinuousClock()
      let start = clock.now
      let error = await #expect(throws: SimulationError.self) {
        try await pool.run(SimulationJob(deck: deck, vectors: ["v(b)"], deadline: 0.3))
      }
      #expect(error?.code == .timedOut)
      #expect(clock.now - start < .seconds(20))
    }

    @Test("A job stops at its limit of points")
    func points() async throws {
      let deck = "many\nv1 a 0 sin(0 1 1meg)\nr1 a 0 1k\n.tran 1n 1m 0 1n\n.end"
      let error = await #expect(throws: SimulationError.self) {
        try await pool.run(SimulationJob(deck: deck, deadline: 30, pointLimit: 1000))
      }
      #expect(error?.code == .tooManyPoints)
    }

    @Test("A cancelled task ends its job, running or waiting")
    func cancellation() async throws {
      let deck = "hang\nv1 a 0 sin(0 1 1meg)\nr1 a b 1k\nc1 b 0 1p\n.tran 1f 1 0 1f\n.end"
      let alone = try NgspicePool(workers: 1)
      let tasks = (0..<3).map { _ in
        Task { try await alone.run(SimulationJob(deck: deck, vectors: ["v(b)"], deadline: 60)) }
      }
      try await Task.sleep(for: .milliseconds(200))
      for task in tasks { task.cancel() }
      for task in tasks {
        let error = await #expect(throws: SimulationError.self) { try await task.value }
        #expect(error?.code == .cancelled)
      }
    }

    @Test("Progress rises to the end of a long transient")
    func progress() async throws {
      let deck = "long\nv1 a 0 sin(0 1 1meg)\nr1 a b 1k\nc1 b 0 1p\n.tran 1n 100u 0 1n\n.end"
      let seen = ProgressLog()
      _ = try await pool.run(SimulationJob(deck: deck, vectors: ["v(b)"])) { seen.append($0) }
      let shares = seen.values
      #expect(!shares.isEmpty)
      #expect(shares == shares.sorted())
      #expect(shares.allSatisfy { $0 > 0 && $0 <= 1 })
    }
  }
}

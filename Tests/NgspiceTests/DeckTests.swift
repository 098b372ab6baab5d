import Foundation
import Ngspice
import Quantities
import Simulation
import Testing

extension EngineSuite {
  @Suite("Decks of anybody's")
  struct DeckTests {
    let pool: NgspicePool

    init() throws { pool = try EngineSuite.pool.get() }

    static let head = "deck\nv1 in 0 3\nr1 in out 1k\nr2 out 0 2k\n"

    static let reaching = [
      ".control\nshell touch pwned\n.endc", ".control\nrun\nsystem ls\n.endc",
      ".control\nsource other.cir\n.endc", ".control\nrun\nwrite out.raw v(out)\n.endc",
      ".control\nrun\nwrdata out.txt v(out)\n.endc", ".control\ncodemodel evil.cm\n.endc",
      ".control\nload old.raw\n.endc", ".control\nop\nprint v(out) > out.txt\n.endc",
      ".control\nop\necho `id`\n.endc", ".control\nset x = `id`\n.endc",
      ".control\nalias op shell\nop\n.endc", ".control\nset sourcepath = ( /etc )\n.endc",
      ".control\npre_codemodel evil.cm\n.endc", ".control\npre_osdi evil.osdi\n.endc",
      ".control\nop\nprint v(out)\n+ > out.txt\n.endc", ".control\nop ; shell id\n.endc",
      ".control\ncd /\n.endc", ".control\nhardcopy out.ps v(out)\n.endc",
      ".CONTROL\nSHELL id\n.ENDC", "  .control\n  shell id\n  .endc", ".controls\nshell id\n.endc",
      "*# shell id", "  *#shell id", ".control\ngnuplot out v(out)\n.endc",
      ".control\nwhile 1\nshell id\nend\n.endc", ".control\nunalias op\n.endc",
      ".control\n$x id\n.endc", ".control\nop\necho a | cat\n.endc", ".control\nmc_source\n.endc",
      ".include /etc/passwd", ".inc \"../../secret.inc\"", ".lib /etc/passwd tt",
      ".INCLUDE ~/.profile",
      "a1 [q] src\n.model src filesource(file=\"/etc/passwd\" amploffset=[0])",
      "a1 [q] src\n.model src filesource (file\n+ =\"/etc/passwd\")",
      "a1 [q] src\n.model src filesource (file \"/etc/passwd\")",
      "a1 [q] src\n.model src d_source(input_file=\"/etc/passwd\")",
      "a1 q src\n.model src d_state(state_file = x)", "v9 q 0 pwl file=\"x\"",
    ]

    @Test("What could reach beyond the simulation is refused, with its line", arguments: reaching)
    func refused(cards: String) async throws {
      let folder = try Folder()
      let deck = Self.head + cards + "\n.op\n.end"
      let error = await #expect(throws: SimulationError.self) {
        try await pool.run(SimulationJob(deck: deck, folder: folder.path))
      }
      #expect(error?.code == .refused, "\(String(describing: error))")
      #expect((error?.line ?? 0) >= 5, "\(String(describing: error))")
    }

    @Test("A link that leads out of the folder is refused, one that stays is followed")
    func links() async throws {
      let folder = try Folder()
      let outside = try Folder()
      try outside.write("r9 out 0 1k\n", to: "secret.inc")
      try folder.write("r9 out 0 2k\n", to: "real.inc")
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/out.inc", withDestinationPath: outside.path + "/secret.inc")
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/in.inc", withDestinationPath: "real.inc")
      let bad = SimulationJob(deck: Self.head + ".include out.inc\n.op", folder: folder.path)
      let error = await #expect(throws: SimulationError.self) { try await pool.run(bad) }
      #expect(error?.code == .refused)
      let good = SimulationJob(deck: Self.head + ".include in.inc\n.op", folder: folder.path)
      #expect(abs(try await pool.run(good).plots[0].value("out") - 1.5) < 1e-9)
      var trusted = bad
      trusted.isTrusted = true
      #expect(abs(try await pool.run(trusted).plots[0].value("out") - 1.2) < 1e-9)
    }

    @Test("Includes and library sections are found beside the file that names them")
    func includes() async throws {
      let folder = try Folder()
      try folder.write("* cards\n.include 'deep.inc'\n", to: "sub/cards.inc")
      try folder.write(".param rr=2k\n", to: "sub/deep.inc")
      try folder.write(
        ".lib slow\nr9 out 0 1k\n.endl\n.lib fast\nr9 out 0 {rr}\n.endl fast\n", to: "my lib.lib")
      let deck = Self.head + ".include sub/cards.inc\n.lib \"my lib.lib\" FAST\n.op\n.end"
      let result = try await pool.run(SimulationJob(deck: deck, folder: folder.path))
      #expect(abs(try result.plots[0].value("out") - 1.5) < 1e-9)
      try folder.write("r9 out\n", to: "bad.inc")
      let broken = SimulationJob(deck: Self.head + ".include bad.inc\n.op", folder: folder.path)
      let error = await #expect(throws: SimulationError.self) { try await pool.run(broken) }
      #expect(error?.line == 1)
      #expect(error?.file?.hasSuffix("bad.inc") == true)
      try folder.write(".include loop.inc\n", to: "loop.inc")
      let loop = SimulationJob(deck: Self.head + ".include loop.inc\n.op", folder: folder.path)
      let looping = await #expect(throws: SimulationError.self) { try await pool.run(loop) }
      #expect(looping?.message.contains("itself") == true)
    }

    @Test("Harmless control commands run, loops among them; drawing is left out")
    func control() async throws {
      let deck =
        Self.head + """
          .control
          run
          let twice = 2*v(out)
          print twice
          foreach volts 1 2
            alter v1 = $volts
            op
          end
          plot v(out)
          quit
          shell id
          .endc
          .op
          .end
          """
      let error = await #expect(throws: SimulationError.self) {
        try await pool.run(SimulationJob(deck: deck))
      }
      #expect(error?.code == .refused)
      let harmless = deck.replacing("shell id\n", with: "")
      let result = try await pool.run(SimulationJob(deck: harmless))
      #expect(result.plots.map(\.kind) == [.operatingPoint, .operatingPoint, .operatingPoint])
      #expect(abs(try result.plots[2].value("out") - 4.0 / 3) < 1e-9)
      #expect(result.printed.contains { $0.contains("twice = 4") })
      #expect(result.messages.contains { $0.contains("plot v(out)") })
    }

    @Test("A trusted deck runs its commands in its folder, and leaves nothing for the next job")
    func trusted() async throws {
      let folder = try Folder()
      let deck =
        Self.head
        + ".control\nop\nwrdata out.txt v(out)\nshell echo hello > shell.txt\nset ngbehavior=ps\n.endc\n.end"
      var job = SimulationJob(deck: deck, folder: folder.path, isTrusted: true)
      _ = try await pool.run(job)
      #expect(FileManager.default.fileExists(atPath: folder.path + "/out.txt"))
      #expect(FileManager.default.fileExists(atPath: folder.path + "/shell.txt"))
      job.deck = PoolTests.divider
      #expect(abs(try await pool.run(job).plots[0].value("out") - 2) < 1e-9)
    }

    @Test("Measurements come back as numbers, failed ones as nothing")
    func measurements() async throws {
      let deck = """
        rc
        v1 in 0 1
        r1 in out 1k
        c1 out 0 1n ic=0
        .param level=0.5
        .tran 1n 5u 0 1n uic
        .meas tran vend find v(out) at=5u
        .meas tran half when v(out)=0.5
        .meas tran never when v(out)=7
        .meas tran scaled param='half*2'
        .meas tran braced when v(out)={level}
        .end
        """
      let result = try await pool.run(SimulationJob(deck: deck))
      let names = ["vend", "half", "never", "scaled", "braced"]
      #expect(result.measurements.map(\.name) == names)
      // The engine gives seven digits; trapezoidal integration at 1/1000 of the time constant has them.
      let half = 1e-6 * log(2.0)
      let expected: [Double?] = [1 - exp(-5.0), half, nil, 2 * half, half]
      let tolerances = [1e-6, 1e-12, 0, 1e-11, 1e-11]
      for (measured, (value, tolerance)) in zip(result.measurements, zip(expected, tolerances)) {
        if let value {
          let found = try #require(measured.value, "\(measured.name)")
          #expect(abs(found - value) < tolerance, "\(measured.name): \(found)")
        } else {
          #expect(measured.value == nil)
        }
      }
    }

    @Test("Every row of the table of output recognises its own line", arguments: EngineTable.rows)
    func table(row: Int) {
      #expect(EngineTable.firstRow(for: EngineTable.example(row)) == row)
    }
  }
}

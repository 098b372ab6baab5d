import ComplexModule
import Foundation
import Ngspice
import Quantities
import RealModule
import Simulation
import Testing

extension EngineSuite {
  /// Circuits whose answers are known on paper, through the typed analyses.
  @Suite("Closed forms")
  struct ClosedFormTests {
    let pool: NgspicePool

    init() throws { pool = try EngineSuite.pool.get() }

    @Test("A series RLC rings down as its damped sine")
    func rlc() async throws {
      let (r, l, c) = (20.0, 1e-6, 1e-9)
      let deck = """
        rlc
        v1 in 0 1
        r1 in a \(r)
        l1 a out \(l) ic=0
        c1 out 0 \(c) ic=0
        """
      let output = try await pool.run(
        deck,
        Transient(step: 1e-9, stop: 1e-6, longestStep: 0.2e-9, usesInitialConditions: true),
        vectors: ["v(out)"])
      let decay = r / (2 * l)
      let omega = (1 / (l * c) - decay * decay).squareRoot()
      let times = (1...100).map { Double($0) * 1e-8 }
      let values = try output.values("v(out)", at: times.map { Seconds($0) })
      for (t, v) in zip(times, values) {
        let exact = 1 - exp(-decay * t) * (cos(omega * t) + decay / omega * sin(omega * t))
        // Trapezoidal steps of 0.2 ns against a period of 199 ns.
        #expect(abs(v - exact) < 1e-3, "\(t)")
      }
    }

    @Test("A diode obeys Shockley's equation over six decades")
    func diode() async throws {
      let deck = "diode\ni1 0 a 1u\nd1 a 0 dd\n.model dd d is=1e-14 n=1\n.options gmin=1e-18"
      let sweep = DCSweep(.init("i1", from: 1e-8, to: 1e-2, by: 1e-4))
      let output = try await pool.run(deck, sweep, vectors: ["v(a)"])
      // kT/q at the engine's 27 degrees Celsius.
      let thermal = 1.380649e-23 * 300.15 / 1.602176634e-19
      for (i, v) in zip(output.axis, try output.curves("v(a)")[0]) {
        // The engine's constants and reltol.
        #expect(abs(v - thermal * log(i / 1e-14 + 1)) < 1e-3 * v)
      }
    }

    @Test("A low-pass has its corner where it should, in magnitude and phase")
    func corner() async throws {
      let deck = "rc\nv1 in 0 dc 1 ac 1\nr1 in out 1k\nc1 out 0 1n"
      let (rest, response) = try await pool.run(
        deck, OperatingPoint(), ACSweep(points: 20, from: 1e3, to: 1e7))
      #expect(abs(try rest.voltage("out").value - 1) < 1e-9)
      for (f, h) in zip(response.frequencies, try response.phasors("v(out)")) {
        let exact = Complex<Double>(1) / Complex(1, 2 * .pi * f.value * 1e-6)
        #expect((h - exact).length < 1e-9)
      }
    }

    @Test("A resistor and capacitor hold the noise kT/C")
    func noise() async throws {
      let deck = "kt/c\nv1 in 0 dc 0 ac 1\nr1 in out 1k\nc1 out 0 1p"
      let output = try await pool.run(
        deck, Noise(at: "out", source: "v1", over: ACSweep(points: 40, from: 1, to: 1e13)))
      let exact = (1.380649e-23 * 300.15 / 1e-12).squareRoot()
      // The band ends at 1e5 corner frequencies; 40 points to a decade.
      #expect(abs(try output.outputTotal().value / exact - 1) < 2e-3)
    }

    @Test("A source follower solves its square law")
    func follower() async throws {
      // Level 1, no body effect: v_s = v_g - v_t - sqrt(2 i / k), with i = v_s / r.
      let deck = """
        follower
        vd d 0 3
        vg g 0 2
        m1 d g s s mm w=10u l=1u
        r1 s 0 10k
        .model mm nmos level=1 vto=0.5 kp=100u
        .options reltol=1e-6
        """
      let (volts, curves) = try await pool.run(
        deck, OperatingPoint(),
        DCSweep(.init("vg", from: 1, to: 2, by: 0.5), for: .init("vd", from: 3, to: 4, by: 1)))
      let k = 100e-6 * 10
      let exact = { (gate: Double) -> Double in
        // Solve k/2 (x)^2 = (gate - 0.5 - x)/r for the overdrive x.
        let a = k / 2 * 1e4
        let x = (-1 + (1 + 4 * a * (gate - 0.5)).squareRoot()) / (2 * a)
        return gate - 0.5 - x
      }
      #expect(abs(try volts.voltage("s").value - exact(2)) < 1e-4)
      let found = try curves.curves("v(s)")
      #expect(found.count == 2)
      for curve in found {
        for (gate, v) in zip([1.0, 1.5, 2.0], curve) { #expect(abs(v - exact(gate)) < 1e-4) }
      }
    }

    @Test("A ring oscillator's period agrees with a run at tightened tolerance")
    func ring() async throws {
      func period(_ options: String, _ step: Double) async throws -> Double {
        var deck = "ring\nvdd vdd 0 1.5\n.model nn nmos level=1 vto=0.4 kp=200u\n"
        deck += ".model pp pmos level=1 vto=-0.4 kp=100u\n" + options + "\n"
        for k in 0..<5 {
          let (a, b) = ("n\(k)", "n\((k + 1) % 5)")
          deck += "mn\(k) \(b) \(a) 0 0 nn w=1u l=0.1u\nmp\(k) \(b) \(a) vdd vdd pp w=2u l=0.1u\n"
          deck += "c\(k) \(b) 0 10f ic=\(k % 2 == 0 ? 0 : 1.5)\n"
        }
        let output = try await pool.run(
          deck,
          Transient(
            step: 1e-12, stop: 3e-9, longestStep: Seconds(step), usesInitialConditions: true),
          vectors: ["v(n0)"])
        let times = output.times.map(\.value)
        let volts = try output.voltages("n0").map(\.value)
        var rises: [Double] = []
        for k in 1..<times.count where volts[k - 1] < 0.75 && volts[k] >= 0.75 {
          let share = (0.75 - volts[k - 1]) / (volts[k] - volts[k - 1])
          rises.append(times[k - 1] + share * (times[k] - times[k - 1]))
        }
        let late = Array(rises.suffix(5))
        try #require(late.count == 5)
        return (late[4] - late[0]) / 4
      }
      let coarse = try await period("", 2e-12)
      let fine = try await period(".options reltol=1e-6 abstol=1e-15 vntol=1e-9", 0.5e-12)
      #expect(abs(coarse / fine - 1) < 5e-3, "\(coarse) \(fine)")
    }

    @Test("Impossible analyses are refused before the engine hangs on them")
    func impossible() async throws {
      await #expect(throws: SimulationError.self) {
        try await pool.run("x\nv1 a 0 1", DCSweep(.init("v1", from: 0, to: 1, by: 0)))
      }
      await #expect(throws: SimulationError.self) {
        try await pool.run("x\nv1 a 0 1", Transient(step: 1e-9, stop: 0))
      }
    }
  }
}

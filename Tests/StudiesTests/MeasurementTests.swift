import Cells
import Foundation
import Quantities
import Randomness
import Spintronics
import Studies
import Testing

@Suite("Measurements of studies")
struct MeasurementTests {
  /// Interpolation between 0.25 tau_D on a curve that falls by a factor 1.6 there, and coarser volumes.
  static let rateTolerance = 0.03

  @Test("the pulse for an error rate has that rate by the solver itself", arguments: [1e-3, 1e-6])
  func switching(rate: Double) async throws {
    let result = try await StudyTests.run(
      """
      name: a
      title: b
      measurements:
        - {measure: switching, overdrive: 2, devices: 2, error_rates: [\(rate)]}
      """)
    let name = String(format: "design setting at %g", rate)
    let pulse = try StudyTests.figure(result, name)
    let device = MTJDevice()
    let experiment = SwitchingExperiment(
      device: device, initial: .antiparallel,
      drive: .current(-2 * device.criticalCurrent(leaving: .antiparallel)),
      duration: Seconds(pulse.value))
    #expect(abs(try experiment.fokkerPlanckErrorRate() / rate - 1) < Self.rateTolerance)
    // A lot without spread is the design.
    let lot = try StudyTests.figure(result, name.replacing("design ", with: ""))
    #expect(abs(lot.value / pulse.value - 1) < 1e-12)
  }

  @Test("writes of a lot in ngspice fail as often as its mean rate says")
  func spice() async throws {
    let result = try await StudyTests.run(
      """
      name: a
      title: b
      measurements:
        - measure: switching
          overdrive: 3
          longest: 6
          devices: 30
          device: {spread: {anisotropy: 0.05}}
          spice: {rates: [0.2], trials: 300}
      """)
    let counted = try StudyTests.figure(result, "spice rate at 0.2")
    // Four standard errors of 300 trials.
    #expect(abs(counted.value - 0.2) < 4 * (0.16 / 300).squareRoot())
    #expect(counted.interval?.contains(counted.value) == true)
  }

  @Test(
    "a sense amplifier without mismatch never errs, one with much of it as its closed form says")
  func sensing() async throws {
    let result = try await StudyTests.run(
      """
      name: a
      title: b
      measurements:
        - {measure: sensing, tmr: [0.05], mismatches: [0, 3.5], samples: 100}
      """)
    #expect(try StudyTests.figure(result, "error rate, TMR 0.05, A_VT 0").value == 0)
    let rate = try StudyTests.figure(result, "error rate, TMR 0.05, A_VT 3.5")
    let estimate = try StudyTests.figure(result, "estimate, TMR 0.05, A_VT 3.5")
    // First order, and with four pass transistors in series: a factor of three either way.
    #expect(rate.value > estimate.value / 3 && rate.value < estimate.value * 3)
  }

  @Test("the truth table of the synapse holds, and its sources give what its junctions take")
  func synapse() async throws {
    let result = try await StudyTests.run(
      """
      name: a
      title: b
      measurements:
        - {measure: bench, bench: synapse, unit: A}
        - {measure: energy, bench: synapse, to: 3e-9, operations: 12}
      """)
    #expect(try StudyTests.figure(result, "expectations met").value == 1)
    let energy = try StudyTests.figure(result, "energy per cell operation").value
    // Eight of twelve cells have two junctions open to 0.1 V for 1 ns: 0.01 V2 over 4 to 8.8 kohm each,
    // less what transistors in series take; gates of 16 um and 1.4 fF/um add at most 30 fJ an edge.
    #expect(energy > 0.5e-15 && energy < 40e-15, "\(energy)")
    let (one, two) = (
      try StudyTests.figure(result, "TOPS/W, one per MAC").value,
      try StudyTests.figure(result, "TOPS/W, two per MAC").value
    )
    #expect(abs(two / one - 2) < 1e-12 && abs(one * energy * 1e12 - 1) < 1e-9)
  }

  @Test("error rates, device laws and comparisons of networks on the bundled data")
  func networks() async throws {
    let wine = """
      dataset: wine
      algorithm: ALGORITHM
      architecture: 48-3
      epochs: 40
      batchSize: 24
      learningRate: 0.02

      """
    try await StudyTests.folder { folder in
      var files: [String] = []
      for algorithm in ["bnn", "gxnor"] {
        let file = folder.url.appending(path: "\(algorithm).yaml")
        try wine.replacing("ALGORITHM", with: algorithm)
          .write(to: file, atomically: true, encoding: .utf8)
        files.append(file.path)
      }
      let text = """
        name: a
        title: b
        measurements:
          - measure: accuracy
            id: bits
            network: {configuration: \(files[0]), train: {}}
            draws: 4
            sweep: {of: bit_error_rate, values: [0, 0.5]}
          - {measure: comparison, by: difference, of: bits/accuracy, to: bits/bit_error_rate 0}
          - measure: cosimulation
            id: arrays
            network: {configuration: \(files[0]), train: {}}
            chips: 2
            setup:
              device: {tmr: 1.5, resistance_area_product: 100e-12}
              array: {rows: 16, columns: 16, wire_resistance: 0}
              evaluation: {spice_samples: 2, spice_vectors: 2}
          - measure: training
            id: laws
            configuration: \(files[1])
            variants:
              - {name: predistorted, device_law: {programming: predistorted}}
              - {name: proportional, device_law: {programming: proportional, longest: 2}}
        """
      var context = try StudyTests.context()
      context.folder = folder
      let result = try await StudyTests.run(text, context)
      func value(_ name: String) throws -> Double { try StudyTests.figure(result, name).value }
      #expect(try value("accuracy") > 0.8)
      #expect(try value("value") == 0)
      // Arrays of equal junctions without wires compute what the network does, but for their drivers.
      #expect(try value("ideal accuracy") == value("accuracy"))
      #expect(try abs(value("nodal accuracy") - value("accuracy")) < 0.06)
      #expect(try value("sum error") < 0.01 && value("write fidelity") == 1)
      // 13 x 48 pairs, one in 16 x 16: one row block of six, and 48 x 3 in three: nine arrays.
      #expect(try value("arrays") == 9)
      // Half of all bits wrong is no network at all: three classes of about equal size.
      #expect(try value("bit_error_rate 0.5") < 0.7)
      // The pulse was chosen for tanh on this very device: interpolation, and the cut at 1 - 1e-4.
      #expect(try value("law of predistorted") < 5e-3)
      // Incubation: within two relaxation times the junction hardly switches.
      #expect(try value("law of proportional") > 0.5)
      var resumed = context
      resumed.workers = 1
      #expect(try await StudyTests.run(text, resumed) == result)
    }
  }
}

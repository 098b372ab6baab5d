import Cells
import Circuits
import Foundation
import Quantities
import SpiceText
import Testing

@Suite("Cells at every corner", .enabled(if: PlainNgspice.isInstalled))
struct CellBenchTests {
  static let processes =
    TransistorProcess.Corner.allCases.map { TransistorProcess(.highPerformance, $0) }
  static let lowPower =
    TransistorProcess.Corner.allCases.map { TransistorProcess(.lowPower, $0) }

  @Test("every bench with low-power cards", arguments: lowPower)
  func lowPowerCards(process: TransistorProcess) throws {
    for bench in try CellBench.all(process.library) {
      try Self.check(bench, process.library.description)
    }
  }

  static func check(_ bench: CellBench, _ process: String) throws {
    let result = try PlainNgspice.run(SpiceWriter().format(bench.deck))
    for expectation in bench.expectations {
      let value = result.measurements[expectation.measurement]
      guard let value else {
        Issue.record("\(bench.name) at \(process): no \(expectation.measurement)\n\(result.log)")
        continue
      }
      #expect(
        value >= expectation.low && value <= expectation.high,
        "\(bench.name) at \(process): \(expectation.measurement) = \(value), \(expectation)")
    }
  }

  @Test("sense amplifier, XNOR, comparator, converter", arguments: processes)
  func sensing(process: TransistorProcess) throws {
    let library = process.library
    for bench in [
      CellBench.senseAmplifier(library), .xnor(library), .comparator(library),
      .comparator(library, pair: .pChannel), .converter(library),
    ] {
      try Self.check(bench, library.description)
    }
  }

  @Test("synapse, its update, write driver, read-out", arguments: processes)
  func currents(process: TransistorProcess) throws {
    let library = process.library
    for bench in [
      CellBench.synapse(library), .synapseUpdate(library), .writeDriver(library), .readout(library),
    ] {
      try Self.check(bench, library.description)
    }
  }

  @Test(
    "cells, drivers of lines, writes by spin-orbit torque, XNOR by voltage", arguments: processes)
  func cellsAndLines(process: TransistorProcess) throws {
    let library = process.library
    for cell in BitCell.allCases {
      try Self.check(try .cellRead(cell, library), library.description)
    }
    for bench in [
      CellBench.wordLineDriver(library), .bitLineDriver(library),
      try .spinOrbitWrite(library), .voltageControlledXnor(library),
    ] {
      try Self.check(bench, library.description)
    }
  }

  @Test("neuron with hard and with soft reset", arguments: processes)
  func neurons(process: TransistorProcess) throws {
    let library = process.library
    for reset in IntegrateFireNeuron.Reset.allCases {
      for amplifier in [Amplifier.Kind.transistors(size: 0.25), .macromodel([])] {
        let bench = CellBench.neuron(
          IntegrateFireNeuron(reset: reset, amplifier: amplifier), .init(duration: 12e-9), library)
        try Self.check(bench, "\(library.description), \(amplifier)")
      }
    }
  }

  @Test("sub-array with pairs and with reference columns", arguments: processes)
  func subarrays(process: TransistorProcess) throws {
    for cell in [BitCell.complementary, .transistorJunction] {
      try Self.check(.subarray(process.library, cell: cell), process.library.description)
    }
  }
}

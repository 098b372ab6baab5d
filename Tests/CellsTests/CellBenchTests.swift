import Cells
import Circuits
import Foundation
import Quantities
import SpiceText
import Testing

@Suite("Cells at every corner", .enabled(if: PlainNgspice.isInstalled))
struct CellBenchTests {
  /// Every corner of both flavours would double the time; low power is tried at its extremes.
  static let processes =
    TransistorProcess.Corner.allCases.map { TransistorProcess(.highPerformance, $0) }

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
      CellBench.senseAmplifier(library), .xnor(library), .comparator(library), .converter(library),
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
      try .spinOrbitWrite(library), .voltageControlledXnor(library), try .subarray(library),
    ] {
      try Self.check(bench, library.description)
    }
  }

  @Test("neuron with hard and with soft reset", arguments: processes)
  func neurons(process: TransistorProcess) throws {
    let library = process.library
    for reset in IntegrateFireNeuron.Reset.allCases {
      let bench = CellBench.neuron(
        IntegrateFireNeuron(reset: reset), .init(duration: 12e-9), library)
      try Self.check(bench, library.description)
    }
  }
}

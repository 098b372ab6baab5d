import ArgumentParser
import Cells
import Circuits
import Foundation
import Quantities
import SpiceText

/// `larmor netlist KIND -o FILE`: writes a complete deck.
struct NetlistWriteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Write the netlist of an array or cell (the default).",
    discussion: """
      larmor netlist crossbar --rows 64 --columns 64 --cell 1t1mtj --style readable -o array.cir
      larmor netlist subarray --rows 288 -o subarray.cir && ngspice -b subarray.cir
      """)

  @Argument(help: "What to write; `larmor netlist list` tells what each is.")
  var kind: NetlistKind
  @OptionGroup var array: NetlistArrayOptions
  @OptionGroup var transistors: NetlistTransistorOptions
  @OptionGroup var drive: NetlistDriveOptions
  @Option(help: "readable (hierarchical, with comments) or flat (plain elements and numbers).")
  var style: CrossbarDesign.Style = .readable
  @Option(help: "ngspice, hspice or xyce.") var dialect: Dialect = .ngspice
  @Option(help: "Draw the array as an SVG picture.") var draw: String?
  @Flag(help: "Run the deck and write node voltages and column currents into the picture.")
  var run = false
  @Option(name: .shortAndLong, help: "Where to write; standard output if none.")
  var output: String?
  @Flag(help: "Print one JSON object.") var json = false

  mutating func validate() throws {
    if draw != nil, kind != .crossbar, kind != .subarray {
      throw ValidationError("--draw shows arrays: crossbar and subarray, not \(kind.rawValue)")
    }
    for (option, isGiven, isOf) in misplaced where isGiven && !isOf.contains(kind) {
      let kinds = isOf.map(\.rawValue).joined(separator: " and ")
      throw ValidationError(
        "--\(option) belongs to \(kinds), not to \(kind.rawValue); leave it out")
    }
    if run, draw == nil || kind != .crossbar {
      throw ValidationError("--run is for the picture of a crossbar: give --draw F.svg with it")
    }
  }

  /// Options that only some kinds heed: whether each was given, and of which kinds it is.
  private var misplaced: [(option: String, isGiven: Bool, kinds: [NetlistKind])] {
    let arrays: [NetlistKind] = [.crossbar, .subarray]
    return [
      ("rows", array.rows != nil, arrays), ("columns", array.columns != nil, arrays),
      ("cell", array.cell != nil, arrays), ("weights", array.weights != nil, arrays),
      ("inputs", array.inputs != nil, arrays),
      ("resistances", array.resistances != nil, [.crossbar]),
      ("stimulus", drive.stimulus != .dc, [.crossbar]),
      ("current", drive.current != nil, [.neuron]),
      ("threshold", drive.threshold != nil, [.neuron, .subarray]),
      ("leak", drive.leak != nil, [.neuron, .subarray]),
      ("reset", drive.reset != .hard, [.neuron, .subarray]),
      ("amplifier", drive.amplifier != .transistors, [.neuron, .subarray]),
      ("update", drive.update, [.synapse]),
    ]
  }

  func run() async throws {
    do {
      let start = ContinuousClock.now
      var report = try write()
      if let draw {
        let picture = try await picture()
        do {
          try picture.write(toFile: draw, atomically: true, encoding: .utf8)
        } catch {
          throw ValidationError(
            "the picture '\(draw)' cannot be written; check that its folder exists and is yours")
        }
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      report.seconds = seconds
      if json {
        print(try NetlistReport.text(of: report))
      } else {
        let place = output.map { " to \($0)" } ?? ""
        FileHandle.standardError.write(
          Data(
            "wrote \(report.elements) elements, \(report.nodes) nodes, \(report.bytes) bytes\(place)\n"
              .utf8))
      }
    } catch let error as ValidationError {
      throw error
    } catch {
      if json {
        print(try NetlistReport.text(of: NetlistReport.Failure("netlist", "\(error)")))
      } else {
        FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      }
      throw ExitCode(1)
    }
  }

  /// The command line that makes the deck, without where it goes: for its head.
  var remark: String {
    let words = CommandLine.arguments.dropFirst()
    var kept: [String] = []
    var skip = false
    for word in words {
      if skip {
        skip = false
      } else if ["-o", "--output", "--draw"].contains(word) {
        skip = true
      } else if word != "--json", word != "--run", !word.hasPrefix("--output="),
        !word.hasPrefix("--draw=")
      {
        kept.append(word)
      }
    }
    return "made by: larmor " + kept.joined(separator: " ")
  }

  private func write() throws -> NetlistReport {
    let library = try transistors.library()
    switch kind {
    case .crossbar:
      let design = try crossbar(library)
      let size = try write(crossbarDeck(design))
      return report(size, nodes: design.nodeCount)
    case .subarray:
      let design = try subarray(library)
      let size = try write(design.deck())
      return report(size, nodes: try design.circuit().nodeCount())
    default:
      let bench = try bench(library)
      var deck = bench.deck
      let nodes = try deck.source.nodeCount()
      deck.source.notes.insert(remark, at: 0)
      if style == .flat { deck.source = try deck.source.flattened() }
      if transistors.includeModels {
        deck.source.models = []
        deck.cards.insert(contentsOf: includes, at: 0)
      }
      return report(try write(deck), nodes: nodes)
    }
  }

  private func report(_ size: DeckSize, nodes: Int) -> NetlistReport {
    NetlistReport(
      kind: kind.rawValue, elements: size.elements, nodes: nodes, bytes: size.bytes, seconds: 0)
  }

  private func write(_ deck: Deck<some CircuitSource>) throws -> DeckSize {
    let writer = SpiceWriter(dialect: dialect)
    if let output { return try writer.write(deck, to: URL(fileURLWithPath: output)) }
    guard !json else { return try writer.write(deck) { _ in } }
    return try writer.write(deck) { FileHandle.standardOutput.write(Data($0)) }
  }

  /// The card that takes the place of inlined models.
  var includes: [Card] {
    if let models = transistors.models { return [".include '\(raw: models)'"] }
    let section = "\(transistors.flavour.rawValue)_\(transistors.corner.rawValue)"
    return [".lib 'models/larmor65.lib' \(raw: section)"]
  }
}

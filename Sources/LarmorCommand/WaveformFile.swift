import ComplexModule
import Foundation
import NumericFiles
import Simulation
import SpiceText

/// Writes plots as CSV, rawfile or NumPy archive.
struct WaveformFile {
  let plots: [Plot]
  let title: String

  /// Writes the plots and gives the names of the files: one, but for CSV, which holds one plot to a
  /// file. There the plot of most points gets the name, the others get it with their own added.
  func write(to path: String, as format: SimulateCommand.Format) throws -> [String] {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    switch format {
    case .csv: return try writeTables(to: path)
    case .raw: try rawfile.write(to: path, as: .binary)
    case .ascii: try rawfile.write(to: path, as: .ascii)
    case .npz: try archive.write(to: path, compressed: true)
    }
    return [path]
  }

  private func writeTables(to path: String) throws -> [String] {
    let main = plots.indices.max { plots[$0].points < plots[$1].points }
    var files: [String] = []
    for (index, plot) in plots.enumerated() {
      let stem = (path as NSString).deletingPathExtension
      let name = index == main ? path : "\(stem)-\(plot.name).csv"
      try Data(Self.table(plot).utf8).write(to: URL(fileURLWithPath: name), options: .atomic)
      files.append(name)
    }
    return files
  }

  /// A plot as CSV: a line of names, a line for each point. A complex waveform takes two columns.
  static func table(_ plot: Plot) -> String {
    var names: [String] = []
    var columns: [[Double]] = []
    for waveform in plot.waveforms {
      let isScale = VectorName.isScale(waveform.name)
      if waveform.isComplex, !isScale {
        names += ["re(\(waveform.name))", "im(\(waveform.name))"]
        columns += [waveform.values, waveform.complexValues.map(\.imaginary)]
      } else {
        names.append(waveform.name)
        columns.append(waveform.values)
      }
    }
    var text = names.map(quoted).joined(separator: ",") + "\n"
    for point in 0..<plot.points {
      let fields = columns.map { point < $0.count ? "\($0[point])" : "" }
      text += fields.joined(separator: ",") + "\n"
    }
    return text
  }

  private static func quoted(_ name: String) -> String {
    name.contains(",") || name.contains("\"")
      ? "\"" + name.replacing("\"", with: "\"\"") + "\"" : name
  }

  private var rawfile: Rawfile {
    Rawfile(
      plots.map { plot in
        let isComplex = plot.waveforms.contains(where: \.isComplex)
        return Rawfile.Plot(
          title: title, name: Self.analysisName(plot.kind), isComplex: isComplex,
          variables: plot.waveforms.map { waveform in
            Rawfile.Variable(
              name: waveform.name, kind: Self.variableKind(waveform), real: waveform.values,
              imaginary: isComplex ? waveform.complexValues.map(\.imaginary) : [])
          })
      })
  }

  private var archive: NumpyArchive {
    NumpyArchive(
      plots.flatMap { plot in
        plot.waveforms.map { waveform in
          let name = plots.count == 1 ? waveform.name : "\(plot.name).\(waveform.name)"
          guard waveform.isComplex else {
            return NumpyArchive.Entry(name, NumericArray(waveform.values))
          }
          let pairs = waveform.complexValues.flatMap { [$0.real, $0.imaginary] }
          return NumpyArchive.Entry(
            name, NumericArray(shape: [waveform.count, 2], values: pairs), as: .complex128)
        }
      })
  }

  /// The words that viewers recognise an analysis by.
  private static func analysisName(_ kind: AnalysisKind) -> String {
    switch kind {
    case .operatingPoint: "Operating Point"
    case .dcSweep: "DC transfer characteristic"
    case .transient: "Transient Analysis"
    case .ac: "AC Analysis"
    case .noise: "Noise Spectral Density Curves"
    case .transferFunction: "Transfer Function"
    default: kind.rawValue
    }
  }

  private static func variableKind(_ waveform: Waveform) -> String {
    switch waveform.unit {
    case "s": "time"
    case "Hz": "frequency"
    case "V": "voltage"
    case "A": "current"
    default: "notype"
    }
  }
}

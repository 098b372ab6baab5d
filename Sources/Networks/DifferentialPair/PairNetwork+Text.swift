public import Foundation
import NumericFiles

/// Why a network or data file in NIST's text format cannot be used.
public struct PairFileError: Error, Hashable, CustomStringConvertible {
  /// The file, the line where known, what is wrong and the remedy, as one sentence.
  public let description: String

  /// An error with its whole sentence.
  public init(_ description: String) { self.description = description }
}

extension PairNetwork {
  /// The numbers of the networks in a folder of NIST's format, `N_fc1_weight.txt` and its three
  /// companions, ascending.
  public static func numbers(in folder: URL) throws(PairFileError) -> [Int] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw PairFileError(
        "\(folder.path): the folder of networks cannot be read; name a folder that holds "
          + "files such as 0_fc1_weight.txt")
    }
    let numbers = names.compactMap { name -> Int? in
      let parts = name.split(separator: "_", maxSplits: 1)
      guard parts.count == 2, parts[0].allSatisfy({ $0.isASCII && $0.isNumber }),
        ["fc1_weight.txt", "fc2_weight.txt", "fc1_bias.txt", "fc2_bias.txt"].contains(parts[1])
      else { return nil }
      return Int(parts[0])
    }
    let unique = Set(numbers).sorted()
    guard !unique.isEmpty else {
      throw PairFileError(
        "\(folder.path): no network here; expected files such as 0_fc1_weight.txt, "
          + "0_fc1_bias.txt, 0_fc2_weight.txt and 0_fc2_bias.txt")
    }
    return unique
  }

  /// Reads network `number` from `folder`.
  ///
  /// `N_fcL_weight.txt` holds inputs x (2 * outputs) entries 0 or 1, columns interleaved b+, b-;
  /// `N_fcL_bias.txt` holds one number for each output.
  public init(number: Int, in folder: URL) throws(PairFileError) {
    var layers: [PairLayer] = []
    for index in 1...2 {
      let weightFile = folder.appending(path: "\(number)_fc\(index)_weight.txt")
      let biasFile = folder.appending(path: "\(number)_fc\(index)_bias.txt")
      let table = try NumberTable(contentsOf: weightFile)
      guard table.columns.isMultiple(of: 2) else {
        throw PairFileError(
          "\(weightFile.path): \(table.columns) columns; differential pairs need an even number, "
            + "b+ and b- side by side")
      }
      for (entry, value) in table.values.enumerated() where value != 0 && value != 1 {
        throw PairFileError(
          "\(weightFile.path), line \(entry / table.columns + 1): the entry "
            + "\(entry % table.columns + 1) is \(value); a stored bit is 0 or 1")
      }
      let bias = try NumberTable(contentsOf: biasFile)
      let outputs = table.columns / 2
      guard bias.values.count == outputs else {
        throw PairFileError(
          "\(biasFile.path): \(bias.values.count) biases for the \(outputs) outputs of "
            + "\(weightFile.lastPathComponent); give one for each column pair")
      }
      if let last = layers.last, last.outputs != table.rows {
        throw PairFileError(
          "\(weightFile.path): \(table.rows) rows, but the layer before has \(last.outputs) outputs"
        )
      }
      let pairs = stride(from: 0, to: table.values.count, by: 2)
      layers.append(
        PairLayer(
          inputs: table.rows, outputs: outputs, positive: pairs.map { table.values[$0] == 1 },
          negative: pairs.map { table.values[$0 + 1] == 1 }, bias: bias.values))
    }
    self.init(layers: layers)
  }

  /// The files of the network in NIST's format: name to text, for `init(number:in:)` to read back.
  public func files(number: Int) -> [(name: String, text: String)] {
    layers.enumerated().flatMap { index, layer in
      let rows = (0..<layer.inputs).map { input in
        (0..<layer.outputs).map { output in
          let entry = input * layer.outputs + output
          return "\(layer.positive[entry] ? 1 : 0) \(layer.negative[entry] ? 1 : 0)"
        }.joined(separator: " ")
      }
      return [
        ("\(number)_fc\(index + 1)_weight.txt", rows.joined(separator: "\n") + "\n"),
        (
          "\(number)_fc\(index + 1)_bias.txt",
          layer.bias.map { "\($0)" }.joined(separator: "\n") + "\n"
        ),
      ]
    }
  }
}

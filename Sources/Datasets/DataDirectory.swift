public import Foundation

/// Where data sets are looked for: `--data DIR`, then `$LARMOR_DATA`, then `../shared/data`.
///
/// Each of these is a folder with one subfolder per data set (`mnist/`, `cifar-10/`, `wine-nist/`,
/// `uci/`, …). Nothing is ever downloaded.
public struct DataDirectory: Sendable, Equatable {
  /// The folders, in the order they are searched.
  public let roots: [String]

  /// The search order of a command.
  ///
  /// - Parameters:
  ///   - option: the value of `--data`, which when given is the only place: a typing error there must
  ///     not silently fall back to other data.
  ///   - environment: where `LARMOR_DATA` is looked up.
  public init(
    option: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    if let option {
      roots = [option]
    } else if let variable = environment["LARMOR_DATA"], !variable.isEmpty {
      roots = [variable, "../shared/data"]
    } else {
      roots = ["../shared/data"]
    }
  }

  /// The first of `candidates` (paths below a root, such as `mnist/train-images-idx3-ubyte.gz`) that
  /// exists, root by root; nil when none does.
  public func find(_ candidates: [String]) -> String? {
    for root in roots {
      for candidate in candidates {
        let path = URL(fileURLWithPath: root).appendingPathComponent(candidate).path
        if FileManager.default.fileExists(atPath: path) { return path }
      }
    }
    return nil
  }

  /// As `find`, with an error that lists what was searched.
  ///
  /// - Parameters:
  ///   - dataset: its name, for the message.
  ///   - layout: what the folder must hold, for the message.
  public func resolve(
    _ candidates: [String], dataset: String, layout: String
  ) throws(DatasetError) -> String {
    if let path = find(candidates) { return path }
    let places = roots.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    throw DatasetError(
      .missing,
      """
      \(dataset): none of \(candidates.joined(separator: ", ")) found in \
      \(places.joined(separator: " or ")); expected \(layout). Name the folder that holds it with \
      --data DIR or LARMOR_DATA.
      """)
  }
}

package import Configurations
import Foundation
package import Spintronics

extension MTJDevice {
  /// The device with the population of the file that `measured` names; itself where it names none.
  ///
  /// - Throws: `CharacterizationError` for a file that cannot be read, and for its first bad cell.
  package func withMeasurements() throws(CharacterizationError) -> MTJDevice {
    guard let measured else { return self }
    guard let data = FileManager.default.contents(atPath: measured) else {
      throw CharacterizationError(
        .unusable, "the measured devices '\(measured)' cannot be read; check the path")
    }
    let text = String(decoding: data, as: UTF8.self)
    return drawn(from: try DeviceMeasurements(csv: text, name: measured).population)
  }

  /// Values out of range of a configuration's `device`, with the paths of their keys.
  package func configurationIssues() -> [ConfigurationIssue] {
    validate().map {
      ConfigurationIssue(
        path: ["device"] + $0.field.split(separator: ".").map(String.init),
        message: "device: \($0.sentence)")
    }
  }
}

extension KeyedDecodingContainer {
  /// The device at `key` with the population that it names, or `fallback` where the key is absent.
  package func device(_ key: Key, or fallback: MTJDevice) throws -> MTJDevice {
    let stated = try value(key, or: fallback)
    do {
      return try stated.withMeasurements()
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: error.description)
    }
  }
}

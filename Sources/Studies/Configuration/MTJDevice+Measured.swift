import Characterization
import Foundation
import Spintronics

extension MTJDevice {
  /// The device with the population of the file that `measured` names; itself where it names none.
  ///
  /// - Throws: `CharacterizationError` for a file that cannot be read, and for its first bad cell.
  func withMeasurements() throws(CharacterizationError) -> MTJDevice {
    guard let measured else { return self }
    guard let data = FileManager.default.contents(atPath: measured) else {
      throw CharacterizationError(
        .unusable, "the measured devices '\(measured)' cannot be read; check the path")
    }
    let text = String(decoding: data, as: UTF8.self)
    return drawn(from: try DeviceMeasurements(csv: text, name: measured).population)
  }
}

public import Cells
import Configurations
public import Quantities

/// The transistors of a bench: the project's own in some corners, or models from a file.
public struct TransistorChoice: Codable, Hashable, Sendable {
  public var flavour = TransistorProcess.Flavour.highPerformance
  /// The corners to go through; not for models from a file, which come as they are.
  public var corners: [TransistorProcess.Corner] = [.typical, .fast, .slow]
  /// A file of model cards, and the names of the two to take.
  public var models: String?
  public var nmos: String?
  public var pmos: String?
  /// Drawn gate length.
  public var length: Meters = 65e-9
  public var supply: Volts = 1.1
  /// Pelgrom's A_VT in mV um.
  public var mismatch = 3.5

  enum CodingKeys: String, CodingKey {
    case flavour, corners, models, nmos, pmos, length, supply, mismatch
  }

  public init() {}

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    flavour = try c.value(.flavour, or: flavour)
    corners = try c.value(.corners, or: corners)
    models = try c.decodeIfPresent(String.self, forKey: .models)
    nmos = try c.decodeIfPresent(String.self, forKey: .nmos)
    pmos = try c.decodeIfPresent(String.self, forKey: .pmos)
    length = try c.value(.length, or: length)
    supply = try c.value(.supply, or: supply)
    mismatch = try c.value(.mismatch, or: mismatch)
  }

  func issues() -> [ConfigurationIssue] {
    var list = IssueList()
    list.require(
      (models == nil) == (nmos == nil) && (models == nil) == (pmos == nil), "models",
      "models, nmos and pmos belong together; give all three or none")
    list.require(!corners.isEmpty, "corners", "corners is empty; give at least one of tt, ff, ss")
    list.positive(length.value, "length")
    list.positive(supply.value, "supply")
    list.require(
      mismatch >= 0 && mismatch.isFinite, "mismatch", "mismatch is \(mismatch); it is not negative")
    return list.issues
  }

  var pelgrom: PelgromMismatch { PelgromMismatch(millivoltMicrometers: mismatch) }

  /// A library for each corner.
  ///
  /// - Throws: `SpiceTextError` when the model file cannot be read or lacks a model.
  func libraries() throws -> [TransistorLibrary] {
    var found = corners.map { TransistorProcess(flavour, $0).library }
    if let models, let nmos, let pmos {
      found = [try TransistorLibrary(contentsOf: models, nmos: nmos, pmos: pmos)]
    }
    return found.map { library in
      var library = library
      library.length = length
      library.supply = supply
      return library
    }
  }
}

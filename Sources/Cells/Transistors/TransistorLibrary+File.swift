import Circuits
import Foundation
public import SpiceText

extension TransistorLibrary {
  /// The library of a user's own cards: the models `nmos` and `pmos` of the file at `path`.
  ///
  /// The cards are kept as they are, except that a BSIM4 version before 4.5, which ngspice refuses,
  /// becomes 4.7. Throws when the file cannot be read or lacks a model.
  public init(contentsOf path: String, nmos: String, pmos: String) throws(SpiceTextError) {
    let url = URL(fileURLWithPath: path)
    guard let data = try? Data(contentsOf: url) else {
      throw SpiceTextError(
        .notReadable, context: path, "the model file '\(path)' cannot be read; check its name")
    }
    let read = NetlistReader(
      library: String(decoding: data, as: UTF8.self), folder: url.deletingLastPathComponent())
    let models = read.deck.source.models
    func model(_ name: String, _ type: String) throws(SpiceTextError) -> Model {
      guard
        let model = models.first(where: {
          $0.name.text.lowercased() == name.lowercased() && $0.type.lowercased() == type
        })
      else {
        let known = models.map { "\($0.name) (\($0.type))" }.joined(separator: ", ")
        throw SpiceTextError(
          .invalidDeck, context: name,
          "'\(path)' has no \(type) model called '\(name)'; it has: \(known)")
      }
      return model
    }
    let pair = [try model(nmos, "nmos"), try model(pmos, "pmos")].map(Self.modernised)
    self.init(
      models: pair, nmos: pair[0].name, pmos: pair[1].name,
      description: "\(nmos) and \(pmos) of \(url.lastPathComponent)")
  }

  /// BSIM4 versions before 4.5 are not in ngspice, which then refuses the card: it gets 4.7.
  private static func modernised(_ model: Model) -> Model {
    var model = model
    for index in model.parameters.indices where model.parameters[index].name == "version" {
      if let version = model.parameters[index].value.number(), version < 4.5 {
        model.parameters[index].value = .number(4.7)
      }
    }
    return model
  }
}

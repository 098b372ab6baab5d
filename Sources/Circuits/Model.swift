/// A device model: what the devices that name it have in common.
public struct Model: Hashable, Sendable {
  /// The name that devices refer to.
  public var name: Label
  /// SPICE's type: `nmos`, `pmos`, `d`, `sw`.
  public var type: String
  /// The model's parameters, `level` among them.
  public var parameters: [Parameter]

  /// The model `name` of SPICE's `type`.
  public init(_ name: Label, type: String, _ parameters: [Parameter]) {
    self.name = name
    self.type = type
    self.parameters = parameters
  }
}

/// A circuit with ports, to be used by instances.
public struct Subcircuit: Hashable, Sendable {
  /// The name that instances refer to.
  public var name: Label
  /// The nets that an instance connects, in order.
  public var ports: [Net]
  /// Parameters with their defaults; an instance may set them anew.
  public var parameters: [Parameter]
  /// Devices and comments, in order.
  public var items: [Item]
  /// Models known only inside.
  public var models: [Model]

  /// The subcircuit `name` between `ports`.
  public init(
    _ name: Label, ports: [Net], parameters: [Parameter] = [], models: [Model] = [],
    _ items: [Item] = []
  ) {
    self.name = name
    self.ports = ports
    self.parameters = parameters
    self.models = models
    self.items = items
  }

  /// The devices without the comments.
  public var devices: [Device] { items.compactMap(\.device) }
}

/// A line of a circuit's body.
public enum Item: Hashable, Sendable {
  case device(Device)
  /// A remark for the reader, one line, without the leading asterisk.
  case comment(String)

  /// The device `name` of kind `element`.
  public static func device(_ name: Label, _ element: Element) -> Item {
    .device(Device(name, element))
  }

  /// The device, or nil for a comment.
  public var device: Device? { if case .device(let device) = self { device } else { nil } }
}

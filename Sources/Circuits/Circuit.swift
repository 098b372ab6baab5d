/// A circuit as a value: parameters, models, subcircuits, devices and initial voltages.
///
/// It holds no analysis and no text; `SpiceText` writes it, `validate()` lists what is wrong with it.
public struct Circuit: Hashable, Sendable {
  /// What the circuit is, in one line.
  public var title: String
  /// Remarks for the head of the netlist.
  public var notes: [String]
  /// Global parameters, in order of definition.
  public var parameters: [Parameter]
  /// Models known everywhere.
  public var models: [Model]
  /// Subcircuit definitions.
  public var subcircuits: [Subcircuit]
  /// Devices and comments of the top level, in order.
  public var items: [Item]
  /// Voltages that the operating point or the transient starts from.
  public var initialVoltages: [InitialVoltage]

  /// An empty circuit called `title`.
  public init(_ title: String) {
    self.title = title
    notes = []
    parameters = []
    models = []
    subcircuits = []
    items = []
    initialVoltages = []
  }

  /// The devices of the top level without the comments.
  public var devices: [Device] { items.compactMap(\.device) }

  /// A net and the voltage it starts from.
  public struct InitialVoltage: Hashable, Sendable {
    public var net: Net
    /// Volt.
    public var level: Value

    /// `net` starts at `level`.
    public init(_ net: Net, _ level: Value) {
      self.net = net
      self.level = level
    }
  }
}

import Configurations

/// A co-simulation of any trained network on arrays of a given size, as a YAML file states it.
///
/// Every key but `network.training` has a default; unknown keys are errors. The keys of `setup` stand
/// beside the others.
public struct MappedConfiguration: Codable, Sendable {
  public var name: String
  /// The seed of every random draw.
  public var seed: UInt64
  public var network: Network
  /// Junction, arrays, and what is done with them.
  public var setup: MappedSetup

  /// The trained network.
  public struct Network: Codable, Sendable {
    /// Its arrays, safetensors; without, it is trained from scratch. Relative to the configuration.
    public var file: String?
    /// The training configuration that says its data set, algorithm and architecture.
    public var training: String
  }

  enum CodingKeys: String, CodingKey { case name, seed, network }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    name = try c.value(.name, or: "unnamed")
    seed = try c.value(.seed, or: 1)
    network = try c.decode(Network.self, forKey: .network)
    setup = try MappedSetup(from: decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    try setup.encode(to: encoder)
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(name, forKey: .name)
    try c.encode(seed, forKey: .seed)
    try c.encode(network, forKey: .network)
  }
}

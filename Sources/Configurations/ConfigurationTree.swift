import Yams

/// A configuration as a tree of keys, lists and values, before any type gives it a meaning.
///
/// Serves what treats configurations alike whatever they configure, such as a campaign that sets one
/// field after another. Quoting is kept; comments are not.
public indirect enum ConfigurationTree: Hashable, Sendable {
  /// A number, text or truth value as it was written.
  case value(String, isQuoted: Bool = false)
  case list([ConfigurationTree])
  /// Keys in the order of the file.
  case keys([Entry])

  /// A key with what stands under it.
  public struct Entry: Hashable, Sendable {
    public var key: String
    public var tree: ConfigurationTree

    /// A key with what stands under it.
    public init(key: String, tree: ConfigurationTree) {
      self.key = key
      self.tree = tree
    }
  }

  /// The tree of a YAML text; `file` names it in errors.
  ///
  /// - Throws: `ConfigurationError` when the text is not YAML.
  public init(yaml: String, file: String) throws(ConfigurationError) {
    self.init(try ConfigurationFile.compose(yaml, file: file))
  }

  init(_ node: Node) {
    switch node {
    case .scalar(let scalar):
      self = .value(
        scalar.string, isQuoted: scalar.style == .singleQuoted || scalar.style == .doubleQuoted)
    case .sequence(let items): self = .list(items.map(ConfigurationTree.init))
    case .mapping(let pairs):
      self = .keys(pairs.map { Entry(key: $0.key.string ?? "", tree: ConfigurationTree($0.value)) })
    // The composer has put in place of every alias what it stands for.
    case .alias: self = .value("null")
    }
  }

  var node: Node {
    switch self {
    case .value(let text, let isQuoted):
      Node(text, Tag(.implicit), isQuoted ? .doubleQuoted : .any)
    case .list(let items): Node(items.map(\.node), Tag(.implicit), .flow)
    case .keys(let entries):
      Node(entries.map { (Node($0.key), $0.tree.node) }, Tag(.implicit), .block)
    }
  }
}

extension ConfigurationTree: Decodable {
  /// Any part of a configuration file decodes to its tree; other decoders have none to give.
  public init(from decoder: any Decoder) throws {
    guard let decoder = decoder as? NodeDecoder else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "only configuration files have a tree"))
    }
    self.init(decoder.node)
  }
}

import Yams

extension ConfigurationTree {
  /// The tree as YAML; the same tree gives the same bytes.
  public func formatted() throws(ConfigurationError) -> String {
    do {
      return try Yams.serialize(node: node, width: -1, allowUnicode: true)
    } catch {
      throw ConfigurationError(
        code: .syntax, file: "configuration",
        issues: [ConfigurationIssue(path: [], message: "it cannot be written as YAML: \(error)")])
    }
  }

  /// The tree in one line: a value as it was written, lists and keys in YAML's flow style.
  public var line: String {
    switch self {
    case .value(let text, _): text
    case .list(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
    case .keys(let entries):
      "{" + entries.map { "\($0.key): \($0.tree.line)" }.joined(separator: ", ") + "}"
    }
  }

  /// What stands under the keys of `path`, outermost first; nil where there is nothing.
  public subscript(path: [String]) -> ConfigurationTree? {
    guard let first = path.first else { return self }
    return child(first)?[Array(path.dropFirst())]
  }

  /// The tree with `tree` under the keys of `path`; keys that are missing are added.
  ///
  /// A whole number picks an item of a list.
  ///
  /// - Throws: `ConfigurationError` where the path leads through a value or past a list's end.
  public func setting(
    _ path: [String], to tree: ConfigurationTree
  ) throws(ConfigurationError) -> ConfigurationTree {
    guard let first = path.first else { return tree }
    let rest = Array(path.dropFirst())
    switch self {
    case .keys(var entries):
      if let place = entries.firstIndex(where: { $0.key == first }) {
        entries[place].tree = try entries[place].tree.setting(rest, to: tree)
      } else {
        let added = try ConfigurationTree.keys([]).setting(rest, to: tree)
        entries.append(Entry(key: first, tree: added))
      }
      return .keys(entries)
    case .list(var items):
      guard let index = Int(first), items.indices.contains(index) else {
        throw misplaced(first, "the list there has \(items.count) items, counted from 0")
      }
      items[index] = try items[index].setting(rest, to: tree)
      return .list(items)
    // A key with nothing behind it, as in an empty file.
    case .value(let text, false) where ["", "null", "~"].contains(text):
      return try ConfigurationTree.keys([]).setting(path, to: tree)
    case .value(let text, _):
      throw misplaced(first, "a value, '\(text)', stands there and has no keys")
    }
  }

  private func child(_ key: String) -> ConfigurationTree? {
    switch self {
    case .keys(let entries): entries.first { $0.key == key }?.tree
    case .list(let items):
      Int(key).flatMap { items.indices.contains($0) ? items[$0] : nil }
    case .value: nil
    }
  }

  private func misplaced(_ key: String, _ why: String) -> ConfigurationError {
    ConfigurationError(
      code: .invalid, file: "configuration",
      issues: [ConfigurationIssue(path: [key], message: "'\(key)' cannot be set: \(why)")])
  }
}

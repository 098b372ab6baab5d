import Foundation
import Yams

/// Reads YAML configurations strictly: an unknown key is an error that names the nearest known one,
/// a value of the wrong type is an error that names its line, and all issues are reported together.
public enum ConfigurationFile {
  /// The configuration in the file at `path`.
  public static func read<T: Decodable>(
    _ type: T.Type = T.self, at path: String
  ) throws(ConfigurationError) -> T {
    try decode(type, from: text(at: path), file: path)
  }

  /// The text of the file at `path`.
  public static func text(at path: String) throws(ConfigurationError) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ConfigurationError(
        code: .unreadable, file: path,
        issues: [
          ConfigurationIssue(
            path: [],
            message: "the configuration cannot be read (\(error.localizedDescription)); "
              + "check the path and its permissions")
        ])
    }
  }

  /// Whether the YAML file at `path` has a value at `keys`; false where it cannot be read.
  public static func holds(_ keys: [String], at path: String) -> Bool {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      var node = try? Yams.compose(yaml: text)
    else { return false }
    for key in keys {
      guard let next = node.mapping?[Node(key)] else { return false }
      node = next
    }
    return true
  }

  /// The configuration in `text`; `file` names it in errors.
  ///
  /// Types that conform to `ValidatedConfiguration` are validated as well.
  public static func decode<T: Decodable>(
    _ type: T.Type = T.self, from text: String, file: String
  ) throws(ConfigurationError) -> T {
    let root = try compose(text, file: file)
    let ledger = KeyLedger()
    let value: T
    do {
      value = try T(from: NodeDecoder(node: root, codingPath: [], ledger: ledger))
    } catch {
      let issue = describe(error, in: root)
      // A missing key is most often a misspelt one, so the misspelling is reported first.
      throw invalid(ledger.unknownKeys + [issue], file)
    }
    let issues =
      ledger.unknownKeys
      + ((value as? any ValidatedConfiguration)?.issues() ?? []).map { issue in
        ConfigurationIssue(
          path: issue.path, message: issue.message, line: line(of: issue.path, in: root))
      }
    guard issues.isEmpty else { throw invalid(issues, file) }
    return value
  }

  /// The nodes of a YAML text.
  static func compose(_ text: String, file: String) throws(ConfigurationError) -> Node {
    do {
      // An empty file is an empty mapping: every key has its default or is reported as missing.
      return try Yams.compose(yaml: text) ?? Node([(Node, Node)]())
    } catch {
      throw ConfigurationError(
        code: .syntax, file: file,
        issues: [
          ConfigurationIssue(path: [], message: "this is not YAML: \(error)", line: line(of: error))
        ])
    }
  }

  private static func invalid(_ issues: [ConfigurationIssue], _ file: String) -> ConfigurationError
  {
    ConfigurationError(code: .invalid, file: file, issues: issues)
  }

  private static func describe(_ error: any Error, in root: Node) -> ConfigurationIssue {
    guard let error = error as? DecodingError else {
      return ConfigurationIssue(path: [], message: "\(error)")
    }
    switch error {
    case .keyNotFound(let key, let context):
      let place = context.codingPath.map(\.stringValue)
      let inside = place.isEmpty ? "" : " in '\(place.joined(separator: "."))'"
      return ConfigurationIssue(
        path: place, message: "the key '\(key.stringValue)' is missing\(inside); add it",
        line: line(of: place, in: root))
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      let place = context.codingPath.map(\.stringValue)
      return ConfigurationIssue(
        path: place, message: "'\(place.joined(separator: "."))': \(context.debugDescription)",
        line: line(of: place, in: root))
    @unknown default:
      return ConfigurationIssue(path: [], message: "\(error)")
    }
  }

  private static func line(of path: [String], in root: Node) -> Int? {
    var node = root
    for key in path {
      if let index = Int(key), let items = node.sequence, items.indices.contains(index) {
        node = items[index]
      } else if let next = node.mapping?[Node(key)] {
        node = next
      } else {
        break
      }
    }
    return node.mark?.line
  }

  private static func line(of error: any Error) -> Int? {
    switch error as? YamlError {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    default: nil
    }
  }
}

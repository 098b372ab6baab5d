/// What one decoding asked for and what it found, so that keys nobody asked for can be named.
///
/// Lives for one call of `ConfigurationFile.decode`, on one thread.
final class KeyLedger {
  private struct Entry {
    let path: [String]
    let present: [(key: String, line: Int?)]
    var isKnown: (String) -> Bool
    var requested: Set<String> = []
  }

  private var entries: [Entry] = []

  /// Notes a mapping that is about to be decoded; the result identifies it in `request`.
  func open(
    path: [String], present: [(key: String, line: Int?)], isKnown: @escaping (String) -> Bool
  ) -> Int {
    // Decoders that try one form after another open the same mapping more than once.
    if let old = entries.firstIndex(where: { $0.path == path }) {
      let before = entries[old].isKnown
      entries[old].isKnown = { before($0) || isKnown($0) }
      return old
    }
    entries.append(Entry(path: path, present: present, isKnown: isKnown))
    return entries.count - 1
  }

  /// Notes that the decoded type knows `key`.
  func request(_ key: String, in entry: Int) { entries[entry].requested.insert(key) }

  /// An issue for each key that the decoded types do not have.
  var unknownKeys: [ConfigurationIssue] {
    entries.flatMap { entry in
      entry.present.filter { !entry.isKnown($0.key) }.map { found in
        let remedy =
          nearest(to: found.key, among: entry.requested).map { "did you mean '\($0)'?" }
          ?? "known keys are \(entry.requested.sorted().joined(separator: ", "))"
        return ConfigurationIssue(
          path: entry.path + [found.key], message: "unknown key '\(found.key)'; \(remedy)",
          line: found.line)
      }
    }
  }
}

/// The candidate that `word` most likely meant: the least edit distance (insert, delete, replace,
/// swap neighbours), or nil when nothing is near; equal distances resolve alphabetically.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(2, word.count / 3)
  return candidates.sorted().map { ($0, editDistance(word, $0)) }
    .filter { $0.1 <= limit }
    .min { $0.1 < $1.1 }?.0
}

private func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.lowercased())
  let b = Array(b.lowercased())
  var rows = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var best = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, rows[i - 1][j - 1] + 1)
      }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}

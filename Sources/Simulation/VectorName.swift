/// One spelling for the names under which simulators and people know a quantity.
///
/// `V(Out)`, `v(out)` and `out` are one node voltage; `i(v1)` and `v1#branch` one branch current.
public enum VectorName {
  /// The spelling used throughout: lower case, `v(node)`, `i(device)`, no blanks.
  public static func canonical(_ name: some StringProtocol) -> String {
    // Most names come in this spelling already.
    if name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !(0x41...0x5a).contains($0) && $0 != 0x23 })
    {
      return String(name)
    }
    let lower = name.lowercased().filter { !$0.isWhitespace }
    if lower.hasSuffix("#branch") { return "i(\(lower.dropLast(7)))" }
    return lower
  }

  /// Whether a canonical name is that of a plot's scale: time, frequency, or a swept value.
  public static func isScale(_ name: String) -> Bool {
    name == "time" || name == "frequency" || name.hasSuffix("-sweep")
  }

  /// Spellings under which `name` may stand, the likeliest first.
  static func candidates(_ name: String) -> [String] {
    let exact = canonical(name)
    if exact.hasPrefix("v("), exact.hasSuffix(")") {
      return [exact, String(exact.dropFirst(2).dropLast())]
    }
    return exact.contains("(") || exact.hasPrefix("@") ? [exact] : [exact, "v(\(exact))"]
  }
}

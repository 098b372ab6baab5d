public import Circuits
public import Foundation

/// Reads netlists of the common subset into circuits, and lists what is wrong with them.
///
/// Understands R C L V I B E G M D S X devices, `.subckt .param .model .include .lib .ic .save .print
/// .measure .options .temp .op .dc .tran .ac .end`, continuations, remarks and formulas. Other devices
/// and cards that ngspice knows are kept as they are. Nothing in a netlist makes reading fail: faults
/// come back as issues.
///
/// It judges syntax and structure, not whether the circuit converges.
public struct NetlistReader {
  /// What was read.
  public var deck: Deck<Circuit>
  /// Everything wrong, by line.
  public var issues: [NetlistIssue]

  var lines: [String: Int] = [:]
  /// Nets that devices of other kinds, kept as they are, connect.
  var opaqueNets: Set<String> = []
  var scopes: [OpenSubcircuit] = []
  var file: String?
  var folder: URL?
  var depth = 0
  var sawEnd = false
  var isControl = false
  var isHead = true

  /// A definition whose `.ends` has not come yet.
  struct OpenSubcircuit {
    var subcircuit: Subcircuit
    var line: Int
  }

  /// Files may include files this deep.
  static let deepest = 16

  /// Reads `text`, whose first line is the title.
  ///
  /// - Parameter folder: where included files are looked for; none are where nil.
  public init(_ text: String, folder: URL? = nil) {
    deck = Deck(Circuit(""))
    issues = []
    self.folder = folder
    var body = text[...]
    let title = body.prefix { !$0.isNewline }
    body = body.dropFirst(title.count)
    deck.source.title = Self.title(String(title))
    // The title keeps its line, so that the numbers of the others stay right.
    read(lines: LogicalLine.split("*\n" + String(body.dropFirst())).dropFirst().map { $0 })
    finish()
  }

  /// Reads the file at `url`.
  public init(contentsOf url: URL) throws(SpiceTextError) {
    guard let data = try? Data(contentsOf: url) else {
      throw SpiceTextError(
        .notReadable, context: url.path,
        "the file '\(url.path)' cannot be read; check its name and rights")
    }
    self.init(
      String(decoding: data, as: UTF8.self), folder: url.deletingLastPathComponent())
  }

  /// Reads a file of definitions, which has no title: model cards, a library.
  public init(library text: String, folder: URL? = nil) {
    deck = Deck(Circuit("library"))
    issues = []
    self.folder = folder
    isHead = false
    read(lines: LogicalLine.split(text))
    close()
  }

  private static func title(_ line: String) -> String {
    var text = line[...]
    if text.hasPrefix("*") { text = text.dropFirst() }
    if text.hasPrefix(" ") { text = text.dropFirst() }
    return String(text)
  }

  mutating func read(lines logical: [LogicalLine]) {
    for line in logical where !sawEnd { read(line) }
  }

  private mutating func read(_ line: LogicalLine) {
    if line.isComment { return addComment(line.text) }
    isHead = false
    let word = line.text.prefix { !$0.isWhitespace }.lowercased()
    if isControl {
      deck.cards.append(Card(stringLiteral: line.text))
      if word == ".endc" { isControl = false }
      return
    }
    if line.text.hasPrefix(".") { return readCard(line, word) }
    readDevice(line)
  }

  private mutating func addComment(_ text: String) {
    if isHead {
      deck.source.notes.append(text)
    } else if depth > 0 {
      return
    } else if scopes.isEmpty {
      deck.source.items.append(.comment(text))
    } else {
      scopes[scopes.count - 1].subcircuit.items.append(.comment(text))
    }
  }

  mutating func report(
    _ code: CircuitIssue.Code, _ severity: CircuitIssue.Severity = .error, at line: Int,
    subject: String, _ message: String, remedy: String
  ) {
    issues.append(
      NetlistIssue(
        file: file, line: line,
        CircuitIssue(
          code, severity, scope: scopes.last?.subcircuit.name.text, subject: subject, message,
          remedy: remedy)))
  }

  private mutating func close() {
    while let open = scopes.popLast() {
      report(
        .syntax, at: open.line, subject: open.subcircuit.name.text,
        "the subcircuit '\(open.subcircuit.name)' has no .ends",
        remedy: "close it with .ends \(open.subcircuit.name)")
      deck.source.subcircuits.append(open.subcircuit)
    }
  }

  private mutating func finish() {
    close()
    if !sawEnd {
      issues.append(
        NetlistIssue(
          line: 1,
          CircuitIssue(
            .missingEnd, subject: ".end", "the netlist has no .end: a simulator loads nothing",
            remedy: "add .end as the last line")))
    }
    for issue in deck.source.validate() {
      if issue.code == .floatingNet, opaqueNets.contains(issue.subject) { continue }
      if issue.code == .emptyCircuit || issue.code == .noGround, !opaqueNets.isEmpty { continue }
      let key = "\(issue.scope ?? "")/\(issue.subject)".lowercased()
      issues.append(NetlistIssue(line: lines[key] ?? 1, issue))
    }
    checkControls()
    issues.sort { ($0.file ?? "", $0.line) < ($1.file ?? "", $1.line) }
  }

  /// Swept sources that are not there.
  private mutating func checkControls() {
    let names = Set(deck.source.devices.map { $0.name.text.lowercased() })
    for case .sweep(let inner, let outer) in deck.analyses {
      for sweep in [inner] + (outer.map { [$0] } ?? [])
      where !names.contains(sweep.source.text.lowercased()) {
        issues.append(
          NetlistIssue(
            line: lines[Self.sweepKey(sweep.source.text)] ?? 1,
            CircuitIssue(
              .unknownControl, subject: sweep.source.text,
              ".dc sweeps '\(sweep.source)', which is not there",
              remedy: "name a source of the top level")))
      }
    }
  }
}

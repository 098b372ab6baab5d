import Circuits
import Quantities

/// Netlist text in the making: bytes, with a verb for each thing that may stand in a card.
///
/// There is no verb for a `String`: what reaches a card is a name, a number, a formula or a keyword.
struct CardBuffer {
  private(set) var bytes: [UInt8] = []
  private(set) var dialect: Dialect
  private var lastNumber = Double.nan
  private var lastText: [UInt8] = []

  init(dialect: Dialect) {
    self.dialect = dialect
    bytes.reserveCapacity(1 << 20)
  }

  /// Forgets the text and keeps its memory.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  @inline(__always) mutating func blank() { bytes.append(32) }
  @inline(__always) mutating func newline() { bytes.append(10) }

  /// A keyword or sign that the source code spells out.
  @inline(__always) mutating func put(_ keyword: StaticString) {
    keyword.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  @inline(__always) mutating func write(_ name: Label) { name.write(to: &bytes) }
  @inline(__always) mutating func write(_ net: Net) { net.label.write(to: &bytes) }

  mutating func write(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  /// The shortest spelling that reads back as the same number.
  mutating func write(_ number: Double) {
    // Arrays repeat the same few values; the last one is kept spelled out.
    if number.bitPattern != lastNumber.bitPattern {
      lastNumber = number
      lastText.removeAll(keepingCapacity: true)
      lastText.append(contentsOf: SpiceNumber.format(number).utf8)
    }
    bytes.append(contentsOf: lastText)
  }

  /// Text from elsewhere that is known to be one line of netlist.
  mutating func write(raw text: String) { bytes.append(contentsOf: text.utf8) }

  /// A remark, cut into lines.
  mutating func write(comment: String) {
    for line in comment.split(separator: "\n", omittingEmptySubsequences: false) {
      put("*")
      if !line.isEmpty {
        blank()
        bytes.append(contentsOf: line.utf8)
      }
      newline()
    }
  }
}

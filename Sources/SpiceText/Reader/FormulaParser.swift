import Circuits
import Quantities

/// Reads a formula of a netlist into a tree, by precedence.
struct FormulaParser {
  private let characters: [Character]
  private var position = 0

  private init(_ text: String) { characters = Array(text) }

  /// The formula in `text`, or nil when it is not one.
  static func parse(_ text: String) -> Formula? {
    var parser = FormulaParser(text)
    guard let expression = parser.choice() else { return nil }
    parser.skipBlanks()
    return parser.position == parser.characters.count ? expression : nil
  }

  private mutating func skipBlanks() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    skipBlanks()
    let end = position + text.count
    guard end <= characters.count, String(characters[position..<end]) == text else { return false }
    position = end
    return true
  }

  private mutating func choice() -> Formula? {
    guard let condition = binary(1) else { return nil }
    guard take("?") else { return condition }
    guard let then = choice(), take(":"), let otherwise = choice() else { return nil }
    return .choice(condition, then, otherwise)
  }

  /// Longer signs first, so that `**` is not taken for `*`.
  private static let signs: [(String, Formula.Operator)] = [
    ("**", .power), ("^", .power), ("<=", .lessOrEqual), (">=", .greaterOrEqual),
    ("==", .equal), ("!=", .notEqual), ("&&", .and), ("||", .or), ("<", .less), (">", .greater),
    ("+", .add), ("-", .subtract), ("*", .multiply), ("/", .divide),
  ]

  private mutating func binary(_ least: Int) -> Formula? {
    guard var left = unary() else { return nil }
    while true {
      let start = position
      guard let op = sign(), op.precedence >= least else {
        position = start
        return left
      }
      // A power joins from the right in ngspice's reader and from the left in others; the writer
      // always puts brackets, so either reading gives the same tree.
      guard let right = binary(op.precedence + 1) else { return nil }
      left = .binary(op, left, right)
    }
  }

  private mutating func sign() -> Formula.Operator? {
    for (text, op) in Self.signs where take(text) { return op }
    return nil
  }

  private mutating func unary() -> Formula? {
    if take("-") {
      guard let operand = binary(7) else { return nil }
      if case .number(let value) = operand { return .number(-value) }
      return .negated(operand)
    }
    if take("+") { return unary() }
    return primary()
  }

  private mutating func primary() -> Formula? {
    skipBlanks()
    guard position < characters.count else { return nil }
    if take("(") { return bracketed(")") }
    if take("{") { return bracketed("}") }
    let first = characters[position]
    if first.isNumber || first == "." { return number() }
    guard first.isLetter || first == "_" else { return nil }
    let name = word()
    skipBlanks()
    guard position < characters.count, characters[position] == "(" else {
      return name.lowercased() == "time" ? .time : .parameter(name)
    }
    position += 1
    if ["v", "i"].contains(name.lowercased()) { return probe(name.lowercased()) }
    var arguments: [Formula] = []
    if take(")") { return .call(name, []) }
    repeat {
      guard let argument = choice() else { return nil }
      arguments.append(argument)
    } while take(",")
    return take(")") ? .call(name, arguments) : nil
  }

  private mutating func bracketed(_ close: String) -> Formula? {
    guard let inner = choice(), take(close) else { return nil }
    return inner
  }

  private mutating func word() -> String {
    let start = position
    while position < characters.count,
      characters[position].isLetter || characters[position].isNumber
        || "_.#$".contains(characters[position])
    {
      position += 1
    }
    return String(characters[start..<position])
  }

  private mutating func number() -> Formula? {
    let start = position
    while position < characters.count {
      let c = characters[position]
      let isExponentSign =
        (c == "+" || c == "-") && position > start
        && "eE".contains(characters[position - 1])
      guard c.isNumber || c.isLetter || c == "." || isExponentSign else { break }
      position += 1
    }
    return SpiceNumber.parse(String(characters[start..<position])).map { .number($0) }
  }

  /// v(a), v(a,b) or i(v1), past the bracket.
  private mutating func probe(_ kind: String) -> Formula? {
    let start = position
    while position < characters.count, characters[position] != ")" { position += 1 }
    guard position < characters.count else { return nil }
    let names = String(characters[start..<position]).split(whereSeparator: {
      $0 == "," || $0 == " "
    })
    position += 1
    if kind == "i" { return names.count == 1 ? .current(Label(String(names[0]))) : nil }
    guard let first = names.first, names.count <= 2 else { return nil }
    return .voltage(
      Net(Label(String(first))), names.count == 2 ? Net(Label(String(names[1]))) : nil)
  }
}

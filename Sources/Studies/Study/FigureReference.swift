/// A figure of another measurement of the study, written `ID/FIGURE`.
public struct FigureReference: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The measurement's id and the figure's name.
  public let measurement: String
  public let figure: String

  public var description: String { "\(measurement)/\(figure)" }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let slash = text.firstIndex(of: "/") else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "'\(text)' names no figure; write the measurement's id, a slash, and the "
          + "figure, such as 'clean/accuracy'")
    }
    measurement = String(text[..<slash])
    figure = String(text[text.index(after: slash)...])
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

import Configurations
import Testing

private struct Wires: Codable, Equatable {
  var resistance: Double
  var label: String?
}

private struct Sample: Codable, Equatable, ValidatedConfiguration {
  var rows: Int
  var seed: UInt64
  var spread: [Double]?
  var wires: Wires

  func issues() -> [ConfigurationIssue] {
    rows > 0
      ? [] : [ConfigurationIssue(path: ["rows"], message: "rows must be at least 1, not \(rows)")]
  }
}

@Suite("Strict YAML configurations")
struct ConfigurationsTests {
  @Test("values, nested keys, lists and whole numbers in exponent form are read")
  func reads() throws {
    let text = "rows: 1e1\nseed: 7\nspread: [1e-1, .5]\nwires:\n  resistance: 2.5\n"
    let sample = try ConfigurationFile.decode(Sample.self, from: text, file: "a.yaml")
    #expect(
      sample == Sample(rows: 10, seed: 7, spread: [0.1, 0.5], wires: Wires(resistance: 2.5)))
  }

  @Test(
    "each mistake is a sentence with file, line and remedy",
    arguments: [
      (
        "rowz: 3\nseed: 1\nwires: {resistance: 1}\n",
        "a.yaml:1: unknown key 'rowz'; did you mean 'rows'?"
      ),
      (
        "rows: 3\nseed: 1\nwires:\n  resistence: 1\n",
        "a.yaml:4: unknown key 'resistence'; did you mean 'resistance'?"
      ),
      ("rows: three\nseed: 1\n", "a.yaml:1: 'rows': expected a whole number, found 'three'"),
      ("rows: 2.5\nseed: 1\n", "a.yaml:1: 'rows': expected a whole number, found '2.5'"),
      ("rows: 2\nseed: -1\n", "a.yaml:2: 'seed': expected a whole number, 0 or more, found '-1'"),
      ("rows: 2\nseed: 1\n", "a.yaml:1: the key 'wires' is missing; add it"),
      ("rows: 0\nseed: 1\nwires: {resistance: 1}\n", "a.yaml:1: rows must be at least 1, not 0"),
      ("rows: [1\n", "a.yaml:2: this is not YAML"),
      ("- 1\n", "a.yaml:1: '': expected keys and values, found a list"),
    ])
  func names(_ text: String, _ sentence: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationFile.decode(Sample.self, from: text, file: "a.yaml")
    }
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }

  @Test("a file that is not there is named")
  func absent() {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationFile.read(Sample.self, at: "/nowhere/at all.yaml")
    }
    #expect(error?.code == .unreadable)
  }
}

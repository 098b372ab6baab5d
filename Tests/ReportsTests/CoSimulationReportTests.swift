import Characterization
import CoSimulation
import Foundation
import Reports
import Testing

@Suite("The report of a co-simulation")
struct CoSimulationReportTests {
  static func page(_ text: ResultText = ResultText()) throws -> String {
    CoSimulationReport(try text.decode()).html()
  }

  static func read(_ text: ResultText = ResultText()) throws -> PageReader {
    try #require(PageReader(page(text)), "the page is not well-formed")
  }

  @Test("holds every section, reachable from the navigation")
  func sections() throws {
    let page = try Self.read()
    let identifiers = page.all("section").compactMap { $0.attributes["id"] }
    let links = page.all("a").compactMap { $0.attributes["href"] }
    #expect(identifiers.count == 9)
    #expect(links == identifiers.map { "#\($0)" })
    #expect(page.all("table", class: "confusion").count == 4)
    #expect(page.all("figure", class: "map").count == 4)
    #expect(page.all("button", class: "toggle").count == 3)
  }

  @Test("says what the result says")
  func numbers() throws {
    let page = try Self.page()
    for text in [
      "96.0 %", "320 fJ (288 to 352 fJ)", "300 TOPS/W", "600 TOPS/W", "8f12e05a39b036b3",
      "ngspice 39", "larmor cosimulate a.yaml --seed 7 -o RUN --report",
    ] { #expect(page.contains(text), "\(text) is missing") }
  }

  @Test("the same result gives the same bytes")
  func determinism() throws {
    #expect(try Self.page() == Self.page())
  }

  @Test("asks for nothing from outside")
  func selfContained() throws {
    let text = try Self.page()
    for address in ["http:", "https:", "//cdn", "url(", "@import"] {
      #expect(!text.contains(address), "\(address) occurs")
    }
    let page = try Self.read()
    for element in page.elements {
      #expect(element.attributes["src"] == nil, "\(element.name) has a source")
      let link = element.attributes["href"] ?? "#"
      #expect(link.hasPrefix("#"), "\(element.name) leads to \(link)")
    }
  }

  @Test(
    "shows hostile names as text",
    arguments: [
      #"</script><script>alert(1)</script>"#, #"<img src=x onerror=alert(1)>"#,
      #"\" onfocus=\"alert(1)"#, "a & b < c ' d ]]>", #"\u0000\u0007\uFFFE"#,
    ])
  func hostile(_ name: String) throws {
    let plain = try Self.read()
    var text = ResultText()
    text.name = name
    text.configuration = name
    text.fidelities[3] = name
    text.traces[0] = (name, name)
    let page = try Self.read(text)
    #expect(page.all("script").count == plain.all("script").count)
    #expect(page.all("img").isEmpty)
    #expect(page.elements.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
    let shown = try text.decode().name.unicodeScalars.map {
      $0.value < 0x20 || $0.value == 0xFFFE ? "\u{FFFD}" : String($0)
    }.joined()
    #expect(page.all("h1").first?.text == shown)
  }

  @Test("colours only with classes that the style sheet defines")
  func colours() throws {
    var text = ResultText()
    text.traces = (0..<30).map { ("i(sense\($0))", "A") }
    let page = try Self.read(text)
    let sheet = page.all("style").map(\.text).joined()
    let used = page.all("path").compactMap { $0.attributes["class"] }
      .flatMap { $0.split(separator: " ") }
    #expect(used.contains("s7"))
    for name in Set(used) { #expect(sheet.contains(".\(name)"), "no rule for .\(name)") }
  }

  @Test("draws a drive only as far as its inputs can sum up to")
  func drives() throws {
    let slices = CharacteristicSlice.slices(of: try ResultText().decode().characteristic)
    #expect(slices.map(\.drive) == [2, 4, 6, 8])
    #expect(slices.map { $0.sums.first } == [-2, -4, -4, -4])
    #expect(slices.map { $0.sums.last } == [2, 4, 4, 4])
    // The table is the line s (1 - d / 80), which linear interpolation returns.
    for slice in slices {
      for (s, y) in zip(slice.sums, slice.mean) {
        #expect(abs(y - s * (1 - slice.drive / 80)) < Self.rounding)
      }
    }
  }

  @Test("counts the voltage that a cell lacks along its source's sign")
  func drop() throws {
    let page = try Self.read()
    let map = try #require(
      page.all("figure", class: "map").first { $0.attributes["data-title"] == "IR drop" })
    let values =
      map.attributes["data-values"]?.split(separator: " ").compactMap { Double($0) } ?? []
    #expect(values.count == 4 * 6)
    // Source -50 mV, cell -48 mV less the bit line's 0 or 0.5 mV: 2 mV and 1.5 mV are lost.
    #expect(abs((values.first ?? 0) - 2) < Self.written)
    #expect(abs((values.dropFirst().first ?? 0) - 1.5) < Self.written)
    // Source 50 mV, cell 48 mV less 0.5 mV: 2.5 mV.
    #expect(abs((values.dropFirst(13).first ?? 0) - 2.5) < Self.written)
  }

  /// A few roundings of values of order 1.
  static let rounding = 1e-12
  /// Four significant digits of a few millivolt.
  static let written = 1e-3
}

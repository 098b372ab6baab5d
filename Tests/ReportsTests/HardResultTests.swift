import Characterization
import CoSimulation
import Foundation
import Reports
import Testing

/// Results that lack what a page would like to show.
@Suite("The report of an incomplete co-simulation")
struct HardResultTests {
  static func page(_ change: (inout ResultText) -> Void) throws -> PageReader {
    var text = ResultText()
    change(&text)
    return try CoSimulationReportTests.read(text)
  }

  @Test("leaves out fidelities that were not evaluated", arguments: 0...3)
  func fidelities(_ count: Int) throws {
    let page = try Self.page { $0.fidelities = Array($0.fidelities.prefix(count)) }
    #expect(page.all("table", class: "confusion").count == count)
    let lead = page.all("p", class: "lead").first?.text ?? ""
    #expect(count > 0 || lead == "No fidelity was evaluated.")
  }

  @Test("says so where an interval has no end", arguments: ["[null, null]", "[0.9, null]"])
  func infinite(_ interval: String) throws {
    let page = try Self.page { $0.interval = interval }
    let said = interval == "[null, null]" ? "not estimable from one value" : "at least 90.0 %"
    #expect(page.all("td").contains { $0.text == said })
    for path in page.all("path").compactMap({ $0.attributes["d"] }) {
      #expect(!path.contains("inf") && !path.contains("nan"), "\(path) is no path")
    }
  }

  @Test("says so where no read was kept")
  func waveform() throws {
    for change in [{ $0.samples = 0 }, { $0.traces = [] }] as [(inout ResultText) -> Void] {
      let page = try Self.page(change)
      #expect(page.all("figure", class: "waveform").isEmpty)
      #expect(page.all("p").contains { $0.text == "No read transient was kept." })
    }
  }

  @Test("says so where there is no array")
  func array() throws {
    let page = try Self.page { $0.rows = 0 }
    #expect(page.all("figure", class: "map").isEmpty)
    #expect(page.all("p").contains { $0.text.contains("empty or differ in shape") })
  }

  @Test("draws a single turn, none, and an array of one cell")
  func few() throws {
    for turns in 0...1 {
      let page = try Self.page { $0.turns = turns }
      #expect(page.all("h3").count { $0.text == "Accuracy by turn" } == turns)
    }
    let page = try Self.page {
      $0.rows = 1
      $0.columns = 1
    }
    #expect(page.all("figure", class: "map").count == 4)
  }

  @Test("draws characteristics whose tables do not fit their axes not at all")
  func ragged() throws {
    var result = try ResultText().decode()
    result.characteristic.mean.removeLast()
    let page = try #require(PageReader(CoSimulationReport(result).html()))
    #expect(page.all("p").contains { $0.text.contains("do not fit") })
  }

  @Test("keeps a large array's maps as paths, one for each colour")
  func large() throws {
    let page = try Self.page {
      $0.rows = 128
      $0.columns = 128
    }
    #expect(page.all("figure", class: "map").count == 4)
    #expect(page.all("path").count < 3000)
  }
}

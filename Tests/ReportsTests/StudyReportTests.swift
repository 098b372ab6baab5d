import Foundation
import Randomness
import Reports
import Studies
import Testing

@Suite("The report of a study")
struct StudyReportTests {
  static let result = """
    {"schema": "larmor.study/1", "study": "mine", "title": "A <b>title</b>", "source": "nobody",
     "seed": 3, "quick": true, "version": "0", "skipped": ["cifar-10: not there"],
     "configuration": "name: mine", "extra": {"key": [1, null, true]},
     "rows": [
       {"quantity": "accuracy", "published": 0.9, "ours": 0.945, "interval": [0.93, 0.96],
        "unit": "1", "note": "of 1000"},
       {"quantity": "energy", "ours": 2e-13, "unit": "J", "note": ""}],
     "measurements": [{"id": "write", "kind": "switching", "figures": [], "curves": [
       {"title": "rates", "x": {"name": "energy", "unit": "J", "isLogarithmic": false},
        "y": {"name": "rate", "unit": "1", "isLogarithmic": true},
        "series": [{"name": "lot", "points": [{"x": 1e-13, "y": 0.1, "interval": [0, 0.2]},
          {"x": 2e-13, "y": 1e-7}, {"x": 3e-13, "y": 0}]}]}]}]}
    """

  static func page() throws -> String {
    StudyReport(try JSONDecoder().decode(StudyResult.self, from: Data(result.utf8))).html()
  }

  @Test("is well-formed and says what the result says")
  func content() throws {
    let text = try Self.page()
    let page = try #require(PageReader(text), "the page is not well-formed")
    #expect(page.all("section").count == 4)
    #expect(page.all("svg", class: "chart").count == 2)
    for sentence in [
      "A &lt;b&gt;title&lt;/b&gt;", "0.945", "200 fJ", "not given", "cifar-10: not there", "1e-7",
      "larmor study mine --seed 3 --quick -o RUN",
    ] { #expect(text.contains(sentence), "\(sentence) is missing") }
    #expect(try Self.page() == text)
  }
}

import Foundation
import Reports
import Testing

@Suite("The report in a browser")
struct BrowserTests {
  static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Longer than any start of a browser; a page that hangs fails instead of holding up the suite.
  static let patience = "60"

  /// Opens a page and gives the document after its scripts ran, and what the browser logged.
  static func open(_ page: String) throws -> (document: String, log: String) {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "report.html")
    try Data(page.utf8).write(to: file)
    let (document, log) = (folder.appending(path: "out"), folder.appending(path: "log"))
    for url in [document, log] { try Data().write(to: url) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = [
      patience, browser ?? "", "--headless", "--no-sandbox", "--disable-gpu",
      "--enable-logging=stderr", "--user-data-dir=\(folder.path)/profile", "--dump-dom",
      file.absoluteString,
    ]
    process.standardOutput = try FileHandle(forWritingTo: document)
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    process.waitUntilExit()
    return (
      String(decoding: try Data(contentsOf: document), as: UTF8.self),
      String(decoding: try Data(contentsOf: log), as: UTF8.self)
    )
  }

  @Test(
    "opens without a message, and its scripts come to their ends",
    .enabled(if: browser != nil, "no Chromium is installed, so no browser opened the page"))
  func opens() throws {
    // The page's own events stand for a user's: zoom, hide a trace, walk over a map.
    let probe = """
      <script>
      const chart = document.querySelector("figure.waveform svg.chart");
      const before = chart.querySelector(".line").getAttribute("d");
      chart.dispatchEvent(new KeyboardEvent("keydown", { key: "+" }));
      const zoomed = chart.querySelector(".line").getAttribute("d");
      chart.dispatchEvent(new KeyboardEvent("keydown", { key: "0" }));
      const after = chart.querySelector(".line").getAttribute("d");
      // Events made here have no pointer to capture.
      SVGElement.prototype.setPointerCapture = () => {};
      const box = chart.getBoundingClientRect();
      const at = (share) => ({ clientX: box.left + share * box.width, button: 0 });
      chart.dispatchEvent(new PointerEvent("pointerdown", at(0.3)));
      chart.dispatchEvent(new PointerEvent("pointermove", at(0.6)));
      chart.dispatchEvent(new PointerEvent("pointerup", at(0.6)));
      const dragged = chart.querySelector(".line").getAttribute("d");
      const read = document.querySelector("figure.waveform output").textContent.length > 0;
      chart.dispatchEvent(new WheelEvent("wheel", { deltaY: -1, clientX: box.left + 200 }));
      const wheeled = chart.querySelector(".line").getAttribute("d");
      document.querySelector("[data-action=reset]").click();
      const again = chart.querySelector(".line").getAttribute("d");
      document.querySelector(".toggle").click();
      const lines = document.querySelectorAll("figure.waveform svg.chart svg .line").length;
      const map = document.querySelector("figure.map svg");
      map.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
      document.title = "zoom " + (before !== zoomed) + ", reset " + (before === after)
        + ", drag " + (dragged !== before) + ", wheel " + (wheeled !== dragged)
        + ", reset " + (again === before) + ", reading " + read + ", lines " + lines
        + ", " + document.querySelector(".maps output").textContent;
      </script></body>
      """
    let page = try CoSimulationReportTests.page()
    let run = try Self.open(page.replacingOccurrences(of: "</body>", with: probe))
    #expect(!run.log.contains("CONSOLE"), "\(run.log)")
    let wanted =
      "zoom true, reset true, drag true, wheel true, reset true, reading true, lines 2, "
      + "word line 1 (0 mV), bit line 0: state parallel, conductance 200 µS, "
    #expect(run.document.contains("<title>\(wanted)"), "\(run.document.prefix(400)) \(run.log)")
  }
}

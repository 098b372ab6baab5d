import Foundation
import SpiceText
import Testing

@Suite("Rawfiles")
struct RawfileTests {
  static let transient = Rawfile.Plot(
    title: "two\nlines", name: "Transient Analysis", isComplex: false,
    variables: [
      .init(name: "time", kind: "time", real: [0, 1e-9, 0.1]),
      .init(name: "v(out)", kind: "voltage", real: [1, -2.5, 1.0 / 3]),
    ])

  static let ac = Rawfile.Plot(
    title: "t", name: "AC Analysis", isComplex: true,
    variables: [
      .init(name: "frequency", kind: "frequency", real: [1, 10], imaginary: [0, 0]),
      .init(name: "v(out)", kind: "voltage", real: [1, 0.5], imaginary: [-0.25, 1e-30]),
    ])

  @Test(
    "What is written reads back to the bit, both encodings", arguments: Rawfile.Encoding.allCases)
  func roundTrip(encoding: Rawfile.Encoding) throws {
    let file = Rawfile([Self.transient, Self.ac])
    let back = try Rawfile(bytes: file.bytes(encoding), source: "round trip")
    #expect(back.plots[0].title == "two lines")
    #expect(back.plots.map(\.variables) == file.plots.map(\.variables))
    #expect(back.plots.map(\.name) == ["Transient Analysis", "AC Analysis"])
  }

  @Test("The text is as the manual has it")
  func text() {
    let text = String(decoding: Rawfile([Self.transient]).bytes(.ascii), as: UTF8.self)
    #expect(
      text == """
        Title: two lines
        Date: \

        Plotname: Transient Analysis
        Flags: real
        No. Variables: 2
        No. Points: 3
        Variables:
        \t0\ttime\ttime
        \t1\tv(out)\tvoltage
        Values:
         0\t0.0
        \t1.0

         1\t1e-09
        \t-2.5

         2\t0.1
        \t0.3333333333333333


        """)
  }

  @Test("A damaged file is refused, wherever it is cut", arguments: Rawfile.Encoding.allCases)
  func damage(encoding: Rawfile.Encoding) {
    let bytes = Rawfile([Self.transient]).bytes(encoding)
    // Text may lose its last, empty line, and a digit of its last number, without harm.
    for length in 0..<(bytes.count - 20) {
      #expect(throws: SpiceTextError.self) {
        try Rawfile(bytes: Array(bytes[..<length]), source: "cut")
      }
    }
  }

  @Test("ngspice loads what is written here", arguments: Rawfile.Encoding.allCases)
  func ngspiceLoads(encoding: Rawfile.Encoding) throws {
    let folder = NSTemporaryDirectory() + "larmor-raw-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Rawfile([Self.transient]).write(to: folder + "/t.raw", as: encoding)
    try "t\n.control\nload t.raw\nset numdgt=12\nprint v(out)[2] time[1]\n.endc\n.end\n".write(
      toFile: folder + "/t.cir", atomically: true, encoding: .utf8)
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ngspice", "-b", "t.cir"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus != 127 else {
      print("skipped: no ngspice command here to load the rawfile")
      return
    }
    #expect(text.contains("v(out)[2] = 3.333333333333e-01"), "\(text)")
    #expect(text.contains("time[1] = 1.000000000000e-09"), "\(text)")
  }
}

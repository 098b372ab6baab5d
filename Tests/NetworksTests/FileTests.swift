import Foundation
import Networks
import Testing

/// Written by the `safetensors` package for PyTorch: `0.weight` [2, 3] and a batch norm of 2.
private let torchFile = """
  eAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJwdCJ9LCIwLm5vcm0uYmlhcyI6eyJkdHlwZSI6IkYzMiIsIn\
  NoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzAsOF19LCIwLm5vcm0ucnVubmluZ19tZWFuIjp7ImR0eXBlIjoiRjMyIiwi\
  c2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbOCwxNl19LCIwLm5vcm0ucnVubmluZ192YXIiOnsiZHR5cGUiOiJGMzIiLC\
  JzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOlsxNiwyNF19LCIwLm5vcm0ud2VpZ2h0Ijp7ImR0eXBlIjoiRjMyIiwic2hh\
  cGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbMjQsMzJdfSwiMC53ZWlnaHQiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzIsM1\
  0sImRhdGFfb2Zmc2V0cyI6WzMyLDU2XX19ICAgICAgAAAAPwAAAAAAAIA+AABAQAAAwD8AAABAAACAPwAAAMAAAAA/AACA\
  vgAAgD8AAIC/AAAAPgAAAL8=
  """

@Suite("Files")
struct FileTests {
  private func write(_ data: Data) throws -> String {
    let path = Support.path("a.safetensors")
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try data.write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("A network saved by PyTorch loads by its names")
  func torch() throws {
    let path = try write(try #require(Data(base64Encoded: torchFile)))
    defer { Support.remove(path) }
    let file = try SafeTensors(path: path)
    #expect(file.metadata == ["format": "pt"])
    let dense = Dense(name: "0", inputs: 3, outputs: 2, kind: .binary)
    let norm = BatchNorm(name: "0.norm", features: 2)
    let network = try Network(sampleShape: [3], layers: [dense, norm])
    try network.load(file)
    #expect(dense.weight.values.array == [0.5, -0.25, 1, -1, 0.125, -0.5])
    #expect(norm.gamma.values.array == [1, -2])
    #expect(norm.beta.values.array == [0.5, 0])
    #expect(norm.runningMean.values.array == [0.25, 3])
    #expect(norm.runningVariance.values.array == [1.5, 2])
  }

  @Test("What is written is read again, and the same content gives the same bytes")
  func roundTrip() throws {
    let file = SafeTensors(
      [
        .init(name: "a \"quoted\"\n", shape: [2, 2], values: [1, -0.0, .infinity, 0x1p-140]),
        .init(name: "empty", shape: [0], values: []),
      ], metadata: ["k": "v\\", "b": "ä"])
    let path = Support.path("b.safetensors")
    defer { Support.remove(path) }
    try file.write(to: path)
    #expect(try SafeTensors(path: path) == file)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try file.write(to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
  }

  @Test("Damaged files are errors", arguments: [0, 7, 20, 200, 400])
  func damaged(length: Int) throws {
    let whole = try #require(Data(base64Encoded: torchFile))
    let path = try write(whole.prefix(length))
    defer { Support.remove(path) }
    #expect(throws: NetworkError.self) { _ = try SafeTensors(path: path) }
  }

  @Test("A missing array and a wrong shape are named")
  func mismatch() throws {
    let network = try Network(
      sampleShape: [3], layers: [Dense(name: "0", inputs: 3, outputs: 2, kind: .binary)])
    let missing = #expect(throws: NetworkError.self) {
      try network.load(SafeTensors([.init(name: "w", shape: [1], values: [1])]))
    }
    #expect(missing?.description == "no array 0.weight; the file has w")
    let shape = #expect(throws: NetworkError.self) {
      try network.load(SafeTensors([.init(name: "0.weight", shape: [1], values: [1])]))
    }
    #expect(shape?.code == .shape)
  }
}

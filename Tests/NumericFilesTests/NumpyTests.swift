import Foundation
import NumericFiles
import Testing

@Suite("NumPy files")
struct NumpyTests {
  static let archive = Result {
    try NumpyArchive(bytes: NumpyFixtures.everyElement, source: "fixture")
  }

  @Test(
    "Every signed and floating type reads to the numbers NumPy wrote",
    arguments: [
      "i1", "i2", "i4", "i8", "f2", "f4", "f8", "be_f8", "be_i4", "be_f4", "be_i2", "be_f2",
      "be_i8",
    ])
  func signed(name: String) throws {
    let array = try Self.archive.get().array(named: name)
    #expect(array.shape == [2, 3])
    #expect(array.values == [-3, 0, 2, 7, 100, -128])
  }

  @Test("Every unsigned type reads", arguments: ["u1", "u2", "u4", "u8", "be_u4"])
  func unsigned(name: String) throws {
    #expect(try Self.archive.get().array(named: name).values == [3, 0, 2, 7, 100, 200])
  }

  @Test("Booleans read as 0 and 1, complex numbers as pairs")
  func boolAndComplex() throws {
    let archive = try Self.archive.get()
    #expect(try archive.array(named: "b1").values == [1, 0, 1, 0, 0, 1])
    for name in ["c8", "c16"] {
      let array = try archive.array(named: name)
      #expect(array.shape == [2, 2])
      #expect(array.values == [1, 2, 0, -0.5])
    }
  }

  @Test("Fortran order is turned into row-major order")
  func fortran() throws {
    let archive = try Self.archive.get()
    #expect(try archive.array(named: "fortran3").values == (0..<24).map(Double.init))
    #expect(try archive.array(named: "fortran3").shape == [2, 3, 4])
    #expect(
      try archive.array(named: "fortran_c").values == (0..<6).flatMap { [Double($0), 1] })
  }

  @Test("Single numbers, empty arrays and infinities survive")
  func edges() throws {
    let archive = try Self.archive.get()
    #expect(try archive.array(named: "scalar").shape == [])
    #expect(try archive.array(named: "scalar").values == [2.5])
    #expect(try archive.array(named: "empty").shape == [0, 3])
    let one = try archive.array(named: "one").values
    #expect(one[0] == 0.1 && one[1] == .infinity && one[2] == -.infinity && one[3].isNaN)
  }

  @Test("Format versions 1, 2 and 3 read", arguments: NumpyFixtures.versions)
  func versions(bytes: [UInt8]) throws {
    #expect(try NumericArray(npy: bytes, source: "v").values == [1, 2, 3])
  }

  @Test("What is written reads back, in every element type", arguments: NumpyElement.allCases)
  func roundTrip(element: NumpyElement) throws {
    let values: [Double] = element == .bool ? [0, 1, 1, 0] : [0, 1, 100, 7]
    let array = NumericArray(shape: [2, 2], values: values)
    let bytes = array.npyBytes(as: element)
    #expect(try NumericArray(npy: bytes, source: "round trip") == array)
    let archive = NumpyArchive([.init("x", array, as: element)])
    for compressed in [false, true] {
      let packed = try archive.bytes(compressed: compressed)
      #expect(try NumpyArchive(bytes: packed, source: "round trip") == archive)
    }
  }

  @Test("A header is padded to 64 bytes, and the stored archive of NumPy reads")
  func layout() throws {
    #expect((NumericArray([1]).npyBytes().count - 8) % 64 == 0)
    let archive = try NumpyArchive(bytes: NumpyFixtures.stored, source: "stored")
    #expect(archive.entries.map(\.name) == ["a", "b"])
    #expect(try archive.array(named: "a").rows == [[0, 1, 2], [3, 4, 5]])
    #expect(archive.entries[1].element == .int16)
  }

  @Test("Integers are rounded and clamped on writing")
  func clamping() throws {
    let bytes = NumericArray([-5, 300, 1.6, .nan]).npyBytes(as: .uint8)
    #expect(try NumericArray(npy: bytes, source: "c").values == [0, 255, 2, 0])
  }

  @Test("Bad files are refused with a sentence, whatever byte is lost or changed")
  func damage() throws {
    #expect(throws: NumericFileError.self) { try NumericArray(npy: [], source: "empty") }
    #expect(throws: NumericFileError.self) {
      try NumericArray(npy: NumpyFixtures.structured, source: "structured")
    }
    let good = NumericArray(shape: [2, 3], values: [1, 2, 3, 4, 5, 6]).npyBytes()
    for length in 0..<good.count {
      #expect(throws: NumericFileError.self) {
        try NumericArray(npy: Array(good[..<length]), source: "cut")
      }
    }
    let archive = NumpyFixtures.everyElement
    for length in stride(from: 0, to: archive.count, by: 7) {
      #expect(throws: NumericFileError.self) {
        try NumpyArchive(bytes: Array(archive[..<length]), source: "cut")
      }
    }
    // A changed byte may fall into a field that nobody reads; it must never crash.
    for place in archive.indices {
      var changed = archive
      changed[place] ^= 0x41
      _ = try? NumpyArchive(bytes: changed, source: "changed")
    }
    let huge = "{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 8), }"
    let header = Array(good[..<8]) + [UInt8(huge.utf8.count), 0] + Array(huge.utf8)
    let error = #expect(throws: NumericFileError.self) {
      try NumericArray(npy: header, source: "huge.npy")
    }
    #expect(error?.code == .corrupt)
    #expect(error?.description.hasPrefix("huge.npy: ") == true)
  }

  @Test("Files on disk: written whole, read back, a missing one named")
  func files() throws {
    let path = NSTemporaryDirectory() + "larmor-\(UUID().uuidString).npy"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try NumericArray([1, 2]).write(toNpy: path, as: .float32)
    #expect(try NumericArray(contentsOfNpy: path).values == [1, 2])
    let error = #expect(throws: NumericFileError.self) {
      try NumericArray(contentsOfNpy: "/nonexistent/x.npy")
    }
    #expect(error?.code == .inaccessible)
  }

  @Test("NumPy itself reads what is written here")
  func numpyReads() throws {
    let path = NSTemporaryDirectory() + "larmor-\(UUID().uuidString).npz"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try NumpyArchive([
      .init("m", NumericArray(rows: [[1, 2], [3, 4]]), as: .float32),
      .init("c", NumericArray(rows: [[1, 2]]), as: .complex128),
    ]).write(to: path, compressed: true)
    let program = """
      import sys
      try: import numpy as np
      except ImportError: print("no numpy"); sys.exit()
      z = np.load(sys.argv[1]); print(z["m"].dtype, z["m"].tolist(), z["c"].tolist())
      """
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program, path]
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0, !text.hasPrefix("no numpy") else {
      print("skipped: no python3 with NumPy here to read the archive")
      return
    }
    #expect(text == "float32 [[1.0, 2.0], [3.0, 4.0]] [(1+2j)]\n")
  }
}

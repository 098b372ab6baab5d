import CKernels
import Foundation
import NumericFiles
import Randomness
import Testing

/// The sweeps exist for AVX-512, AVX2 and any processor; each runs in a process of its own.
@Suite("Every path of the crossbar's kernels")
struct ProcessorPathTests {
  /// The paths differ in the order of additions and in fused products; the solver goes to 1e-13.
  static let rounding = 1e-11

  /// The paths that this processor has, the narrowest first.
  static var present: [String] {
    let has = larmor_processor_features()
    let two = UInt32(LARMOR_AVX2.rawValue | LARMOR_FMA.rawValue)
    let five = UInt32(LARMOR_AVX512F.rawValue | LARMOR_AVX512DQ.rawValue)
    var paths = ["portable"]
    if has & two == two { paths.append("avx2") }
    if has & (two | five) == two | five { paths.append("avx512") }
    return paths
  }

  @Test(
    "gives the same currents, linear and with junctions",
    arguments: [(1, 1), (7, 9), (40, 33), (130, 70)], [false, true])
  func agreement(shape: (Int, Int), hasJunctions: Bool) throws {
    let folder = try SolveCommandTests.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    var random = RandomStream(seed: 17, purpose: "paths", index: UInt64(shape.0))
    try NumericArray(
      rows: (0..<shape.0).map { _ in
        (0..<shape.1).map { _ in 5e3 + 1e4 * random.uniform() }
      }
    ).write(toNpy: path("R.npy"))
    try NumericArray(rows: (0..<shape.0).map { _ in [random.normal(), random.uniform()] })
      .write(toNpy: path("V.npy"))
    var found: [[Double]] = []
    for name in Self.present {
      var arguments = [
        "solve", "--resistances", path("R.npy"), "--inputs", path("V.npy"), "--wire-resistance",
        "3", "--json", "-o", path("I.npy"),
      ]
      if hasJunctions { arguments += ["--half-bias", "0.4", "--parallel", "5k"] }
      let run = try BuiltProgram.larmor(arguments, variables: ["LARMOR_PROCESSOR": name])
      try #require(run.status == 0, "\(run.complaint)")
      #expect(try run.object()["kernels"] as? String == name)
      found.append(try NumericArray(contentsOfNpy: path("I.npy")).values)
    }
    let scale = found[0].map(abs).max() ?? 0
    #expect(scale > 0)
    for currents in found.dropFirst() {
      for (a, b) in zip(currents, found[0]) { #expect(abs(a - b) <= Self.rounding * scale) }
    }
  }
}

import Foundation
import Quantities
import Spintronics
import Testing

/// Measured switching probabilities of a 40 nm junction (Rehm et al., arXiv:2310.18779).
enum RehmData {
  static let folder: String? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let places: [String?] = [
      ProcessInfo.processInfo.environment["LARMOR_DATA"],
      root.deletingLastPathComponent().appendingPathComponent("shared/data").path,
    ]
    return places.compactMap { $0 }.map { $0 + "/mtj-rehm2023" }
      .first { FileManager.default.fileExists(atPath: $0 + "/fig1aLR.txt") }
  }()

  /// Rows of two numbers.
  static func rows(_ file: String) throws -> [(x: Double, y: Double)] {
    let text = try String(contentsOfFile: (folder ?? "") + "/" + file, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
      return words.count == 2 ? (words[0], words[1]) : nil
    }
  }
}

@Suite(
  "A measured device",
  .enabled(
    if: RehmData.folder != nil,
    "no mtj-rehm2023 in $LARMOR_DATA or ../shared/data: the measured device is not checked"))
struct MeasuredDeviceTests {
  let device: MTJDevice

  init() throws { device = try MTJDevice.preset("rehm-2023") }

  /// Probability of leaving the antiparallel state at each of the rising `times`.
  private func probabilities(
    _ device: MTJDevice, volts: Double, times: [Double]
  ) throws -> [Double] {
    var density = try FokkerPlanck(
      device, initial: .antiparallel, cells: 300, timeStep: 0.01)
    var now = 0.0
    return times.map { time in
      density.apply(Pulse(.voltage(Volts(-volts)), duration: Seconds(time - now)))
      now = time
      return density.probability(of: .parallel)
    }
  }

  private func rootMeanSquare(_ a: [Double], _ b: [Double]) -> Double {
    (zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +) / Double(a.count)).squareRoot()
  }

  /// Logarithmic odds, cut where 10 000 trials see one or two events.
  private func odds(_ p: Double) -> Double {
    let cut = min(max(p, 2e-4), 1 - 2e-4)
    return log(cut / (1 - cut))
  }

  @Test func `the preset is the minimum of the fit to the pulse-width curve`() throws {
    let rows = try RehmData.rows("fig1aLR.txt")
    func loss(_ device: MTJDevice) throws -> Double {
      let model = try probabilities(device, volts: 0.715, times: rows.map(\.x))
      return rootMeanSquare(model.map(odds), rows.map { odds($0.y) })
    }
    let best = try loss(device)
    #expect(best < 0.27)
    for (a, b) in [(1.02, 1.0), (0.98, 1), (1, 1.02), (1, 0.98), (1.02, 0.98), (0.98, 1.02)] {
      var moved = device
      moved.saturationMagnetization = device.saturationMagnetization * a
      moved.anisotropy = .effectiveField(device.effectiveAnisotropyField * b)
      #expect(try loss(moved) > best)
    }
    let model = try probabilities(device, volts: 0.715, times: rows.map(\.x))
    #expect(rootMeanSquare(model, rows.map(\.y)) < 0.03)
  }

  /// The amplitude curves were measured apart: at the point that both share, 0.715 V and 1 ns, the
  /// width curve has 0.50 and the amplitude curve 0.69. No model of one device can meet both; 3 % in
  /// amplitude reconciles them.
  @Test(arguments: [("fig1bLR300.txt", 300.0), ("fig1bLR295.txt", 295.0)])
  func `the amplitude curves are predicted`(_ file: String, _ kelvins: Double) throws {
    let rows = try RehmData.rows(file)
    let warm = device.atTemperature(Kelvins(kelvins))
    func error(_ scale: Double) throws -> Double {
      let model = try rows.map {
        try probabilities(warm, volts: $0.x * scale, times: [1e-9])[0]
      }
      return rootMeanSquare(model, rows.map(\.y))
    }
    let plain = try error(1)
    let scaled = try error(1.03)
    print("RMS error of \(file): \(plain); with 3 % in amplitude: \(scaled)")
    #expect(plain < 0.06)
    #expect(scaled < 0.02)
  }

  @Test(arguments: [(1e-9, 6.306, 0.006007), (1e-8, 17.014, 0.0145)])
  func `the sensitivities at half probability are predicted`(
    _ duration: Double, _ perVolt: Double, _ perKelvin: Double
  ) throws {
    var (low, high) = (0.1, 1.5)
    func p(_ device: MTJDevice, _ volts: Double) throws -> Double {
      try probabilities(device, volts: volts, times: [duration])[0]
    }
    for _ in 0..<20 {
      let middle = (low + high) / 2
      if try p(device, middle) < 0.5 { low = middle } else { high = middle }
    }
    let slope = try (p(device, low * 1.01) - p(device, low * 0.99)) / (0.02 * low)
    let warm = try p(device.atTemperature(302), low)
    let cold = try p(device.atTemperature(298), low)
    print(
      "at \(duration) s: \(slope)/V against \(perVolt), \((warm - cold) / 4)/K against \(perKelvin)"
    )
    #expect(abs(slope / perVolt - 1) < 0.25)
    #expect(abs((warm - cold) / 4 / perKelvin - 1) < 0.25)
  }
}

import CKernels
import Datasets
import Foundation
import Networks
import Studies

/// Looks at what Larmor computes and draws with, and at the data sets.
enum SystemExamination {
  static func checks(dataFolder: String?) -> [Examination.Check] {
    [oneDNN(), processor(), gnuplot(), shipped()] + data(dataFolder)
  }

  private static func oneDNN() -> Examination.Check {
    do {
      try NetworkBackend.check()
      return .init(
        name: "oneDNN", ok: true, optional: false, detail: "version \(NetworkBackend.version)")
    } catch {
      return .init(
        name: "oneDNN", ok: false, optional: false, detail: "\(error)",
        remedy: "apt-get install libdnnl-dev")
    }
  }

  private static func processor() -> Examination.Check {
    let names: [(larmor_processor_feature, String)] = [
      (LARMOR_AVX2, "AVX2"), (LARMOR_FMA, "FMA"), (LARMOR_AVX512F, "AVX-512F"),
      (LARMOR_AVX512DQ, "AVX-512DQ"), (LARMOR_AVX512VPOPCNTDQ, "AVX-512 popcount"),
      (LARMOR_AVX512VNNI, "AVX-512 VNNI"), (LARMOR_AVX512BF16, "AVX-512 BF16"),
      (LARMOR_AMX_BF16, "AMX BF16"), (LARMOR_AMX_INT8, "AMX INT8"), (LARMOR_NEON, "NEON"),
    ]
    let present = larmor_processor_features()
    let found = names.filter { present & UInt32($0.0.rawValue) != 0 }.map(\.1)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return .init(
      name: "processor", ok: true, optional: true,
      detail: "\(cores) cores; "
        + (found.isEmpty ? "portable kernels only" : found.joined(separator: ", ")))
  }

  private static func gnuplot() -> Examination.Check {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gnuplot", "--version"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    var version = ""
    do {
      try process.run()
      version = String(
        decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self
      ).trimmingCharacters(in: .whitespacesAndNewlines)
      process.waitUntilExit()
    } catch {
      // Not even `env` starts: there is no gnuplot to be had either.
      version = ""
    }
    let ok = version.hasPrefix("gnuplot")
    return .init(
      name: "gnuplot", ok: ok, optional: true, detail: ok ? version : "figures cannot be drawn",
      remedy: ok ? nil : "apt-get install gnuplot-nox")
  }

  private static func shipped() -> Examination.Check {
    let home = LarmorFolder()
    let place = home.find("configurations/studies")
    return .init(
      name: "studies", ok: place != nil, optional: true,
      detail: place.map { "\(home.studies().count) in \($0.path)" } ?? "not found",
      remedy: place == nil ? LarmorFolder.remedy : nil)
  }

  private static func data(_ folder: String?) -> [Examination.Check] {
    let directory = DataDirectory(option: folder)
    let sets = [("MNIST", "mnist"), ("CIFAR-10", "cifar-10"), ("Wine of NIST", "wine-nist")]
    return sets.map { name, path in
      let found = directory.find([path])
      return .init(
        name: "data: \(name)", ok: found != nil, optional: true,
        detail: found ?? "not found below \(directory.roots.joined(separator: " or "))",
        remedy: found != nil
          ? nil : "export LARMOR_DATA=FOLDER, where FOLDER/\(path) holds the data set")
    }
  }
}

import Datasets
import Foundation
import Networks
import Testing

@Suite("Readers of data files")
struct ReaderTests {
  private func failure(_ body: () throws -> Void) -> DatasetError? {
    do {
      try body()
      return nil
    } catch {
      return error as? DatasetError
    }
  }

  @Test("An IDX pair is read as images and labels")
  func idx() throws {
    let images = try TestData.file(
      "images", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 102, 255])
    let labels = try TestData.file("labels", [0, 0, 8, 1, 0, 0, 0, 2, 7, 3])
    let samples = try IDX.samples(images: images, labels: labels)
    #expect(samples.sampleShape == [1, 1, 2])
    #expect(samples.labels == [7, 3])
    #expect(samples.features(of: 0) == [0, 0.2])
    #expect(samples.features(of: 1) == [0.4, 1])
  }

  @Test(
    "A damaged IDX file says what was expected",
    arguments: [
      ([0, 0, 9, 1, 0, 0, 0, 1, 7], "0 0 8 1"), ([0, 0, 8, 1, 0, 0, 0, 2, 7], "expected 2 values"),
      ([0, 0, 8], "too few"), ([0, 0, 8, 1, 0, 0, 0, 1, 12], "label 12"),
    ] as [([UInt8], String)])
  func damagedIDX(bytes: [UInt8], message: String) throws {
    let images = try TestData.file("images", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9])
    let labels = try TestData.file("labels", bytes)
    let error = failure { _ = try IDX.samples(images: images, labels: labels) }
    #expect(error?.code == .malformed)
    #expect(error?.path == labels)
    #expect(error?.message.contains(message) == true)
  }

  @Test("A truncated gzip file is an error, not short data")
  func truncatedGzip() throws {
    // gzip of ten zero bytes, cut before its trailer.
    let cut: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0x63, 0x80, 1]
    let path = try TestData.file("labels.gz", cut)
    let error = failure { _ = try IDX.read(path: path, dimensions: 1) }
    #expect(error?.code == .unreadable)
  }

  @Test("A text matrix names file, line and column of the first bad value")
  func textMatrix() throws {
    let row = (0..<3).map { _ in "0.5" }.joined(separator: " ")
    var lines = [String](repeating: row, count: 13)
    lines[4] = "0.5 nan 0.5"
    let x = try TestData.file("X.txt", Array(lines.joined(separator: "\n").utf8))
    let y = try TestData.file("Y.txt", Array("1 0 0\n0 1 0\n0 0 1\n".utf8))
    let error = failure { _ = try WineNIST.read(features: x, classes: y) }
    #expect(error?.path == x)
    #expect(error?.line == 5)
    #expect(error?.column == 2)
    lines[4] = "0.5 0.5"
    let short = try TestData.file("X.txt", Array(lines.joined(separator: "\n").utf8))
    let shortError = failure { _ = try WineNIST.read(features: short, classes: y) }
    #expect(shortError?.line == 5)
    #expect(shortError?.message == "expected 3 values, found 2")
    lines[4] = row
    let whole = try TestData.file("X.txt", Array(lines.joined(separator: "\n").utf8))
    #expect(try WineNIST.read(features: whole, classes: y).labels == [0, 1, 2])
  }

  @Test("Missing data names every place searched and the layout")
  func missing() throws {
    let error = failure { _ = try MNIST.load(from: DataDirectory(option: "/nowhere")) }
    #expect(error?.code == .missing)
    #expect(error?.message.contains("/nowhere") == true)
    #expect(error?.message.contains("t10k-labels-idx1-ubyte") == true)
  }

  @Test("The search order is the option alone, else LARMOR_DATA before ../shared/data")
  func searchOrder() {
    #expect(DataDirectory(option: "a", environment: ["LARMOR_DATA": "b"]).roots == ["a"])
    #expect(DataDirectory(environment: ["LARMOR_DATA": "b"]).roots == ["b", "../shared/data"])
    #expect(DataDirectory(environment: [:]).roots == ["../shared/data"])
  }

  @Test("A file that is not MNIST's is refused by its checksum")
  func checksum() throws {
    let path = try TestData.file(
      "mnist/train-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9])
    let root = URL(fileURLWithPath: path).deletingLastPathComponent()
    for name in ["train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"] {
      try Data([0]).write(to: root.appendingPathComponent(name))
    }
    let error = failure {
      _ = try MNIST.load(from: DataDirectory(option: root.deletingLastPathComponent().path))
    }
    #expect(error?.code == .checksum)
  }

  @Test("MNIST is whole", .enabled(if: TestData.has("mnist")))
  func mnist() throws {
    let mnist = try MNIST.load(from: TestData.directory)
    #expect(mnist.training.count == 60_000)
    #expect(mnist.test.count == 10_000)
    guard case .bytes(let pixels) = mnist.training.storage else {
      Issue.record("MNIST's pixels are bytes")
      return
    }
    // The published mean pixel of the training images.
    let mean = Double(pixels.reduce(0) { $0 + Int($1) }) / Double(pixels.count)
    #expect(abs(mean - 33.318421) < 1e-6)
  }
}

@Suite("CIFAR-10")
struct CIFAR10Tests {
  @Test("The binary version is whole", .enabled(if: TestData.has("cifar-10/data_batch_1.bin")))
  func whole() throws {
    let cifar = try CIFAR10.load(from: TestData.directory)
    #expect(cifar.training.count == 50_000)
    #expect(cifar.training.sampleShape == [3, 32, 32])
    #expect((0..<10).allSatisfy { label in cifar.training.labels.count { $0 == label } == 5_000 })
    #expect([9_980, 10_000].contains(cifar.test.count))
  }

  @Test("A file of broken records is refused")
  func broken() throws {
    let path = try TestData.file(
      "cifar-10/data_batch_1.bin", [UInt8](repeating: 0, count: 3072))
    let root = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent()
    do {
      _ = try CIFAR10.load(from: DataDirectory(option: root.path))
      Issue.record("a broken file was accepted")
    } catch let error as DatasetError {
      #expect(error.code == .malformed)
      #expect(error.message.contains("3073"))
    }
  }
}

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

@Suite("SVHN")
struct SVHNTests {
  /// Three images whose pixels are row + 2 column + 50 colour + image and labels 10, 1, 9, compressed,
  /// with the labels as doubles: written by SciPy's `savemat`.
  static let file = """
    TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFNhdCBOb3YgMjEgMTk6MDc6NDQgMjAy\
    NgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAAwAIAAHic7djbV0wB\
    GIbxUUo5JOczyUiSJMlIkiRJkiQjSZIkSZIkSZIkSZIkSZIkSZIkSfjHTEvX73M/s/esb+215tk3391vfR4mk8liNplcbW83\
    27ib/j8utvG0jdfkOE/OFNvPans7TXxknvjDyXmqi+s0N/fpM2bO8pjtOWfuvPkLFi5avGTpsuUrVq7S1Wu1rt5rdDWv1dVn\
    na6+63X126Cr/0ZdAzbpGrhZ16AtugZv1TVkm66W7bqG7tA1bKeu4bt0jdita+QeXaP26hq9T9eY/brGHtA17qCu8Yd0TTis\
    a+IRXZOO6pp8TFfrcV1TTuiaetLe99M17ZSu6ad1zTija+ZZXbPO6Zp9XtecC7rmXtQ175Ku+Zd1Lbiia+FVXYuu6Vp8XdeS\
    G7qW3tS17Jau5bd1rbija+VdXavu6Vp9X9eaB7rWPtS17pG976dr/WNdG57o2vhU16ZnujY/17Xlha6tL3Vte6Vr+2tdO97o\
    2vlW1653una/17Xng669H3Xt+6Rr/2ddB77oOvhV16Fvug5/13Xkh66jP3Ud+6Xr+G/gvxfw3xv4bwb++wD/fYH/fsB/f+B/\
    APA/EPgfBPwPBv6HAP8twP9Q4H8Y8D8c+B8B/I8E/kcB/6OB/zHA/1jgfxzwPx74nwA8TgQeJwGPk4HHVuBxCvA4FXicZu/7\
    Af/Tgf8ZwP9M4H8W8D8b+J8D/M8F/ucB//OB/wXA/0LgfxHwvxj4XwL8LwX+lwH/y4H/FcDjSuBxFfC4GnhcAzyuBR7XAY/r\
    7X0/4H8D8L8R+N8E/G8G/rcA/1uB/23A/3bgfwfwvxP43wX87wb+9wD/e4H/fcD/fuD/APB/EPg/BPwfBv6PAP9Hgf9jwP9x\
    4P8f475v3PeN+77j3r/tfT/jvm/c9x35vk/3b3vfz7jvG/d9R77vA////gMBzLggDwAAADEAAAB4nONjYGDwAGI2IOaA0iDA\
    CuUzAzEjGDMyVAJpTiCWYIABFQcI/cEeQis5AABKyQMN
    """

  static func root(train: [UInt8], test: [UInt8]) throws -> String {
    let folder = TestData.scratch.appending(path: UUID().uuidString)
    let svhn = folder.appendingPathComponent("svhn")
    try FileManager.default.createDirectory(at: svhn, withIntermediateDirectories: true)
    try Data(train).write(to: svhn.appendingPathComponent("train_32x32.mat"))
    try Data(test).write(to: svhn.appendingPathComponent("test_32x32.mat"))
    return folder.path
  }

  /// What loading the files says, or nil, with a note, where libmatio is not there to read them.
  static func load(_ root: String) throws -> Result<DatasetSplit, DatasetError>? {
    do {
      return .success(try DatasetName("svhn").load(from: DataDirectory(option: root), seed: 1))
    } catch let error as DatasetError where error.code == .request {
      FileHandle.standardError.write(Data("\(error): not tested\n".utf8))
      return nil
    } catch let error as DatasetError {
      return .failure(error)
    }
  }

  @Test("MATLAB's files give images in planes, row by row, and 10 is the digit 0")
  func read() throws {
    let bytes = [UInt8](try #require(Data(base64Encoded: Self.file)))
    guard let loaded = try Self.load(try Self.root(train: bytes, test: bytes)) else { return }
    let svhn = try loaded.get()
    #expect(svhn.training.labels == [0, 1, 9])
    #expect(svhn.test.count == 3)
    #expect(svhn.training.sampleShape == [3, 32, 32])
    guard case .bytes(let pixels) = svhn.training.storage else {
      Issue.record("pixels are not bytes")
      return
    }
    for (image, colour, row, column) in [(0, 0, 0, 0), (1, 2, 31, 0), (2, 1, 3, 30)] {
      #expect(
        Int(pixels[((image * 3 + colour) * 32 + row) * 32 + column])
          == row + 2 * column + 50 * colour + image)
    }
  }

  @Test("A file that is not MATLAB's, and one that is not there, are named")
  func broken() throws {
    let bytes = [UInt8](try #require(Data(base64Encoded: Self.file)))
    guard let loaded = try Self.load(try Self.root(train: bytes, test: Array("no".utf8))) else {
      return
    }
    guard case .failure(let error) = loaded else {
      Issue.record("a broken file was accepted")
      return
    }
    #expect(error.code == .unreadable)
    #expect(error.path?.hasSuffix("test_32x32.mat") == true)
    let absent = try Self.load("/nowhere")
    guard case .failure(let missing)? = absent else {
      Issue.record("no file was accepted")
      return
    }
    #expect(missing.code == .missing && missing.message.contains("train_32x32.mat"))
  }
}

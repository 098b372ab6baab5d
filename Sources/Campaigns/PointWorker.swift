import Foundation

/// What a point's process answers.
struct PointReply: Codable {
  var figures: [CampaignFigure]?
  var failure: String?

  var outcome: PointOutcome {
    failure.map { .failed($0) } ?? .done(figures ?? [])
  }
}

extension JSONDecoder {
  /// Reads replies, numbers that are infinite or none included.
  static var points: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }
}

/// One point in a process of its own, seen from the child.
public enum PointWorker {
  /// Reads a configuration from standard input, runs it and answers on standard output.
  ///
  /// The process ends itself when standard input closes before it is done: then the parent is gone.
  public static func serve(_ work: any CampaignWork) async {
    let configuration = receive()
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { break }
      }
      _exit(1)
    }
    var reply = PointReply()
    do {
      reply.figures = try await work.run(configuration)
    } catch {
      reply.failure = "\(error)"
    }
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let bytes = (try? encoder.encode(reply)) ?? Data()
    FileHandle.standardOutput.write(bytes)
    // At once: nobody waits for what the kind of work keeps for later.
    _exit(0)
  }

  /// Everything up to the zero byte that ends a configuration.
  private static func receive() -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count > 0, byte != 0 else { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

import Foundation

/// One end of a stream socket that carries frames. It owns the descriptor.
struct Channel: ~Copyable {
  /// Why a channel gave no frame.
  enum Failure: Error {
    /// The other end is gone.
    case closed
    /// The deadline passed first.
    case late
    /// The bytes are not a frame.
    case garbled
  }

  let descriptor: Int32

  deinit { close(descriptor) }

  /// Sends a frame whole; a closed peer is an error, never a signal.
  func send(_ kind: Frame.Kind, _ payload: [UInt8]) throws(Failure) {
    guard Self.write(kind, payload, to: descriptor) else { throw .closed }
  }

  /// Sends a frame from one of the engine's callbacks, which cannot throw. When the peer is gone
  /// the worker is about to end, and nobody misses the frame.
  static func sendFromCallback(_ kind: Frame.Kind, _ payload: [UInt8], descriptor: Int32) {
    _ = write(kind, payload, to: descriptor)
  }

  /// Waits for a frame, at most until `deadline`; forever without one. A frame that has begun may take
  /// until `end`.
  func receive(
    until deadline: ContinuousClock.Instant?, wholeUntil end: ContinuousClock.Instant? = nil
  ) throws(Failure) -> (Frame.Kind, [UInt8]) {
    let header = try read(Frame.headerSize, until: deadline)
    do {
      let (kind, count) = try Frame.parseHeader(header)
      return (kind, try read(count, until: end ?? deadline))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .garbled
    }
  }

  /// Small frames go in one piece, for every piece may wake the other end.
  private static let onePiece = 1 << 16

  private static func write(_ kind: Frame.Kind, _ payload: [UInt8], to descriptor: Int32) -> Bool {
    let header = Frame.header(kind, count: payload.count)
    if payload.count <= onePiece { return write(header + payload, to: descriptor) }
    return write(header, to: descriptor) && write(payload, to: descriptor)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = Foundation.send(
          descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset,
          Int32(MSG_NOSIGNAL))
        if count < 0 {
          if errno == EINTR { continue }
          return false
        }
        offset += count
      }
      return true
    }
  }

  private func read(
    _ count: Int, until deadline: ContinuousClock.Instant?
  ) throws(Failure) -> [UInt8] {
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    var offset = 0
    while offset < count {
      if let deadline, !isReadable(until: deadline) { throw .late }
      let got = bytes.withUnsafeMutableBytes { buffer in
        Foundation.recv(descriptor, buffer.baseAddress.map { $0 + offset }, count - offset, 0)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw .closed }
      offset += got
    }
    return bytes
  }

  private func isReadable(until deadline: ContinuousClock.Instant) -> Bool {
    while true {
      let left = ContinuousClock.now.duration(to: deadline)
      let milliseconds =
        left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
      var request = pollfd(descriptor: descriptor)
      let ready = poll(&request, 1, Int32(min(max(milliseconds + 1, 0), 60_000)))
      if ready > 0 { return true }
      if ready < 0, errno != EINTR { return true }
      if ContinuousClock.now >= deadline { return false }
    }
  }
}

extension pollfd {
  init(descriptor: Int32) { self.init(fd: descriptor, events: Int16(POLLIN), revents: 0) }
}

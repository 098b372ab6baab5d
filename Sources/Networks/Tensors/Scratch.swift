/// Raw memory that grows on demand and is kept between steps.
final class Scratch {
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int

  init() {
    capacity = 64
    memory = .allocate(byteCount: 64, alignment: 64)
  }

  deinit { memory.deallocate() }

  /// At least `count` elements, with undefined content when they had to be allocated anew.
  func reserve<Element: BitwiseCopyable>(
    _ count: Int, as type: Element.Type
  ) -> UnsafeMutablePointer<Element> {
    let bytes = count * MemoryLayout<Element>.stride
    if bytes > capacity {
      memory.deallocate()
      memory = .allocate(byteCount: bytes, alignment: 64)
      capacity = bytes
    }
    return memory.bindMemory(to: Element.self, capacity: count)
  }
}

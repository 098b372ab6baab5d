/// A dense layer whose every weight is a differential pair of one-bit cells.
///
/// The weight from input i to output k is w = b+ - b-, so -1, 0 or 1; a bit of 1 is a junction in its
/// parallel, low-resistance state. The bias is real and kept in software, as in NIST's Wine networks.
public struct PairLayer: Hashable, Sendable {
  public let inputs: Int
  public let outputs: Int
  /// b+, inputs x outputs, row-major.
  public var positive: [Bool]
  /// b-, inputs x outputs, row-major.
  public var negative: [Bool]
  /// One real bias for each output.
  public var bias: [Double]

  /// The bit arrays hold `inputs * outputs` bits and `bias` holds `outputs` numbers.
  public init(inputs: Int, outputs: Int, positive: [Bool], negative: [Bool], bias: [Double]) {
    precondition(positive.count == inputs * outputs && negative.count == inputs * outputs)
    precondition(bias.count == outputs)
    self.inputs = inputs
    self.outputs = outputs
    self.positive = positive
    self.negative = negative
    self.bias = bias
  }

  /// The weights b+ - b-, inputs x outputs, row-major.
  public var weights: [Double] {
    zip(positive, negative).map { ($0 ? 1 : 0) - ($1 ? 1 : 0) }
  }

  /// Cells that hold the layer: two for each weight.
  public var cells: Int { 2 * inputs * outputs }
}

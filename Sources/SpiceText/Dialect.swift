/// Whose netlist language is written; the dialects differ only where those simulators do.
public enum Dialect: String, Sendable, CaseIterable {
  case ngspice
  case hspice
  case xyce
}

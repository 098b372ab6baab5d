/// Whose netlist language is written; the dialects differ only where those simulators do.
///
/// HSPICE has no B devices, no fourth value of `.tran` (`.option delmax` instead) and keeps what
/// `.probe` names; Xyce takes formulas in braces, `params:` before defaults, levels of triggers without
/// `val`, `eqn` for what is worked out of other measurements, and keeps what `.print`
/// names. Sources: HSPICE Reference Manual: Commands; Xyce Reference Guide, section 2.1.
public enum Dialect: String, Sendable, CaseIterable {
  case ngspice
  case hspice
  case xyce
}

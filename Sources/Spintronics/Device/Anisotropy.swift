public import Quantities

/// How the perpendicular anisotropy of a free layer is stated.
public enum Anisotropy: Hashable, Sendable {
  /// By the interface energy K_i; the demagnetising field is subtracted from 2 K_i/(M_s t_f).
  case interface(JoulesPerSquareMeter)
  /// By the net anisotropy field mu_0 H_k,eff, demagnetisation already subtracted.
  case effectiveField(Teslas)
}

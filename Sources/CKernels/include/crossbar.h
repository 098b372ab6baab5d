#ifndef LARMOR_CROSSBAR_H
#define LARMOR_CROSSBAR_H

#include <stdint.h>

/// Sweeps over the lines of a resistive crossbar, the inner loops of an exact nodal solve.
///
/// A plane holds one number per cell, row-major, `stride` numbers per row, 64-byte aligned; `stride`
/// is the column count rounded up to 8 and a plane has `padded` rows, the row count rounded up to 8.
/// Numbers of padding cells are zero in every input plane. SI units: volt, ampere, ohm, siemens.
///
/// Every line is a ladder, eliminated from its far end to its near end in resistance form: with s the
/// conductance seen at a node from the far side, the next node sees s e, e = 1 / (1 + r s), and so
/// does the Norton current. Nothing is ever subtracted, so wires of any small resistance, zero
/// included, lose no digit. Word lines have their near end at column 0, bit lines at the last row.
typedef struct {
  int64_t rows, columns, stride, padded;
} larmor_plane;

/// What elimination leaves of the lines of one direction.
typedef struct {
  /// Resistance of one wire segment, ohm.
  double segment;
  /// Transmission e of each node towards the near end. Bit lines: a plane. Word lines: blocks of
  /// eight rows, column by column, eight numbers each.
  double *transmission;
  /// Per line: conductance of the far end (0 when open), S; its source current, A, is set per solve.
  const double *far;
  /// Per line: the near node's voltage is `gain * y + share * V`, y its Norton current; the current
  /// out of the line into the near end is `share * (y - seen * V)`.
  double *gain, *share, *seen;
} larmor_lines;

/// Factors the word lines of conductances `g`; `near` is each line's near-end resistance, ohm,
/// infinite when open. Writes transmission, gain, share and seen.
void larmor_crossbar_factor_word(const larmor_plane *shape, const larmor_lines *lines,
                                 const double *g, const double *near);
/// The same for the bit lines.
void larmor_crossbar_factor_bit(const larmor_plane *shape, const larmor_lines *lines,
                                const double *g, const double *near);

/// Solves the word lines for bit-line voltages `w`: u = A^-1 (b + g w - j), where b is due to the line
/// voltages `v`; `w` may be null for 0 V and `j` for none. `u` is replaced, and each line's current into its near end is
/// written; returns the largest change of u, volt. `scratch` holds 8 * stride numbers.
double larmor_crossbar_solve_word(const larmor_plane *shape, const larmor_lines *lines,
                                  const double *g, const double *w, const double *j,
                                  const double *v, double *u, double *current,
                                  double *scratch);

/// Solves the bit lines for word-line voltages `u`: w' = B^-1 (g u + j + b), b due to the line
/// voltages `v`. Writes r = g (w' - old) and w', and each line's current into its near end. `old` is w
/// itself, which is then replaced, or null for 0 V; `j` may be null. Returns the largest |w' - old|.
double larmor_crossbar_solve_bit(const larmor_plane *shape, const larmor_lines *lines,
                                 const double *g, const double *u, const double *j,
                                 const double *v, const double *old, double *w, double *r,
                                 double *current);

/// The Krylov vectors of one solve, planes.
typedef struct {
  double *u, *r, *z, *p, *a, *q;
} larmor_krylov;

/// One search step of conjugate gradients on the word-line Schur complement:
/// u += step p, p = z + beta p, a = r + beta a (which is A p), q = a - g B^-1 g p. Returns p.q.
double larmor_crossbar_search(const larmor_plane *shape, const larmor_lines *bit, const double *g,
                              const larmor_krylov *k, double step, double beta);

/// The residual step: r -= step q, z = A^-1 r. Returns r.z and stores the largest |z| in `largest`.
double larmor_crossbar_relax(const larmor_plane *shape, const larmor_lines *word,
                             const larmor_krylov *k, double step, double *largest, double *scratch);

/// u += step p.
void larmor_crossbar_advance(const larmor_plane *shape, const larmor_krylov *k, double step);

/// Junctions with bias-dependent TMR, per cell: I(v) = v limit (x + p) / (x + q), x = (v/half)^2,
/// half the half-bias voltage. Planes.
typedef struct {
  const double *limit, *p, *q, *inverse_half_squared;
} larmor_junctions;

/// Linearises the junctions at v = u - w: I(v') = g v' + j. Writes g (the slope, S) and j (A).
void larmor_crossbar_linearize(const larmor_plane *shape, const larmor_junctions *law,
                               const double *u, const double *w, double *g, double *j);

/// Which variant runs on this processor: "avx512", "avx2" or "portable".
const char *larmor_crossbar_variant(void);

#endif

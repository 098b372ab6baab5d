#ifndef LARMOR_CROSSBAR_GRADIENT_H
#define LARMOR_CROSSBAR_GRADIENT_H

#include <stdint.h>

/// What one vector adds to a gradient, beside the solves. Arrays of cells are rows x columns without
/// padding unless they are said to be planes of `stride` numbers a row; SI units.

/// The cells of the adjoint: `across` = w - u, V, and `currents` = g (u - w), A, from the planes g, u, w;
/// `voltages` = word - bit, V, of the network itself.
void larmor_crossbar_adjoint_cells(int64_t rows, int64_t columns, int64_t stride, const double *g,
                                   const double *u, const double *w, const double *word,
                                   const double *bit, double *across, double *currents,
                                   double *voltages);

/// Ohmic cells of conductance g (a plane): sums += voltages across, A V / S; currents = g voltages, A.
void larmor_crossbar_ohmic_cells(int64_t rows, int64_t columns, int64_t stride, const double *g,
                                 const double *voltages, const double *across, double *currents,
                                 double *sums);

/// Products of the wire currents of two operating points of one crossbar, for Tellegen's theorem.
///
/// `a` and `b` are the currents through the cells, A; `a_far` and `b_far` those out of each line into its
/// far end. A segment's current is the sum of those beyond it. Each function returns the sum of the
/// products over all segments, both end segments included, and adds each line's product in its near
/// and far end to `near` and `far`. A^2.

/// Word lines: the far end is after the last column; cell currents leave the line.
double larmor_crossbar_word_products(int64_t rows, int64_t columns, const double *a, const double *b,
                                     const double *a_far, const double *b_far, double *near,
                                     double *far);
/// Bit lines: the far end is before the first row; cell currents enter the line. `sums` holds
/// 2 * columns numbers of scratch.
double larmor_crossbar_bit_products(int64_t rows, int64_t columns, const double *a, const double *b,
                                    const double *a_far, const double *b_far, double *near,
                                    double *far, double *sums);

#endif

#ifndef LARMOR_CROSSBAR_GRADIENT_H
#define LARMOR_CROSSBAR_GRADIENT_H

#include <stdint.h>

/// Products of the wire currents of two operating points of one crossbar, for Tellegen's theorem.
///
/// `a` and `b` are the currents through the cells, rows x columns without padding, A; `a_far` and
/// `b_far` those out of each line into its far end. A segment's current is the sum of those beyond it.
/// Each function returns the sum of the products over all segments, both end segments included, and
/// adds each line's product in its near and far end to `near` and `far`. A^2.

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

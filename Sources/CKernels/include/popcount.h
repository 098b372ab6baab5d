#ifndef LARMOR_POPCOUNT_H
#define LARMOR_POPCOUNT_H

#include <stddef.h>
#include <stdint.h>

/// The instruction sets that a popcount kernel exists for, best last.
enum larmor_popcount_kernel {
  LARMOR_POPCOUNT_PORTABLE = 0,
  LARMOR_POPCOUNT_NEON = 1,
  LARMOR_POPCOUNT_AVX2 = 2,
  LARMOR_POPCOUNT_AVX512 = 3,
};

/// Whether this processor can run `kernel`.
int larmor_popcount_available(int kernel);
/// The best kernel of this processor.
int larmor_popcount_best(void);

/// Packs bit i of each row: set when x[i] >= 0. Rows of `columns` floats become rows of `words` words
/// of 64 bits; bits beyond `columns` are 0.
void larmor_pack_signs(
    const float *x, size_t rows, size_t columns, size_t words, uint64_t *bits);

/// differing[i * n + j] = number of bits in which row i of a [m x words] and row j of b [n x words]
/// differ, with `kernel`.
void larmor_differing_bits(
    int kernel, const uint64_t *a, const uint64_t *b, size_t m, size_t n, size_t words,
    int32_t *differing);

/// As above, counting the bits that are set in a and set in b.
void larmor_common_bits(
    int kernel, const uint64_t *a, const uint64_t *b, size_t m, size_t n, size_t words,
    int32_t *common);

#endif

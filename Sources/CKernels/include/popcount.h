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

/// What is counted of two words.
enum larmor_popcount_of {
  /// Bits that differ.
  LARMOR_DIFFERING_BITS = 0,
  /// Bits that are set in both.
  LARMOR_COMMON_BITS = 1,
};

/// Whether this processor can run `kernel`.
int larmor_popcount_available(int kernel);
/// The best kernel of this processor.
int larmor_popcount_best(void);

/// Counts bits for every pair of one of `m` rows of `words` words of 64 bits and one of `n` columns.
///
/// The columns stand in panels of eight: word w of column 8 p + c is panels[(p * words + w) * 8 + c];
/// the last panel is filled up with any columns, which are not counted. counts is [m x n].
void larmor_popcount(
    int kernel, int of, const uint64_t *rows, const uint64_t *panels, size_t m, size_t n,
    size_t words, int32_t *counts);

#endif

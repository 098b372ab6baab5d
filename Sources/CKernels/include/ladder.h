#ifndef LARMOR_LADDER_H
#define LARMOR_LADDER_H

#include <stddef.h>
#include <stdint.h>

// Training against an array of pairs of bit lines whose lines are ladders that do not act back on each
// other. Cells of pair k stand in columns 2k and 2k+1; only the rows and pairs in use are kept.

/// The planes of one array, by node and line; line currents leave at the last node of a ladder.
typedef struct {
  /// Rows and pairs in use, and all rows and columns of the array.
  int64_t used_rows, pairs, rows, columns;
  /// Conductance of a wire segment, and from the last node of word and bit lines to ground, S.
  float segment, word_end, bit_end;
  /// Word lines, node n in column columns-1-n: columns x used_rows. 1/pivot, and c G b of the node's cell
  /// (zero where the column is in no use).
  const float *word_inverse, *word_push;
  /// Bit lines, node n in row n: rows x 2 pairs and used_rows x 2 pairs. 1/pivot, and c G a.
  const float *bit_inverse, *bit_push;
  /// c a b of both cells of a pair added: pairs x used_rows.
  const float *direct;
} larmor_ladder;

/// How many floats `larmor_ladder_pull_back` needs beside its operands.
int64_t larmor_ladder_scratch(const larmor_ladder *array);
/// Turns dL/dW of an array's weights, W = T+ - T-, into (dL/dG+ - dL/dG-)/2, times `scale`, in place.
/// `gradient` has `stride` floats from one pair to the next.
/// `scratch` has room for `larmor_ladder_scratch` floats.
void larmor_ladder_pull_back(
    const larmor_ladder *array, float *gradient, int64_t stride, float scale, float *scratch);

/// w = (w > 0 ? plus : w < 0 ? minus : zero) + noise.
void larmor_place_weights(
    float *w, const float *plus, const float *minus, const float *zero, const float *noise, size_t n);

#endif

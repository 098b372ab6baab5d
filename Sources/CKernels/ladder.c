#include "ladder.h"

#include <string.h>

#include "clones.h"

#pragma STDC FP_CONTRACT OFF

LOOP void larmor_place_weights(
    float *restrict w, const float *restrict plus, const float *restrict minus,
    const float *restrict zero, const float *restrict noise, size_t n) {
  for (size_t i = 0; i < n; i++) {
    float x = w[i];
    float base = x > 0 ? plus[i] : x < 0 ? minus[i] : zero[i];
    w[i] = base + noise[i];
  }
}

/// y = x^T for x of m rows of `stride` and n columns.
static inline __attribute__((always_inline)) void transpose(
    const float *restrict x, int64_t stride, int64_t m, int64_t n, float *restrict y) {
  for (int64_t top = 0; top < m; top += 16) {
    int64_t bottom = top + 16 < m ? top + 16 : m;
    for (int64_t j = 0; j < n; j++)
      for (int64_t i = top; i < bottom; i++) y[j * m + i] = x[i * stride + j];
  }
}

/// One node of the substitution back along all lines: its voltages, and what a unit at the lines' ends
/// leaves there; `last` at the node next to those ends.
static inline __attribute__((always_inline)) void step_back(
    float *restrict here, const float *restrict inverse, float *restrict kept, int64_t lines, float g,
    float end, int last) {
  if (last) {
    for (int64_t m = 0; m < lines; m++) {
      here[m] *= inverse[m];
      kept[m] = end * inverse[m];
    }
  } else {
    for (int64_t m = 0; m < lines; m++) {
      float ratio = g * inverse[m];
      here[m] = here[m] * inverse[m] + ratio * here[m + lines];
      kept[m] *= ratio;
    }
  }
}

/// Pushes of the bit lines in, sum over both lines of a pair of b times node voltage, signed, out.
static inline __attribute__((always_inline)) void bit_lines(
    const larmor_ladder *array, const float *restrict v, float *restrict x, float *restrict kept,
    float *restrict sums) {
  int64_t pairs = array->pairs, lines = 2 * pairs;
  float g = array->segment;
  for (int64_t n = 0; n < array->rows; n++) {
    float *here = x + n * lines;
    if (n < array->used_rows) {
      const float *push = array->bit_push + n * lines, *from = v + n * pairs;
      for (int64_t k = 0; k < pairs; k++) {
        here[2 * k] = push[2 * k] * from[k];
        here[2 * k + 1] = -(push[2 * k + 1] * from[k]);
      }
    } else {
      memset(here, 0, (size_t)lines * sizeof(float));
    }
    if (n > 0) {
      const float *before = array->bit_inverse + (n - 1) * lines;
      for (int64_t m = 0; m < lines; m++) here[m] += g * before[m] * here[m - lines];
    }
  }
  for (int64_t n = array->rows - 1; n >= 0; n--) {
    float *here = x + n * lines;
    const float *inverse = array->bit_inverse + n * lines;
    step_back(here, inverse, kept, lines, g, array->bit_end, n == array->rows - 1);
    if (n < array->used_rows)
      for (int64_t k = 0; k < pairs; k++)
        sums[n * pairs + k] =
            kept[2 * k] * here[2 * k] - kept[2 * k + 1] * here[2 * k + 1];
  }
}

/// The same of the word lines, added to `sums`.
static inline __attribute__((always_inline)) void word_lines(
    const larmor_ladder *array, const float *gradient, int64_t stride, float *restrict x,
    float *restrict kept, float *restrict sums) {
  int64_t lines = array->used_rows, columns = array->columns;
  float g = array->segment;
  for (int64_t n = 0; n < columns; n++) {
    float *here = x + n * lines;
    int64_t column = columns - 1 - n, pair = column / 2;
    if (pair < array->pairs) {
      const float *restrict push = array->word_push + n * lines;
      const float *restrict from = gradient + pair * stride;
      float sign = column % 2 ? -1.0f : 1.0f;
      for (int64_t m = 0; m < lines; m++) here[m] = sign * (push[m] * from[m]);
    } else {
      memset(here, 0, (size_t)lines * sizeof(float));
    }
    if (n > 0) {
      const float *before = array->word_inverse + (n - 1) * lines;
      for (int64_t m = 0; m < lines; m++) here[m] += g * before[m] * here[m - lines];
    }
  }
  for (int64_t n = columns - 1; n >= 0; n--) {
    float *here = x + n * lines;
    int64_t column = columns - 1 - n, pair = column / 2;
    const float *inverse = array->word_inverse + n * lines;
    step_back(here, inverse, kept, lines, g, array->word_end, n == columns - 1);
    if (pair < array->pairs) {
      float *restrict sum = sums + pair * lines;
      float sign = column % 2 ? -1.0f : 1.0f;
      for (int64_t m = 0; m < lines; m++) sum[m] += sign * (kept[m] * here[m]);
    }
  }
}

int64_t larmor_ladder_scratch(const larmor_ladder *array) {
  int64_t word = array->columns * array->used_rows, bit = 2 * array->pairs * array->rows;
  return 3 * array->used_rows * array->pairs + array->used_rows + 2 * array->pairs
      + (word > bit ? word : bit);
}

LOOP void larmor_ladder_pull_back(
    const larmor_ladder *array, float *gradient, int64_t stride, float scale, float *scratch) {
  int64_t rows = array->used_rows, pairs = array->pairs;
  float *v = scratch, *found = v + rows * pairs, *sums = found + rows * pairs;
  float *kept = sums + rows * pairs;
  float *x = kept + rows + 2 * pairs;
  transpose(gradient, stride, pairs, rows, v);
  bit_lines(array, v, x, kept, found);
  transpose(found, pairs, rows, pairs, sums);
  word_lines(array, gradient, stride, x, kept, sums);
  for (int64_t k = 0; k < pairs; k++) {
    float *restrict to = gradient + k * stride;
    const float *restrict direct = array->direct + k * rows, *restrict sum = sums + k * rows;
    for (int64_t i = 0; i < rows; i++) to[i] = 0.5f * scale * (direct[i] * to[i] - sum[i]);
  }
}

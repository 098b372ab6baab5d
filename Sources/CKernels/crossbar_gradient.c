#include "crossbar_gradient.h"

void larmor_crossbar_adjoint_cells(int64_t rows, int64_t columns, int64_t stride, const double *g,
                                   const double *u, const double *w, const double *word,
                                   const double *bit, double *across, double *currents,
                                   double *voltages) {
  for (int64_t i = 0; i < rows; i++) {
    const double *gi = g + i * stride, *ui = u + i * stride, *wi = w + i * stride;
    const double *from = word + i * columns, *to = bit + i * columns;
    double *restrict x = across + i * columns, *restrict y = currents + i * columns;
    double *restrict v = voltages + i * columns;
    for (int64_t j = 0; j < columns; j++) {
      double volt = ui[j] - wi[j];
      x[j] = -volt;
      y[j] = gi[j] * volt;
      v[j] = from[j] - to[j];
    }
  }
}

void larmor_crossbar_ohmic_cells(int64_t rows, int64_t columns, int64_t stride, const double *g,
                                 const double *voltages, const double *across, double *currents,
                                 double *sums) {
  for (int64_t i = 0; i < rows; i++) {
    const double *gi = g + i * stride, *v = voltages + i * columns, *x = across + i * columns;
    double *restrict y = currents + i * columns, *restrict s = sums + i * columns;
    for (int64_t j = 0; j < columns; j++) {
      s[j] += v[j] * x[j];
      y[j] = gi[j] * v[j];
    }
  }
}

/// Running sums depend on each other; those of several rows at a time hide the wait.
#define ROWS_AT_ONCE 4

static inline __attribute__((always_inline)) double word_rows(int64_t columns, int64_t row,
                                                              const int count, const double *a,
                                                              const double *b, const double *a_far,
                                                              const double *b_far, double *near,
                                                              double *far) {
  double x[ROWS_AT_ONCE], y[ROWS_AT_ONCE], sum[ROWS_AT_ONCE], total = 0;
  for (int k = 0; k < count; k++) {
    x[k] = a_far[row + k];
    y[k] = b_far[row + k];
    sum[k] = x[k] * y[k];
    far[row + k] += sum[k];
  }
  for (int64_t j = columns - 1; j >= 0; j--) {
    for (int k = 0; k < count; k++) {
      x[k] += a[(row + k) * columns + j];
      y[k] += b[(row + k) * columns + j];
      sum[k] += x[k] * y[k];
    }
  }
  for (int k = 0; k < count; k++) {
    near[row + k] += x[k] * y[k];
    total += sum[k];
  }
  return total;
}

double larmor_crossbar_word_products(int64_t rows, int64_t columns, const double *a, const double *b,
                                     const double *a_far, const double *b_far, double *near,
                                     double *far) {
  double total = 0;
  int64_t row = 0;
  for (; row + ROWS_AT_ONCE <= rows; row += ROWS_AT_ONCE)
    total += word_rows(columns, row, ROWS_AT_ONCE, a, b, a_far, b_far, near, far);
  for (; row < rows; row++) total += word_rows(columns, row, 1, a, b, a_far, b_far, near, far);
  return total;
}

double larmor_crossbar_bit_products(int64_t rows, int64_t columns, const double *a, const double *b,
                                    const double *a_far, const double *b_far, double *near,
                                    double *far, double *sums) {
  double total = 0;
  double *restrict x = sums, *restrict y = sums + columns;
  for (int64_t j = 0; j < columns; j++) {
    x[j] = -a_far[j];
    y[j] = -b_far[j];
    far[j] += x[j] * y[j];
    total += x[j] * y[j];
  }
  for (int64_t i = 0; i < rows; i++) {
    const double *restrict ai = a + i * columns, *restrict bi = b + i * columns;
    // Eight partial sums, for one sum alone would wait for itself.
    double sum[8] = {0};
    int64_t j = 0;
    for (; j + 8 <= columns; j += 8) {
      for (int k = 0; k < 8; k++) {
        x[j + k] += ai[j + k];
        y[j + k] += bi[j + k];
        sum[k] += x[j + k] * y[j + k];
      }
    }
    for (; j < columns; j++) {
      x[j] += ai[j];
      y[j] += bi[j];
      sum[0] += x[j] * y[j];
    }
    total += ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
  }
  for (int64_t j = 0; j < columns; j++) near[j] += x[j] * y[j];
  return total;
}

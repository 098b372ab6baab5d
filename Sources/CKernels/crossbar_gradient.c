#include "crossbar_gradient.h"

double larmor_crossbar_word_products(int64_t rows, int64_t columns, const double *a, const double *b,
                                     const double *a_far, const double *b_far, double *near,
                                     double *far) {
  double total = 0;
  for (int64_t i = 0; i < rows; i++) {
    double x = a_far[i], y = b_far[i], sum = x * y;
    far[i] += sum;
    for (int64_t j = columns - 1; j >= 0; j--) {
      x += a[i * columns + j];
      y += b[i * columns + j];
      sum += x * y;
    }
    near[i] += x * y;
    total += sum;
  }
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
    double sum = 0;
    for (int64_t j = 0; j < columns; j++) {
      x[j] += a[i * columns + j];
      y[j] += b[i * columns + j];
      sum += x[j] * y[j];
    }
    total += sum;
  }
  for (int64_t j = 0; j < columns; j++) near[j] += x[j] * y[j];
  return total;
}

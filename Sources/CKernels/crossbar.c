#include "crossbar.h"

#include <math.h>

#include "processor.h"

typedef double v8 __attribute__((vector_size(64)));
typedef long long m8 __attribute__((vector_size(64)));

#define SUFFIX(name) name##_portable
#include "crossbar_sweeps.h"
#undef SUFFIX

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SUFFIX(name) name##_avx2
#include "crossbar_sweeps.h"
#undef SUFFIX
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx2,fma"))), \
                             apply_to = function)
#define SUFFIX(name) name##_avx512
#include "crossbar_sweeps.h"
#undef SUFFIX
#pragma clang attribute pop

/// 2: AVX-512, 1: AVX2 with FMA, 0: portable.
static int level(void) {
  const uint32_t has = larmor_processor_features();
  const uint32_t two = LARMOR_AVX2 | LARMOR_FMA, five = LARMOR_AVX512F | LARMOR_AVX512DQ;
  return (has & two) != two ? 0 : (has & five) == five ? 2 : 1;
}
#define DISPATCH(name, ...)                                              \
  do {                                                                   \
    int at = level();                                                    \
    if (at == 2) return name##_avx512(__VA_ARGS__);                      \
    if (at == 1) return name##_avx2(__VA_ARGS__);                        \
    return name##_portable(__VA_ARGS__);                                 \
  } while (0)
const char *larmor_crossbar_variant(void) {
  const int at = level();
  return at == 2 ? "avx512" : at == 1 ? "avx2" : "portable";
}
#else
#define DISPATCH(name, ...) return name##_portable(__VA_ARGS__)
const char *larmor_crossbar_variant(void) { return "portable"; }
#endif

void larmor_crossbar_factor_word(const larmor_plane *shape, const larmor_lines *lines,
                                 const double *g, const double *near) {
  DISPATCH(factor_word, shape, lines, g, near);
}
void larmor_crossbar_factor_bit(const larmor_plane *shape, const larmor_lines *lines,
                                const double *g, const double *near) {
  DISPATCH(factor_bit, shape, lines, g, near);
}
double larmor_crossbar_solve_word(const larmor_plane *shape, const larmor_lines *lines,
                                  const double *g, const double *w, const double *j,
                                  const double *v, double *u, double *current,
                                  double *scratch) {
  DISPATCH(solve_word, shape, lines, g, w, j, v, u, current, scratch);
}
double larmor_crossbar_solve_bit(const larmor_plane *shape, const larmor_lines *lines,
                                 const double *g, const double *u, const double *j,
                                 const double *v, const double *old, double *w, double *r,
                                 double *current) {
  DISPATCH(solve_bit, shape, lines, g, u, j, v, old, w, r, current);
}
double larmor_crossbar_search(const larmor_plane *shape, const larmor_lines *bit, const double *g,
                              const larmor_krylov *k, double step, double beta) {
  DISPATCH(search, shape, bit, g, k, step, beta);
}
double larmor_crossbar_relax(const larmor_plane *shape, const larmor_lines *word,
                             const larmor_krylov *k, double step, double *largest,
                             double *scratch) {
  DISPATCH(relax, shape, word, k, step, largest, scratch);
}
void larmor_crossbar_advance(const larmor_plane *shape, const larmor_krylov *k, double step) {
  DISPATCH(advance, shape, k, step);
}
void larmor_crossbar_linearize(const larmor_plane *shape, const larmor_junctions *law,
                               const double *u, const double *w, double *g, double *j) {
  DISPATCH(linearize, shape, law, u, w, g, j);
}

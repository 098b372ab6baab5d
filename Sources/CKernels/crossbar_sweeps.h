// The sweeps of crossbar.h, included by crossbar.c once per instruction set with SUFFIX set.
// v8 is eight doubles; the compiler splits it where registers are narrower.

static inline __attribute__((always_inline)) void SUFFIX(transpose)(v8 t[8]) {
  v8 a[8], b[8];
  for (int k = 0; k < 8; k += 2) {
    a[k] = __builtin_shufflevector(t[k], t[k + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    a[k + 1] = __builtin_shufflevector(t[k], t[k + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int k = 0; k < 8; k += 4) {
    for (int l = 0; l < 2; l++) {
      b[k + l] = __builtin_shufflevector(a[k + l], a[k + l + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      b[k + l + 2] = __builtin_shufflevector(a[k + l], a[k + l + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
  for (int k = 0; k < 4; k++) {
    t[k] = __builtin_shufflevector(b[k], b[k + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    t[k + 4] = __builtin_shufflevector(b[k], b[k + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

static inline __attribute__((always_inline)) double SUFFIX(sum)(const v8 *v) {
  return (((*v)[0] + (*v)[4]) + ((*v)[1] + (*v)[5])) + (((*v)[2] + (*v)[6]) + ((*v)[3] + (*v)[7]));
}

static inline __attribute__((always_inline)) double SUFFIX(top)(const v8 *v) {
  double m = 0;
  for (int l = 0; l < 8; l++) {
    if ((*v)[l] > m || (*v)[l] != (*v)[l]) m = (*v)[l];  // a NaN stays
  }
  return m;
}

/// m = max(m, |x|); a NaN stays.
static inline __attribute__((always_inline)) void SUFFIX(track)(v8 *m, const v8 *x) {
  m8 bits = (m8)*x & 0x7fffffffffffffffLL;
  v8 y = (v8)bits;
  m8 take = (y > *m) | (y != y);
  *m = (v8)(((m8)y & take) | ((m8)*m & ~take));
}

/// Gain, share and seen of eight lines from the conductance s at their near nodes.
static void SUFFIX(close)(const larmor_lines *lines, int64_t at, const double *s,
                          const double *near) {
  for (int l = 0; l < 8; l++) {
    double r = near[at + l], seen = s[l];
    lines->seen[at + l] = seen;
    if (r < INFINITY) {
      double share = 1 / (1 + r * seen);
      lines->share[at + l] = share;
      lines->gain[at + l] = r * share;
    } else {
      lines->share[at + l] = 0;
      lines->gain[at + l] = seen > 0 ? 1 / seen : 0;
    }
  }
}

static void SUFFIX(factor_word)(const larmor_plane *shape, const larmor_lines *lines,
                                const double *g, const double *near) {
  const int64_t n = shape->columns, ld = shape->stride;
  for (int64_t i = 0; i < shape->rows; i += 8) {
    v8 *e = (v8 *)(lines->transmission + i * ld);
    v8 s = *(const v8 *)(lines->far + i);
    for (int64_t j = n; j < ld; j++) e[j] = (v8){0};
    for (int64_t tile = ld - 8; tile >= 0; tile -= 8) {
      v8 t[8];
      for (int l = 0; l < 8; l++) t[l] = *(const v8 *)(g + (i + l) * ld + tile);
      SUFFIX(transpose)(t);
      for (int l = 7; l >= 0; l--) {
        int64_t j = tile + l;
        if (j >= n) continue;
        s += t[l];
        if (j > 0) {
          e[j] = 1.0 / (1.0 + lines->segment * s);
          s *= e[j];
        } else {
          e[j] = (v8){0};
        }
      }
    }
    SUFFIX(close)(lines, i, (const double *)&s, near);
  }
}

static void SUFFIX(factor_bit)(const larmor_plane *shape, const larmor_lines *lines,
                               const double *g, const double *near) {
  const int64_t m = shape->rows, ld = shape->stride;
  for (int64_t j = 0; j < ld; j += 8) {
    v8 s = *(const v8 *)(lines->far + j);
    for (int64_t i = 0; i < m; i++) {
      s += *(const v8 *)(g + i * ld + j);
      v8 *e = (v8 *)(lines->transmission + i * ld + j);
      if (i < m - 1) {
        *e = 1.0 / (1.0 + lines->segment * s);
        s *= *e;
      } else {
        *e = (v8){0};
      }
    }
    SUFFIX(close)(lines, j, (const double *)&s, near);
  }
}

static double SUFFIX(solve_word)(const larmor_plane *shape, const larmor_lines *lines,
                                 const double *g, const double *w, const double *j,
                                 const double *v, double *u, double *current, double *scratch) {
  const int64_t ld = shape->stride, n = shape->columns;
  const double segment = lines->segment;
  v8 *ys = (v8 *)scratch;
  v8 largest = {0};
  for (int64_t i = 0; i < shape->rows; i += 8) {
    const v8 *e = (const v8 *)(lines->transmission + i * ld);
    const v8 volt = *(const v8 *)(v + i);
    v8 y = {0};
    for (int64_t tile = ld - 8; tile >= 0; tile -= 8) {
      v8 t[8];
      for (int l = 0; l < 8; l++) {
        int64_t at = (i + l) * ld + tile;
        t[l] = w ? *(const v8 *)(g + at) * *(const v8 *)(w + at) : (v8){0};
        if (j) t[l] -= *(const v8 *)(j + at);
      }
      SUFFIX(transpose)(t);
      for (int l = 7; l >= 0; l--) {
        int64_t c = tile + l;
        if (c == n - 1) y = volt * *(const v8 *)(lines->far + i);
        y += t[l];
        ys[c] = y;
        y *= e[c];
      }
    }
    // e of column 0 is zero, so the loop below starts from the near node.
    const v8 share = *(const v8 *)(lines->share + i);
    *(v8 *)(current + i) = share * (ys[0] - *(const v8 *)(lines->seen + i) * volt);
    v8 x = *(const v8 *)(lines->gain + i) * ys[0] + share * volt;
    for (int64_t tile = 0; tile < ld; tile += 8) {
      v8 t[8];
      for (int l = 0; l < 8; l++) {
        int64_t c = tile + l;
        if (c > 0) x = e[c] * (segment * ys[c]) + e[c] * x;
        t[l] = x;
      }
      SUFFIX(transpose)(t);
      for (int l = 0; l < 8; l++) {
        v8 *to = (v8 *)(u + (i + l) * ld + tile);
        v8 change = t[l] - *to;
        SUFFIX(track)(&largest, &change);
        *to = t[l];
      }
    }
  }
  return SUFFIX(top)(&largest);
}

static double SUFFIX(solve_bit)(const larmor_plane *shape, const larmor_lines *lines,
                                const double *g, const double *u, const double *j,
                                const double *v, const double *old, double *w, double *r,
                                double *current) {
  const int64_t m = shape->rows, ld = shape->stride;
  const double segment = lines->segment;
  v8 largest = {0};
  for (int64_t c = 0; c < ld; c += 8) {
    const v8 volt = *(const v8 *)(v + c);
    v8 y = volt * *(const v8 *)(lines->far + c);
    for (int64_t i = 0; i < m; i++) {
      int64_t at = i * ld + c;
      y += *(const v8 *)(g + at) * *(const v8 *)(u + at);
      if (j) y += *(const v8 *)(j + at);
      *(v8 *)(r + at) = y;
      if (i < m - 1) y *= *(const v8 *)(lines->transmission + at);
    }
    const v8 share = *(const v8 *)(lines->share + c);
    *(v8 *)(current + c) = share * (y - *(const v8 *)(lines->seen + c) * volt);
    v8 x = *(const v8 *)(lines->gain + c) * y + share * volt;
    for (int64_t i = m - 1; i >= 0; i--) {
      int64_t at = i * ld + c;
      if (i < m - 1) {
        v8 e = *(const v8 *)(lines->transmission + at);
        x = e * (segment * *(const v8 *)(r + at)) + e * x;
      }
      v8 change = old ? x - *(const v8 *)(old + at) : x;
      SUFFIX(track)(&largest, &change);
      *(v8 *)(r + at) = *(const v8 *)(g + at) * change;
      *(v8 *)(w + at) = x;
    }
  }
  return SUFFIX(top)(&largest);
}

static inline __attribute__((always_inline)) void SUFFIX(search_strip)(
    const larmor_plane *shape, const larmor_lines *bit, const double *g, const larmor_krylov *k,
    double step, double beta, int64_t column, const int width, v8 *product) {
  const int64_t m = shape->rows, ld = shape->stride;
  const double segment = bit->segment;
  v8 y[4], x[4], dot[4];
  for (int c = 0; c < width; c++) y[c] = (v8){0};
  for (int64_t i = 0; i < m; i++) {
    for (int c = 0; c < width; c++) {
      int64_t at = i * ld + column + 8 * c;
      v8 p = *(const v8 *)(k->p + at);
      *(v8 *)(k->u + at) += step * p;
      p = *(const v8 *)(k->z + at) + beta * p;
      *(v8 *)(k->p + at) = p;
      y[c] = *(const v8 *)(g + at) * p + y[c];
      *(v8 *)(k->q + at) = y[c];
      y[c] *= *(const v8 *)(bit->transmission + at);
    }
  }
  for (int c = 0; c < width; c++) {
    // Transmission of the last row is zero: its voltage comes from the near end alone.
    x[c] = *(const v8 *)(bit->gain + column + 8 * c) *
           *(const v8 *)(k->q + (m - 1) * ld + column + 8 * c);
    dot[c] = (v8){0};
  }
  for (int64_t i = m - 1; i >= 0; i--) {
    for (int c = 0; c < width; c++) {
      int64_t at = i * ld + column + 8 * c;
      if (i < m - 1) {
        v8 e = *(const v8 *)(bit->transmission + at);
        x[c] = e * (segment * *(const v8 *)(k->q + at)) + e * x[c];
      }
      v8 a = *(const v8 *)(k->r + at) + beta * *(const v8 *)(k->a + at);
      *(v8 *)(k->a + at) = a;
      v8 q = a - *(const v8 *)(g + at) * x[c];
      *(v8 *)(k->q + at) = q;
      dot[c] += *(const v8 *)(k->p + at) * q;
    }
  }
  for (int c = 0; c < width; c++) *product += dot[c];
}

static double SUFFIX(search)(const larmor_plane *shape, const larmor_lines *bit, const double *g,
                             const larmor_krylov *k, double step, double beta) {
  v8 product = {0};
  int64_t column = 0;
  for (; column + 32 <= shape->stride; column += 32)
    SUFFIX(search_strip)(shape, bit, g, k, step, beta, column, 4, &product);
  for (; column + 16 <= shape->stride; column += 16)
    SUFFIX(search_strip)(shape, bit, g, k, step, beta, column, 2, &product);
  for (; column < shape->stride; column += 8)
    SUFFIX(search_strip)(shape, bit, g, k, step, beta, column, 1, &product);
  return SUFFIX(sum)(&product);
}

static double SUFFIX(relax)(const larmor_plane *shape, const larmor_lines *word,
                            const larmor_krylov *k, double step, double *largest,
                            double *scratch) {
  const int64_t ld = shape->stride;
  const double segment = word->segment;
  v8 *ys = (v8 *)scratch;
  v8 product = {0}, top = {0};
  for (int64_t i = 0; i < shape->rows; i += 8) {
    const v8 *e = (const v8 *)(word->transmission + i * ld);
    v8 y = {0};
    for (int64_t tile = ld - 8; tile >= 0; tile -= 8) {
      v8 t[8];
      for (int l = 0; l < 8; l++) {
        int64_t at = (i + l) * ld + tile;
        t[l] = *(const v8 *)(k->r + at) - step * *(const v8 *)(k->q + at);
        *(v8 *)(k->r + at) = t[l];
      }
      SUFFIX(transpose)(t);
      for (int l = 7; l >= 0; l--) {
        y += t[l];
        ys[tile + l] = y;
        y *= e[tile + l];
      }
    }
    v8 x = *(const v8 *)(word->gain + i) * ys[0];
    for (int64_t tile = 0; tile < ld; tile += 8) {
      v8 t[8];
      for (int l = 0; l < 8; l++) {
        int64_t c = tile + l;
        if (c > 0) x = e[c] * (segment * ys[c]) + e[c] * x;
        t[l] = x;
        SUFFIX(track)(&top, &x);
      }
      SUFFIX(transpose)(t);
      for (int l = 0; l < 8; l++) {
        int64_t at = (i + l) * ld + tile;
        *(v8 *)(k->z + at) = t[l];
        product += t[l] * *(const v8 *)(k->r + at);
      }
    }
  }
  *largest = SUFFIX(top)(&top);
  return SUFFIX(sum)(&product);
}

static void SUFFIX(advance)(const larmor_plane *shape, const larmor_krylov *k, double step) {
  const int64_t count = shape->rows * shape->stride;
  for (int64_t at = 0; at < count; at += 8)
    *(v8 *)(k->u + at) += step * *(const v8 *)(k->p + at);
}

static void SUFFIX(linearize)(const larmor_plane *shape, const larmor_junctions *law,
                              const double *u, const double *w, double *g, double *j) {
  const int64_t count = shape->rows * shape->stride;
  for (int64_t at = 0; at < count; at += 8) {
    v8 v = *(const v8 *)(u + at) - *(const v8 *)(w + at);
    v8 p = *(const v8 *)(law->p + at), q = *(const v8 *)(law->q + at);
    v8 x = v * v * *(const v8 *)(law->inverse_half_squared + at);
    v8 inverse = 1.0 / (x + q);
    v8 chord = *(const v8 *)(law->limit + at) * (x + p) * inverse;
    // dI/dv = chord + v dchord/dv, and v dx/dv = 2x.
    v8 rise = 2.0 * x * *(const v8 *)(law->limit + at) * (q - p) * inverse * inverse;
    *(v8 *)(g + at) = chord + rise;
    *(v8 *)(j + at) = -rise * v;
  }
}

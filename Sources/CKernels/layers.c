#include "layers.h"

#include <string.h>

#include "clones.h"

#pragma STDC FP_CONTRACT OFF

LOOP void larmor_narrow_bf16(const float *restrict x, uint16_t *restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, &x[i], 4);
    // Not-a-numbers stay so: the loss is checked for them.
    uint32_t rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
    uint32_t quiet = bits >> 16 | 0x40;
    y[i] = (uint16_t)((bits & 0x7fffffff) > 0x7f800000 ? quiet : rounded);
  }
}

LOOP void larmor_narrow_s8(const float *restrict x, int8_t *restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] = (int8_t)(int32_t)x[i];
}

LOOP void larmor_narrow_u8(const float *restrict x, uint8_t *restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] = (uint8_t)(int32_t)x[i];
}

LOOP void larmor_widen_u8(const uint8_t *restrict x, float *restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] = x[i];
}

LOOP void larmor_widen_bf16(const uint16_t *restrict x, float *restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint32_t bits = (uint32_t)x[i] << 16;
    memcpy(&y[i], &bits, 4);
  }
}

LOOP void larmor_sign(const float *restrict x, float *restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] = x[i] >= 0 ? 1.0f : -1.0f;
}

LOOP void larmor_sign_backward(
    const float *restrict x, const float *restrict dy, float *restrict dx, size_t n, float window) {
  for (size_t i = 0; i < n; i++) {
    float d = dy[i];
    dx[i] = __builtin_fabsf(x[i]) <= window ? d : 0.0f;
  }
}

LOOP void larmor_ternary(const float *restrict x, float *restrict y, size_t n, float threshold) {
  for (size_t i = 0; i < n; i++)
    y[i] = (x[i] > threshold ? 1.0f : 0.0f) - (x[i] < -threshold ? 1.0f : 0.0f);
}

LOOP void larmor_ternary_backward(
    const float *restrict x, const float *restrict dy, float *restrict dx, size_t n,
    float threshold, float window) {
  for (size_t i = 0; i < n; i++) {
    float d = dy[i];
    dx[i] = __builtin_fabsf(__builtin_fabsf(x[i]) - threshold) < window ? d : 0.0f;
  }
}

LOOP void larmor_column_moments(
    const float *restrict x, size_t rows, size_t columns, double *restrict sum,
    double *restrict squares) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) {
      double value = x[r * columns + c];
      sum[c] += value;
      squares[c] += value * value;
    }
}

LOOP void larmor_normalize(
    const float *restrict x, size_t rows, size_t columns, const float *restrict mean,
    const float *restrict scale, const float *restrict shift, float *restrict y) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) {
      float centred = x[r * columns + c] - mean[c];
      float scaled = centred * scale[c];
      y[r * columns + c] = scaled + shift[c];
    }
}

LOOP void larmor_normalize_backward_sums(
    const float *restrict x, const float *restrict dy, size_t rows, size_t columns,
    const float *restrict mean, double *restrict sum, double *restrict product) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) {
      double d = dy[r * columns + c];
      double centred = x[r * columns + c] - mean[c];
      sum[c] += d;
      product[c] += d * centred;
    }
}

LOOP void larmor_normalize_backward(
    const float *restrict x, const float *restrict dy, size_t rows, size_t columns,
    const float *restrict mean, const float *restrict scale, const float *restrict a,
    const float *restrict b, float *restrict dx) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) {
      size_t i = r * columns + c;
      float centred = x[i] - mean[c];
      float part = centred * b[c];
      float rest = dy[i] - a[c];
      dx[i] = scale[c] * (rest - part);
    }
}

LOOP void larmor_fire(
    const float *restrict x, float *restrict u, float *restrict membrane, float *restrict s,
    size_t n, float threshold, int hard) {
  for (size_t i = 0; i < n; i++) {
    float before = u[i] + x[i];
    float spike = before >= threshold ? 1.0f : 0.0f;
    float soft = before - spike * threshold;
    float reset = spike > 0 ? 0.0f : before;
    membrane[i] = before;
    s[i] = spike;
    u[i] = hard ? reset : soft;
  }
}

LOOP void larmor_fire_backward(
    const float *restrict membrane, const float *restrict s, const float *restrict ds,
    float *restrict carry, float *restrict dx, size_t n, float threshold, float width, int hard) {
  for (size_t i = 0; i < n; i++) {
    float distance = __builtin_fabsf(membrane[i] - threshold) / width;
    float surrogate = distance < 1.0f ? (1.0f - distance) / width : 0.0f;
    float kept = hard && s[i] > 0 ? 0.0f : carry[i];
    float through = ds[i] * surrogate;
    float total = kept + through;
    carry[i] = total;
    dx[i] = total;
  }
}

LOOP void larmor_max_pool(
    const float *restrict x, size_t height, size_t width, size_t channels, size_t size, size_t step,
    float *restrict y, int32_t *restrict where) {
  size_t tall = (height - size) / step + 1, wide = (width - size) / step + 1;
  for (size_t i = 0; i < tall; i++)
    for (size_t j = 0; j < wide; j++) {
      float *best = y + (i * wide + j) * channels;
      int32_t *place = where + (i * wide + j) * channels;
      for (size_t a = 0; a < size; a++)
        for (size_t b = 0; b < size; b++) {
          size_t base = ((i * step + a) * width + j * step + b) * channels;
          if (a == 0 && b == 0) {
            for (size_t c = 0; c < channels; c++) {
              best[c] = x[base + c];
              place[c] = (int32_t)(base + c);
            }
            continue;
          }
          for (size_t c = 0; c < channels; c++) {
            float value = x[base + c];
            int better = value > best[c];
            best[c] = better ? value : best[c];
            place[c] = better ? (int32_t)(base + c) : place[c];
          }
        }
    }
}

LOOP void larmor_adam(
    float *restrict w, const float *restrict g, float *restrict m, float *restrict v, size_t n,
    float rate, float root, float beta1, float beta2, float epsilon, float bound) {
  float limit = bound > 0 ? bound : __builtin_inff();
  for (size_t i = 0; i < n; i++) {
    float first = beta1 * m[i] + (1.0f - beta1) * g[i];
    float second = beta2 * v[i] + (1.0f - beta2) * (g[i] * g[i]);
    m[i] = first;
    v[i] = second;
    float next = w[i] - rate * first / (__builtin_elementwise_sqrt(second) * root + epsilon);
    next = next > limit ? limit : next;
    w[i] = next < -limit ? -limit : next;
  }
}

LOOP void larmor_adam_step(
    const float *restrict g, float *restrict m, float *restrict v, float *restrict step, size_t n,
    float rate, float root, float beta1, float beta2, float epsilon) {
  for (size_t i = 0; i < n; i++) {
    float first = beta1 * m[i] + (1.0f - beta1) * g[i];
    float second = beta2 * v[i] + (1.0f - beta2) * (g[i] * g[i]);
    m[i] = first;
    v[i] = second;
    step[i] = -(rate * first / (__builtin_elementwise_sqrt(second) * root + epsilon));
  }
}

LOOP void larmor_move_states(
    float *restrict w, const float *restrict change, const uint32_t *restrict draws,
    const float *restrict table, size_t n, float distance, float least) {
  for (size_t i = 0; i < n; i++) {
    float low = -1.0f - w[i], high = 1.0f - w[i];
    float wanted = __builtin_fabsf(change[i]) < least ? 0.0f : change[i];
    wanted = wanted > low ? wanted : low;
    wanted = (wanted < high ? wanted : high) / distance;
    float whole = __builtin_truncf(wanted);
    float place = __builtin_fabsf(wanted - whole) * 1024.0f;
    // The last interval reaches to 1.
    place = place < 1023.9999f ? place : 1023.9999f;
    int32_t index = (int32_t)place;
    float probability = table[index] + (table[index + 1] - table[index]) * (place - (float)index);
    float draw = (float)(int32_t)(draws[i] >> 8) * 0x1p-24f;
    float extra = draw < probability ? (wanted > 0 ? 1.0f : -1.0f) : 0.0f;
    float state = __builtin_floorf((w[i] + 1.0f) / distance + whole + extra + 0.5f);
    float next = state * distance - 1.0f;
    next = next < 1.0f ? next : 1.0f;
    w[i] = next > -1.0f ? next : -1.0f;
  }
}

LOOP void larmor_descend(
    float *restrict w, const float *restrict g, float *restrict v, size_t n, float rate,
    float momentum, float bound) {
  float limit = bound > 0 ? bound : __builtin_inff();
  for (size_t i = 0; i < n; i++) {
    float velocity = momentum * v[i] + g[i];
    v[i] = velocity;
    float next = w[i] - rate * velocity;
    next = next > limit ? limit : next;
    w[i] = next < -limit ? -limit : next;
  }
}

LOOP void larmor_add_converted(
    const float *restrict x, float *restrict y, size_t n, float scale, float steps, float weight) {
  // A sum of zero, which lies between two values, goes to the upper one on every processor.
  float step = 2 * scale / steps, inverse = 1 / step, middle = 0.5f * steps + 0.5f;
  for (size_t i = 0; i < n; i++) {
    float level = __builtin_floorf(x[i] * inverse + middle);
    level = level < 0 ? 0 : level;
    level = level > steps ? steps : level;
    y[i] += weight * (level * step - scale);
  }
}

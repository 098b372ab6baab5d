// The one place that knows how oneDNN 2.x and 3.x differ: 2.x describes memory by a struct and builds
// a primitive descriptor from an operation descriptor; 3.x hides both behind handles. Everything here
// is a thin, static wrapper with one shape for both; every call returns oneDNN's status.
#ifndef LARMOR_ONEDNN_SHIM_H
#define LARMOR_ONEDNN_SHIM_H

#include <oneapi/dnnl/dnnl.h>
#include <stdint.h>

#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t larmor_desc;       // a handle that must be destroyed
typedef const_dnnl_memory_desc_t larmor_const_desc;
#define LARMOR_DESC(d) (d)
#else
typedef dnnl_memory_desc_t larmor_desc;       // a plain struct
typedef const dnnl_memory_desc_t *larmor_const_desc;
#define LARMOR_DESC(d) (&(d))
#endif

// Every thread of ours runs oneDNN by itself; weak, because only the OpenMP builds have it.
extern void omp_set_num_threads(int) __attribute__((weak));

static inline void larmor_onednn_single_thread(void) {
  if (omp_set_num_threads) omp_set_num_threads(1);
}

// A tensor in host memory: `strides` in elements, or null to let oneDNN choose the layout.
static inline dnnl_status_t larmor_describe(
    larmor_desc *d, int rank, const dnnl_dim_t *dims, const dnnl_dim_t *strides,
    dnnl_data_type_t type) {
#if DNNL_VERSION_MAJOR >= 3
  return strides ? dnnl_memory_desc_create_with_strides(d, rank, dims, type, strides)
                 : dnnl_memory_desc_create_with_tag(d, rank, dims, type, dnnl_format_tag_any);
#else
  return strides ? dnnl_memory_desc_init_by_strides(d, rank, dims, type, strides)
                 : dnnl_memory_desc_init_by_tag(d, rank, dims, type, dnnl_format_tag_any);
#endif
}

static inline void larmor_forget(larmor_desc *d) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_destroy(*d);
#else
  (void)d;
#endif
}

static inline dnnl_status_t larmor_memory(
    dnnl_memory_t *m, const larmor_desc *d, dnnl_engine_t e, void *data) {
  return dnnl_memory_create(m, LARMOR_DESC(*d), e, data);
}

// The layout that a primitive chose for an argument, as memory over `data` (null: no memory yet).
static inline dnnl_status_t larmor_argument(
    dnnl_memory_t *m, const_dnnl_primitive_desc_t p, int argument, dnnl_engine_t e, void *data) {
  return dnnl_memory_create(
      m, dnnl_primitive_desc_query_md(p, dnnl_query_exec_arg_md, argument), e, data);
}

static inline size_t larmor_argument_bytes(const_dnnl_primitive_desc_t p, int argument) {
  return dnnl_memory_desc_get_size(
      dnnl_primitive_desc_query_md(p, dnnl_query_exec_arg_md, argument));
}

// Scratch memory belongs to the caller, so that one primitive may run on several threads at once.
static inline dnnl_status_t larmor_attributes(dnnl_primitive_attr_t *a) {
  dnnl_status_t s = dnnl_primitive_attr_create(a);
  return s ? s : dnnl_primitive_attr_set_scratchpad_mode(*a, dnnl_scratchpad_mode_user);
}

static inline dnnl_status_t larmor_product(
    dnnl_primitive_desc_t *p, dnnl_engine_t e, const larmor_desc *a, const larmor_desc *b,
    const larmor_desc *c) {
  dnnl_primitive_attr_t attr;
  dnnl_status_t s = larmor_attributes(&attr);
  if (s) return s;
#if DNNL_VERSION_MAJOR >= 3
  s = dnnl_matmul_primitive_desc_create(p, e, *a, *b, NULL, *c, attr);
#else
  dnnl_matmul_desc_t d;
  s = dnnl_matmul_desc_init(&d, a, b, NULL, c);
  if (!s) s = dnnl_primitive_desc_create(p, &d, attr, e, NULL);
#endif
  dnnl_primitive_attr_destroy(attr);
  return s;
}

enum larmor_pass { LARMOR_FORWARD, LARMOR_BACKWARD_DATA, LARMOR_BACKWARD_WEIGHTS };

// A convolution without bias. `hint` is the forward descriptor, for the backward passes.
static inline dnnl_status_t larmor_convolution(
    dnnl_primitive_desc_t *p, dnnl_engine_t e, enum larmor_pass pass, const larmor_desc *source,
    const larmor_desc *weights, const larmor_desc *target, dnnl_dim_t stride, dnnl_dim_t padding,
    const_dnnl_primitive_desc_t hint) {
  const dnnl_dims_t strides = {stride, stride}, pad = {padding, padding};
  dnnl_primitive_attr_t attr;
  dnnl_status_t s = larmor_attributes(&attr);
  if (s) return s;
#if DNNL_VERSION_MAJOR >= 3
  const dnnl_dims_t dilation = {0, 0};
  switch (pass) {
  case LARMOR_FORWARD:
    s = dnnl_convolution_forward_primitive_desc_create(
        p, e, dnnl_forward_training, dnnl_convolution_direct, *source, *weights, NULL, *target,
        strides, dilation, pad, pad, attr);
    break;
  case LARMOR_BACKWARD_DATA:
    s = dnnl_convolution_backward_data_primitive_desc_create(
        p, e, dnnl_convolution_direct, *source, *weights, *target, strides, dilation, pad, pad,
        hint, attr);
    break;
  case LARMOR_BACKWARD_WEIGHTS:
    s = dnnl_convolution_backward_weights_primitive_desc_create(
        p, e, dnnl_convolution_direct, *source, *weights, NULL, *target, strides, dilation, pad,
        pad, hint, attr);
    break;
  }
#else
  dnnl_convolution_desc_t d;
  switch (pass) {
  case LARMOR_FORWARD:
    s = dnnl_convolution_forward_desc_init(
        &d, dnnl_forward_training, dnnl_convolution_direct, source, weights, NULL, target, strides,
        pad, pad);
    break;
  case LARMOR_BACKWARD_DATA:
    s = dnnl_convolution_backward_data_desc_init(
        &d, dnnl_convolution_direct, source, weights, target, strides, pad, pad);
    break;
  case LARMOR_BACKWARD_WEIGHTS:
    s = dnnl_convolution_backward_weights_desc_init(
        &d, dnnl_convolution_direct, source, weights, NULL, target, strides, pad, pad);
    break;
  }
  if (!s) s = dnnl_primitive_desc_create(p, &d, attr, e, hint);
#endif
  dnnl_primitive_attr_destroy(attr);
  return s;
}

static inline dnnl_status_t larmor_reorder(
    dnnl_primitive_desc_t *p, dnnl_engine_t e, const_dnnl_memory_t from, const_dnnl_memory_t to) {
#if DNNL_VERSION_MAJOR >= 3
  const_dnnl_memory_desc_t a, b;
#else
  const dnnl_memory_desc_t *a, *b;
#endif
  dnnl_status_t s = dnnl_memory_get_memory_desc(from, &a);
  if (!s) s = dnnl_memory_get_memory_desc(to, &b);
  if (s) return s;
  dnnl_primitive_attr_t attr;
  s = larmor_attributes(&attr);
  if (s) return s;
  s = dnnl_reorder_primitive_desc_create(p, a, e, b, e, attr);
  dnnl_primitive_attr_destroy(attr);
  return s;
}

#endif

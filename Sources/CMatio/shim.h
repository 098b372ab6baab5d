// Arrays of small numbers from MATLAB files, by libmatio.
//
// The library serves one data set that few have, so that it is wanted at neither build nor start: without
// its header this says so when asked, and the library itself is opened when a file is read.
#ifndef LARMOR_MATIO_SHIM_H
#define LARMOR_MATIO_SHIM_H

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum larmor_mat_status {
  LARMOR_MAT_READ,
  /// The header was missing when this was compiled.
  LARMOR_MAT_NOT_BUILT,
  LARMOR_MAT_NO_LIBRARY,
  /// No file, or none that libmatio understands.
  LARMOR_MAT_NO_FILE,
  LARMOR_MAT_NO_VARIABLE,
  /// The variable is no real array of whole numbers 0 to 255 in at most four dimensions.
  LARMOR_MAT_NO_BYTES,
};

/// What was read. `values` is in MATLAB's order, the first subscript fastest, and the caller's to free.
struct larmor_mat_array {
  enum larmor_mat_status status;
  int rank;
  size_t dimensions[4];
  size_t count;
  uint8_t *values;
};

#if __has_include(<matio.h>)
#include <matio.h>

struct larmor_matio {
  __typeof__(Mat_Open) *open;
  __typeof__(Mat_Close) *close;
  __typeof__(Mat_VarRead) *read;
  __typeof__(Mat_VarFree) *release;
};

static inline bool larmor_matio_open(struct larmor_matio *functions) {
  const char *libraries[] = {"libmatio.so.11", "libmatio.so.13", "libmatio.so", "libmatio.dylib",
                             "/opt/homebrew/lib/libmatio.dylib"};
  void *library = NULL;
  for (unsigned i = 0; i < sizeof libraries / sizeof *libraries && !library; i++)
    library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  const char *names[] = {"Mat_Open", "Mat_Close", "Mat_VarRead", "Mat_VarFree"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    void *found = dlsym(library, names[i]);
    if (!found) return false;
    memcpy((char *)functions + i * sizeof found, &found, sizeof found);
  }
  return true;
}

/// Takes the values of `variable` as bytes; false where one is none.
static inline bool larmor_mat_take(const matvar_t *variable, struct larmor_mat_array *array) {
  if (variable->rank > 4 || variable->isComplex || !variable->data) return false;
  array->rank = variable->rank;
  array->count = 1;
  for (int i = 0; i < variable->rank; i++) {
    array->dimensions[i] = variable->dims[i];
    array->count *= variable->dims[i];
  }
  if (variable->data_type != MAT_T_UINT8 && variable->data_type != MAT_T_DOUBLE) return false;
  size_t width = variable->data_type == MAT_T_UINT8 ? 1 : sizeof(double);
  if (variable->nbytes < array->count * width) return false;
  array->values = (uint8_t *)malloc(array->count ? array->count : 1);
  if (!array->values) return false;
  for (size_t i = 0; i < array->count; i++) {
    if (width == 1) {
      array->values[i] = ((const uint8_t *)variable->data)[i];
    } else {
      double value = ((const double *)variable->data)[i];
      if (!(value >= 0 && value <= 255)) return false;
      array->values[i] = (uint8_t)value;
      if (array->values[i] != value) return false;
    }
  }
  return true;
}

static inline struct larmor_mat_array larmor_mat_bytes(const char *path, const char *name) {
  struct larmor_mat_array array = {LARMOR_MAT_NO_LIBRARY, 0, {0}, 0, NULL};
  struct larmor_matio library;
  if (!larmor_matio_open(&library)) return array;
  array.status = LARMOR_MAT_NO_FILE;
  mat_t *file = library.open(path, MAT_ACC_RDONLY);
  if (!file) return array;
  array.status = LARMOR_MAT_NO_VARIABLE;
  matvar_t *variable = library.read(file, name);
  if (variable) {
    array.status = LARMOR_MAT_READ;
    if (!larmor_mat_take(variable, &array)) {
      free(array.values);
      array.values = NULL;
      array.status = LARMOR_MAT_NO_BYTES;
    }
    library.release(variable);
  }
  library.close(file);
  return array;
}
#else
static inline struct larmor_mat_array larmor_mat_bytes(const char *path, const char *name) {
  (void)path;
  (void)name;
  struct larmor_mat_array array = {LARMOR_MAT_NOT_BUILT, 0, {0}, 0, NULL};
  return array;
}
#endif

#endif

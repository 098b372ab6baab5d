// sharedspice.h uses `bool` without including <stdbool.h>, and hides the event-node functions
// unless XSPICE is defined, so both stand here before it.
#include <stdbool.h>
#define XSPICE 1
#include <ngspice/sharedspice.h>

#include <dlfcn.h>
#include <string.h>

/// The functions of libngspice that Larmor calls, with the types of its header.
///
/// The library is opened when a worker starts and not linked: on a machine without it the program
/// still runs, and says what is missing.
struct larmor_ngspice {
  __typeof__(ngSpice_Init) *initialize;
  __typeof__(ngSpice_Init_Sync) *initialize_sync;
  __typeof__(ngSpice_Command) *command;
  __typeof__(ngGet_Vec_Info) *vector_info;
  __typeof__(ngSpice_Circ) *circuit;
  __typeof__(ngSpice_AllPlots) *all_plots;
  __typeof__(ngSpice_AllVecs) *all_vectors;
};

/// Opens the library `name` and finds every function in it; false where either fails.
static inline bool larmor_ngspice_open(const char *name, struct larmor_ngspice *functions) {
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  const char *names[] = {"ngSpice_Init",   "ngSpice_Init_Sync", "ngSpice_Command",
                         "ngGet_Vec_Info", "ngSpice_Circ",      "ngSpice_AllPlots",
                         "ngSpice_AllVecs"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    void *found = dlsym(library, names[i]);
    if (!found) return false;
    memcpy((char *)functions + i * sizeof found, &found, sizeof found);
  }
  return true;
}

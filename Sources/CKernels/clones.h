#ifndef LARMOR_CLONES_H
#define LARMOR_CLONES_H

/// LOOP marks a function that is compiled once for each instruction set, one of which is chosen at run time.
// The loader chooses among clones before a program's first line, and so before the thread sanitizer is
// ready for the code that chooses: with it there is one version only.
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
#define LOOP __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LOOP
#endif

#endif

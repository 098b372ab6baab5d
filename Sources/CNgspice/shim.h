// sharedspice.h uses `bool` without including <stdbool.h>, and hides the event-node functions
// unless XSPICE is defined, so both stand here before it.
#include <stdbool.h>
#define XSPICE 1
#include <ngspice/sharedspice.h>

/* emergency.h: the number to call, without any network. */
#ifndef LIMBER_CLI_EMERGENCY_H
#define LIMBER_CLI_EMERGENCY_H

#include <stdbool.h>

/* What LIMBER_EMERGENCY_NUMBER says, or the number of the locale's region; 112 where it is not
 * known. *chosen: somebody has set it. */
const char *emergency_number(bool *chosen);

#endif

/* technique.h: a technique as JSON and for people. */
#ifndef LIMBER_CLI_TECHNIQUE_H
#define LIMBER_CLI_TECHNIQUE_H

#include <jansson.h>

/* All that the catalogue says about it; NULL: no memory. */
json_t *technique_to_json(int index);

#endif

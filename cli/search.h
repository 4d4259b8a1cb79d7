/* search.h: which techniques are looked for. */
#ifndef LIMBER_CLI_SEARCH_H
#define LIMBER_CLI_SEARCH_H

#include "command.h"

/* Those that fit all options and words, at most LIMBER_TECHNIQUE_MAX; -1: refused, and said why. */
int search_techniques(const cli_arguments *arguments, int *found);

#endif

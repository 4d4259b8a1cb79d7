/* read_instance.h: to and from the text of instances and solutions, as docs/planner.md describes
 * it, for the programs of the referee. It stops the program at a text that is not in that form. */
#ifndef LIMBER_READ_INSTANCE_H
#define LIMBER_READ_INSTANCE_H

#include "instance.h"

#include <stdio.h>

enum { NAME_MAX_BYTES = 65 };

/* An instance, and what its techniques are called: they have no place in a catalogue, so that they
 * are numbered as they come. */
typedef struct {
    limber_instance instance;
    char name[LIMBER_TECHNIQUE_MAX][NAME_MAX_BYTES];
} named_instance;

/* The next instance of the file; false at its end. */
bool read_instance(FILE *file, named_instance *out);

void write_instance(FILE *file, const named_instance *named);
void write_solution(FILE *file, const named_instance *of, const limber_solution *solution);

/* A file that can be opened, or the end of the program. */
FILE *open_or_stop(const char *path, const char *mode);

#endif

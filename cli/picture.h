/* picture.h: a technique's picture, in the terminal and as a file. */
#ifndef LIMBER_CLI_PICTURE_H
#define LIMBER_CLI_PICTURE_H

#include "command.h"
#include "draw.h"

extern const limber_motion limber_catalogue_motions[];

/* Any of the options that are about a picture. */
bool picture_is_asked(const cli_arguments *arguments);
/* ... and those after which no text comes. */
bool picture_is_file_or_film(const cli_arguments *arguments);

/* What those options ask for; returns how to leave. */
int picture_show(const cli_arguments *arguments, int technique);

/* The still above the text, where a terminal can show it; nothing elsewhere. */
int picture_above(const cli_arguments *arguments, int technique);

/* The sheet of some techniques, into the file of --sheet. */
int picture_sheet(const cli_arguments *arguments, const int *techniques, int count);

/* What this terminal shows of colours. */
draw_colours picture_colours(void);

/* The person does not want moving pictures. */
bool picture_reduced(void);

#endif

/* paint.h: colour and line breaks. Nothing is said by colour alone. */
#ifndef LIMBER_CLI_PAINT_H
#define LIMBER_CLI_PAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum { PAINT_PLAIN, PAINT_STRONG, PAINT_FAINT, PAINT_CALM, PAINT_ALARM } cli_paint;

/* "auto", "always", "never" or NULL for auto: a terminal, and no NO_COLOR. */
void paint_choose(const char *when);

/* Whether colours are written there. */
bool paint_is_on(FILE *out);

/* Text with a paint around it; nothing else is added. */
void paint_text(FILE *out, cli_paint paint, const char *text);
void paint_begin(FILE *out, cli_paint paint);
void paint_end(FILE *out, cli_paint paint);

/* The columns that UTF-8 text takes: one for each of its characters. */
size_t text_columns(const char *text);

/* How wide lines may be: the terminal's width, though never too wide to read. */
size_t page_columns(FILE *out);

size_t page_rows(FILE *out);

/* How many lines text has; each ends in a newline. */
size_t text_lines(const char *text);

/* Text in lines of at most columns, `first` before the first of them and blanks of the same width
 * before the others. */
void write_wrapped(FILE *out, size_t columns, const char *first, const char *text);

/* The same in the width of the page. */
void write_paragraph(FILE *out, const char *first, const char *text);
void write_heading(FILE *out, const char *text);
/* Each with a bullet. The list ends with NULL. */
void write_list(FILE *out, const char *const *list);
/* Each with its number. */
void write_steps(FILE *out, const char *const *list);

#endif

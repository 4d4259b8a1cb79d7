/* view_picture.h: the figure beside the words of a session. */
#ifndef LIMBER_CLI_VIEW_PICTURE_H
#define LIMBER_CLI_VIEW_PICTURE_H

#include "view.h"

#include <stddef.h>

/* Lines of dots, no more than the room given; NULL where no moving picture is shown. To be freed.
 */
char *view_picture(const cli_view *view, size_t columns, size_t rows);

#endif

/* layout.h: prints where the fields of a struct lie, as TypeScript. For the layout generators. */
#ifndef LIMBER_TOOLS_LAYOUT_H
#define LIMBER_TOOLS_LAYOUT_H

#include <stddef.h>
#include <stdio.h>

#define MEMBER(type, field) (((type *)0)->field)

#define FIELD(type, field)                                                                         \
    printf("    " #field ": { offset: %zu, bytes: %zu, count: 1 },\n", offsetof(type, field),      \
           sizeof MEMBER(type, field))

/* Of an array of structs, these have their own layout. */
#define ARRAY(type, field)                                                                         \
    printf("    " #field ": { offset: %zu, bytes: %zu, count: %zu },\n", offsetof(type, field),    \
           sizeof MEMBER(type, field)[0],                                                          \
           sizeof MEMBER(type, field) / sizeof MEMBER(type, field)[0])

#define BEGIN(name, type) printf("  " name ": {\n    size: %zu,\n", sizeof(type))

#define END() printf("  },\n")

#endif

/* lists.h: lists of the catalogue as JSON arrays. Each returns NULL where there is no memory. */
#ifndef LIMBER_CLI_LISTS_H
#define LIMBER_CLI_LISTS_H

#include "codec.h"
#include "words.h"

json_t *list_to_json(limber_list list);
/* The names of the bits that are set. */
json_t *set_to_json(uint64_t bits, limber_name_at *names);
/* Each of so many, by its index. */
json_t *all_to_json(int count, json_t *(*to_json)(int index));

#endif

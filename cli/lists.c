#include "lists.h"

/* Takes the element; array is NULL from the first failure on. */
static void append(json_t **array, json_t *element) {
    if (*array == NULL || json_array_append_new(*array, element) != 0) {
        json_decref(*array == NULL ? element : *array);
        *array = NULL;
    }
}

json_t *list_to_json(limber_list list) {
    json_t *array = json_array();
    for (; *list != NULL; list++) {
        append(&array, json_string(*list));
    }
    return array;
}

json_t *set_to_json(uint64_t bits, limber_name_at *names) {
    json_t *array = json_array();
    for (int i = 0; names(i) != NULL; i++) {
        if ((bits >> i & 1) != 0) {
            append(&array, json_string(names(i)));
        }
    }
    return array;
}

json_t *all_to_json(int count, json_t *(*to_json)(int index)) {
    json_t *array = json_array();
    for (int i = 0; i < count; i++) {
        append(&array, to_json(i));
    }
    return array;
}

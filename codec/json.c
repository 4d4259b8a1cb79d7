/* The one door for JSON from outside. */
#include "codec.h"

#include "fields.h"

#include <string.h>

/* Looks at brackets outside of strings only. What is not JSON at all is left to the parser, which
 * by then cannot be led deeper. */
static bool too_deep(const char *text, size_t bytes) {
    int depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < bytes; i++) {
        char c = text[i];
        if (in_string) {
            i += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > LIMBER_JSON_DEPTH_MAX) {
                return true;
            }
        } else if (c == ']' || c == '}') {
            depth--;
        }
    }
    return false;
}

json_t *limber_json_parse(const char *text, size_t bytes, limber_fault *fault) {
    field document = field_root(NULL, fault);
    if (too_deep(text, bytes)) {
        (void)field_fail(&document, "the JSON is nested deeper than %d levels",
                         LIMBER_JSON_DEPTH_MAX);
        return NULL;
    }
    json_error_t error;
    json_t *json = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &error);
    if (json == NULL) {
        (void)field_fail(&document, "this is not valid JSON: line %d, column %d: %s", error.line,
                         error.column, error.text);
    }
    return json;
}

/* Which programme holds: the one that none has replaced. No clock is asked, and no order of
 * arrival, so that equal logs give the same one. */
#include "prescribed.h"
#include "sessions.h"
#include "words.h"

#include <string.h>

static bool same_version(const json_t *event) {
    return strcmp(body_text(event, "catalogue"), limber_words_en.version) == 0;
}

/* The names of all events that another one replaces, as keys; NULL: no memory. */
static json_t *replaced_by_others(const json_t *events) {
    json_t *replaced = json_object();
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *event = json_array_get(events, i);
        const json_t *list = event_is(event, "programme") ? body_member(event, "replaces") : NULL;
        for (size_t j = 0; j < json_array_size(list); j++) {
            const char *name = json_string_value(json_array_get(list, j));
            if (json_object_set_new(replaced, name, json_true()) != 0) {
                json_decref(replaced);
                return NULL;
            }
        }
    }
    return replaced;
}

/* The later date goes first; then any order will do that is the same everywhere. */
static bool goes_before(const limber_programme *programme, const char *text,
                        const kept_programme *than) {
    return than->text == NULL || programme->date > than->document.programme.date ||
           (programme->date == than->document.programme.date && strcmp(text, than->text) > 0);
}

/* Without a text it says that the one before was removed. */
static void consider(const json_t *event, kept_programme *out) {
    limber_programme_document document;
    limber_fault fault;
    const char *text = json_string_value(body_member(event, "document"));
    if (text == NULL) {
        return;
    }
    json_t *json = limber_json_parse(text, strlen(text), &fault);
    if (json == NULL ||
        !limber_programme_from_json(json, !same_version(event), &document, &fault)) {
        out->unreadable = true;
        json_decref(json);
        return;
    }
    out->several |= out->text != NULL && strcmp(out->text, text) != 0;
    if (!goes_before(&document.programme, text, out)) {
        json_decref(json);
        return;
    }
    json_decref(out->json);
    out->json = json;
    out->text = text;
    out->document = document;
}

bool programme_find(const json_t *events, kept_programme *out) {
    *out = (kept_programme){.unreplaced = json_array()};
    json_t *replaced = replaced_by_others(events);
    bool found = replaced != NULL && out->unreplaced != NULL;
    for (size_t i = 0; found && i < json_array_size(events); i++) {
        const json_t *event = json_array_get(events, i);
        char name[REFERENCE_BYTES];
        log_reference(event, name);
        if (event_is(event, "programme") && json_object_get(replaced, name) == NULL) {
            found = json_array_append_new(out->unreplaced, json_string(name)) == 0;
            consider(event, out);
        }
    }
    json_decref(replaced);
    return found;
}

void programme_free(kept_programme *kept) {
    json_decref(kept->json);
    json_decref(kept->unreplaced);
    *kept = (kept_programme){0};
}

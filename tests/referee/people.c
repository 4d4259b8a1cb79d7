/* What the planner makes of people: people < LINES
 *
 * A line is a JSON object: the `request` of `limber plan`, the ids that a screening would have
 * `allowed`, the `closed` positions, `wishes` (leave_out, keep, short: lists of ids) and what is
 * `prescribed` (by id: hold in ms, repetitions, sets). The answer for each is the text of its
 * instance, and a line "left-out ID REASON" for every technique that is not in it. */
#include "codec.h"
#include "read_instance.h"

#include <stdlib.h>
#include <string.h>

extern const limber_catalogue limber_catalogue_tables;
static const limber_catalogue *const catalogue = &limber_catalogue_tables;

enum { LINE_BYTES = 1 << 16 };

static limber_workspace workspace;

static _Noreturn void stop(const char *what, const char *about) {
    fprintf(stderr, "people: %s: %s\n", what, about);
    exit(2);
}

static int index_of(limber_name_at *names, const char *id) {
    int index = limber_name_find(names, 0, id);
    if (index < 0) {
        stop("there is no", id);
    }
    return index;
}

static limber_screening read_screening(const json_t *person, uint32_t day) {
    limber_screening screening = {.day = day, .disposition = LIMBER_DISPOSITION_PROCEED};
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(person, "allowed"), i, entry) {
        int technique = index_of(limber_technique_id, json_string_value(entry));
        screening.allowed[technique / 32] |= UINT32_C(1) << technique % 32;
    }
    json_array_foreach(json_object_get(person, "closed"), i, entry) {
        screening.closed_positions =
            (uint8_t)(screening.closed_positions | 1u << json_integer_value(entry));
    }
    return screening;
}

static void read_wishes(json_t *person, limber_request *request) {
    static const struct {
        const char *key;
        uint8_t wish;
    } wishes[] = {{"leave_out", LIMBER_WISH_LEAVE_OUT},
                  {"keep", LIMBER_WISH_KEEP},
                  {"short", LIMBER_WISH_SHORT}};
    for (size_t kind = 0; kind < sizeof wishes / sizeof wishes[0]; kind++) {
        size_t i;
        json_t *entry;
        json_array_foreach(json_object_get(json_object_get(person, "wishes"), wishes[kind].key), i,
                           entry) {
            request->wish[index_of(limber_technique_id, json_string_value(entry))] |=
                wishes[kind].wish;
        }
    }
    const char *id;
    json_t *dose;
    json_object_foreach(json_object_get(person, "prescribed"), id, dose) {
        int technique = index_of(limber_technique_id, id);
        request->wish[technique] |= LIMBER_WISH_PRESCRIBED;
        request->prescribed[technique] =
            (limber_prescription){.hold_ms = (uint32_t)json_integer_value(json_array_get(dose, 0)),
                                  .reps = (uint16_t)json_integer_value(json_array_get(dose, 1)),
                                  .sets = (uint8_t)json_integer_value(json_array_get(dose, 2))};
    }
}

static void must(limber_error error) {
    if (error != LIMBER_OK) {
        stop("the core says", limber_error_name(error));
    }
}

static void answer(json_t *person) {
    static named_instance named;
    static limber_plan plan;
    limber_answers answers;
    limber_record record;
    limber_request request;
    limber_programme_document programme;
    limber_fault fault;
    if (!limber_request_from_json(json_object_get(person, "request"), 0, &answers, &record,
                                  &request, &programme, &fault)) {
        stop(fault.field, fault.message);
    }
    read_wishes(person, &request);
    limber_screening screening = read_screening(person, request.day);
    must(limber_plan_instance(catalogue, &screening, &record, &request, &named.instance));
    must(limber_plan_make(catalogue, &screening, &record, &request, &workspace, &plan));
    bool there[LIMBER_TECHNIQUE_MAX] = {false};
    for (int i = 0; i < named.instance.candidate_count; i++) {
        uint8_t technique = named.instance.candidate[i].technique;
        there[technique] = true;
        (void)snprintf(named.name[i], NAME_MAX_BYTES, "%s", limber_technique_id(technique));
    }
    write_instance(stdout, &named);
    for (int i = 0; i < catalogue->technique_count; i++) {
        if (!there[i]) {
            printf("left-out %s %s\n", limber_technique_id(i),
                   limber_left_out_name(plan.left_out[i]));
        }
    }
}

int main(void) {
    static char line[LINE_BYTES];
    while (fgets(line, sizeof line, stdin) != NULL) {
        limber_fault fault;
        json_t *person = limber_json_parse(line, strlen(line), &fault);
        if (person == NULL) {
            stop("a line is no JSON", fault.message);
        }
        answer(person);
        json_decref(person);
    }
    return fflush(stdout) == 0 ? 0 : 1;
}

/* Why a plan is as it is, for people to read. */
#include "paint.h"
#include "result.h"
#include "words.h"

#include <string.h>

static const char *text(int number) {
    return limber_words_en.texts[number];
}

static int percent_of(int32_t points, int32_t worth) {
    return worth > 0 ? (int)((points * INT64_C(100) + worth / 2) / worth) : 0;
}

/* "7 % less" */
static const char *how_much_less(int32_t points, int32_t worth, char *out, size_t bytes) {
    int percent = percent_of(points, worth);
    if (percent == 0) {
        return text(LIMBER_TEXT_WHY_HARDLY);
    }
    snprintf(out, bytes, "%d %s", percent, text(LIMBER_TEXT_WHY_PERCENT));
    return out;
}

static const char *place(uint8_t region) {
    return region < limber_catalogue_tables.region_count ? limber_words_en.regions[region].name
                                                         : text(LIMBER_TEXT_WHY_CALM);
}

static void write_chosen(FILE *out, const limber_plan *plan, const limber_reasons *reasons) {
    write_heading(out, text(LIMBER_TEXT_WHY_CHOSEN));
    for (int i = 0; i < plan->step_count; i++) {
        const limber_step *step = &plan->step[i];
        char line[512], less[32];
        if (step->side == LIMBER_SIDE_RIGHT) {
            continue;
        }
        const limber_technique_words *words = &limber_words_en.techniques[step->technique];
        uint8_t by = reasons->warmed_by[step->technique];
        bool warmed = by < limber_catalogue_tables.technique_count;
        int32_t adds = reasons->adds[step->technique];
        snprintf(line, sizeof line, "%s: %s %s.%s%s%s%s%s", words->name, text(LIMBER_TEXT_WHY_ADDS),
                 how_much_less(adds, reasons->whole, less, sizeof less), warmed ? " " : "",
                 warmed ? text(LIMBER_TEXT_WHY_WARMED_BY) : "", warmed ? " " : "",
                 warmed ? limber_words_en.techniques[by].name : "", warmed ? "." : "");
        write_paragraph(out, "  - ", line);
    }
}

static void write_left(FILE *out, const limber_plan *plan, const limber_reasons *reasons) {
    bool any = false;
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        char line[512], time[16], less[32];
        if (plan->left_out[i] != LIMBER_LEFT_OUT_WORTH) {
            continue;
        }
        if (!any) {
            write_heading(out, text(LIMBER_TEXT_WHY_LEFT));
            any = true;
        }
        const char *name = limber_words_en.techniques[i].name;
        write_minutes((uint32_t)reasons->less_ms[i], time, sizeof time);
        if (reasons->costs[i] < 0) {
            snprintf(line, sizeof line, "%s: %s", name, text(LIMBER_TEXT_WHY_NOT_TOGETHER));
        } else {
            int used =
                snprintf(line, sizeof line, "%s: %s %s", name, text(LIMBER_TEXT_WHY_COSTS),
                         how_much_less(reasons->costs[i], reasons->whole, less, sizeof less));
            bool from = reasons->less_ms[i] > 0;
            snprintf(line + used, sizeof line - (size_t)used, "%s%s%s%s%s%s.", from ? ": " : "",
                     from ? time : "", from ? " " : "", from ? text(LIMBER_TEXT_WHY_LESS) : "",
                     from ? " " : "", from ? place(reasons->less_of[i]) : "");
        }
        write_paragraph(out, "  - ", line);
    }
}

static void write_more(FILE *out, const limber_reasons *reasons) {
    char line[1024];
    if (reasons->more_ms == 0) {
        write_paragraph(out, "", text(LIMBER_TEXT_WHY_NO_MORE));
        return;
    }
    int used =
        snprintf(line, sizeof line, "%u %s %d %%", reasons->more_ms / 60000,
                 text(LIMBER_TEXT_WHY_MORE), percent_of(reasons->more_worth, reasons->whole));
    const char *before = ": ";
    for (int i = 0; i < limber_catalogue_tables.technique_count; i++) {
        if (reasons->more_techniques[i / 32] >> i % 32 & 1 && used < (int)sizeof line) {
            used += snprintf(line + used, sizeof line - (size_t)used, "%s%s", before,
                             limber_words_en.techniques[i].name);
            before = ", ";
        }
    }
    if (used < (int)sizeof line) {
        snprintf(line + used, sizeof line - (size_t)used, ".");
    }
    write_paragraph(out, "", line);
}

void write_plan_reasons(FILE *out, const limber_plan *plan, const limber_reasons *reasons) {
    char line[256];
    if (plan->outcome != LIMBER_OUTCOME_PLANNED) {
        return;
    }
    write_chosen(out, plan, reasons);
    write_left(out, plan, reasons);
    write_heading(out, text(LIMBER_TEXT_WHY_BEST));
    write_more(out, reasons);
    if (plan->worth == plan->at_most) {
        write_paragraph(out, "", text(LIMBER_TEXT_WHY_PROVEN));
    } else {
        snprintf(line, sizeof line, "%s %d %%.", text(LIMBER_TEXT_WHY_UNPROVEN),
                 percent_of(plan->at_most - plan->worth, reasons->whole) + 1);
        write_paragraph(out, "", line);
    }
}

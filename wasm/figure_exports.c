/* The figure as a WebAssembly module: one static buffer per type, and the calls on them. The page
 * writes a moment, or a step and an output, draws, and reads the shapes; the layout of each is in
 * the generated layout.ts and figure_layout.ts. */
#include "figure.h"

#define EXPORT(name) __attribute__((export_name(#name)))

extern const limber_motion limber_catalogue_motions[];

static limber_figure figure_buffer;
static limber_moment moment_buffer;
static limber_view view_buffer;
static uint32_t viewed = UINT32_MAX; /* the technique that the view is of */
static limber_step step_buffer;
static limber_output output_buffer;

/* Addresses of the buffers. */
EXPORT(figure) limber_figure *figure(void);
EXPORT(moment) limber_moment *moment(void);
EXPORT(step) limber_step *step(void);
EXPORT(output) limber_output *output(void);

/* The calls; `technique` is its place in the catalogue, which the caller keeps to. */
EXPORT(draw) void draw(uint32_t technique);
EXPORT(view) limber_view *view(uint32_t technique);
EXPORT(moment_of) void moment_of(uint32_t technique, uint32_t state_total_ms, uint32_t since_ms);

limber_figure *figure(void) {
    return &figure_buffer;
}

limber_moment *moment(void) {
    return &moment_buffer;
}

limber_step *step(void) {
    return &step_buffer;
}

limber_output *output(void) {
    return &output_buffer;
}

/* The room that the technique needs; overwrites the figure. */
limber_view *view(uint32_t technique) {
    if (technique != viewed) {
        limber_figure_view(&limber_catalogue_motions[technique], &figure_buffer, &view_buffer);
        viewed = technique;
    }
    return &view_buffer;
}

/* The moment in its buffer, as the figure in its. */
void draw(uint32_t technique) {
    limber_figure_draw(&limber_catalogue_motions[technique], view(technique), &moment_buffer,
                       &figure_buffer);
}

/* Fills the moment from the step and the output. */
void moment_of(uint32_t technique, uint32_t state_total_ms, uint32_t since_ms) {
    moment_buffer = limber_moment_of(&limber_catalogue_motions[technique], &step_buffer,
                                     &output_buffer, state_total_ms, since_ms);
}

/* The sketch as the native compiler computes it: gap, pressure, radius and sound as bytes. */
#include "bubble.h"

#include <stdio.h>

int main(void) {
    static bubble_trace trace;
    const bubble_joint joint = bubble_sketch();
    return !bubble_follow(&joint, 64, 2, &trace) || fwrite(&trace, sizeof trace, 1, stdout) != 1;
}

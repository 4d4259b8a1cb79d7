/* regions.h: which regions a technique is for, and which it prepares. Internal to the core. */
#ifndef LIMBER_CORE_REGIONS_H
#define LIMBER_CORE_REGIONS_H

#include "limber.h"

/* The region with most of its effect, the earlier of two. */
static inline uint8_t regions_primary(const limber_catalogue *catalogue,
                                      const limber_technique *technique) {
    uint8_t region = 0;
    for (uint8_t r = 1; r < catalogue->region_count; r++) {
        region = technique->region_weight[r] > technique->region_weight[region] ? r : region;
    }
    return region;
}

/* Bit per region that a warm-up prepares; 0 for everything else. */
static inline uint16_t regions_warmed(const limber_catalogue *catalogue,
                                      const limber_technique *technique) {
    uint16_t set = 0;
    for (int r = 0; r < catalogue->region_count; r++) {
        if (technique->phase == LIMBER_PHASE_WARM_UP && technique->region_weight[r] > 0 &&
            technique->region_weight[r] >= catalogue->planning.warms_from_percent) {
            set = (uint16_t)(set | 1u << r);
        }
    }
    return set;
}

#endif

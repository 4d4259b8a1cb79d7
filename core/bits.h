/* bits.h: sets of up to 64 questions. Internal to the core. In structs they are two words of 32
 * bits, so that JavaScript can read them; here they are one. */
#ifndef LIMBER_CORE_BITS_H
#define LIMBER_CORE_BITS_H

#include <stdint.h>

static inline uint64_t bits_of(const uint32_t words[2]) {
    return words[0] | (uint64_t)words[1] << 32;
}

static inline void bits_store(uint64_t set, uint32_t words[2]) {
    words[0] = (uint32_t)set;
    words[1] = (uint32_t)(set >> 32);
}

/* The first `count` of them; count is 1..64. */
static inline uint64_t bits_below(unsigned count) {
    return UINT64_MAX >> (64 - count);
}

/* Neighbours are added up, then pairs, then fours, then all. A call of the compiler's own would be
 * a symbol from outside the core. */
static inline int bits_count(uint64_t set) {
    set -= set >> 1 & UINT64_C(0x5555555555555555);
    set = (set & UINT64_C(0x3333333333333333)) + (set >> 2 & UINT64_C(0x3333333333333333));
    set = (set + (set >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (int)(set * UINT64_C(0x0101010101010101) >> 56);
}

/* The first one of a set that is not empty. */
static inline int bits_lowest(uint64_t set) {
    return __builtin_ctzll(set);
}

#endif

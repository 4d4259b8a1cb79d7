/* Dates of the proleptic Gregorian calendar, from 1970-01-02 to 9999-12-31. */
#include "codec.h"

#include <stdio.h>
#include <string.h>

static bool leap(unsigned year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned days_in_month(unsigned year, unsigned month) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && leap(year) ? 1u : 0u);
}

/* Days from 1970-01-01 to the first of January. */
static unsigned days_before_year(unsigned year) {
    unsigned past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400 - 719162;
}

static bool number(const char *text, int digits, unsigned *out) {
    *out = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        *out = *out * 10 + (unsigned)(text[i] - '0');
    }
    return true;
}

uint32_t limber_day_from_text(const char *text) {
    unsigned year, month, day;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' || !number(text, 4, &year) ||
        !number(text + 5, 2, &month) || !number(text + 8, 2, &day) || year < 1970 || month < 1 ||
        month > 12 || day < 1 || day > days_in_month(year, month)) {
        return 0;
    }
    unsigned days = days_before_year(year) + day - 1;
    for (unsigned i = 1; i < month; i++) {
        days += days_in_month(year, i);
    }
    return days;
}

void limber_day_to_text(uint32_t day, char out[11]) {
    static const uint32_t last = 2932896; /* 9999-12-31 */
    unsigned left = day < last ? day : last;
    unsigned year = 1970 + left / 366;
    while (days_before_year(year + 1) <= left) {
        year++;
    }
    left -= days_before_year(year);
    unsigned month = 1;
    while (left >= days_in_month(year, month)) {
        left -= days_in_month(year, month++);
    }
    snprintf(out, 11, "%04u-%02u-%02u", year % 10000, month % 100, (left + 1) % 100);
}

// A professional's programme: its text as it was written, read. What is done of it the core decides.

import type { Exercise, Programme } from './core';
import { dayOf, numberOf } from './core-memory';
import { limits, names } from './generated/layout';

/** It is none, or one of a form that came later. */
class Unreadable extends Error {}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Unreadable();
  }
  return value as Record<string, unknown>;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new Unreadable();
  }
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') {
    throw new Unreadable();
  }
  return value;
}

function count(value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new Unreadable();
  }
  return value;
}

function date(value: unknown): string {
  if (dayOf(text(value)) <= 0) {
    throw new Unreadable();
  }
  return text(value);
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

function exercise(value: unknown): Exercise {
  const { technique, sets, reps, hold_s, days, note } = object(value);
  const bits = optional(days, list)?.map((day) => 1 << numberOf(names.weekday, text(day)));
  return {
    technique: text(technique),
    asked: {
      sets: count(sets, 1, limits.setsMax),
      reps: count(reps, 1, limits.repsMax),
      hold_ms: 1000 * (optional(hold_s, (s) => count(s, 0, limits.holdMaxMs / 1000)) ?? 0),
    },
    days: bits?.reduce((all, bit) => all | bit, 0) ?? limits.everyDay,
    note: optional(note, text),
  };
}

function programme(value: unknown): Programme {
  const { programme: form, title, by, note, exercises, ...dates } = object(value);
  count(form, 1, 1);
  count(list(exercises).length, 1, limits.techniqueMax);
  return {
    title: text(title),
    by: text(by),
    note: optional(note, text),
    date: date(dates.date),
    until: optional(dates.until, date),
    exercises: list(exercises).map(exercise),
  };
}

function readable(written: string): Programme | null {
  try {
    return programme(JSON.parse(written));
  } catch {
    return null;
  }
}

/** As bytes would compare. */
function after(one: string, other: string): boolean {
  const [a, b] = [one, other].map((each) => Array.from(each, (c) => c.codePointAt(0) ?? 0)) as [
    number[],
    number[],
  ];
  const at = a.findIndex((code, i) => code !== b[i]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? -1);
}

export interface Kept {
  /** null: none can be read. */
  programme: Programme | null;
  several: boolean;
  unreadable: boolean;
}

/** Of those that hold the one with the latest date; then any order will do that is the same
 * everywhere: cli/programme_kept.c has it, too. */
export function programmeOf(documents: readonly string[]): Kept {
  let holds: { document: string; programme: Programme } | null = null;
  const kept: Kept = { programme: null, several: false, unreadable: false };
  for (const document of documents) {
    const read = readable(document);
    if (read === null) {
      kept.unreadable = true;
      continue;
    }
    kept.several ||= holds !== null && holds.document !== document;
    const later = holds === null || read.date > holds.programme.date;
    if (later || (read.date === holds?.programme.date && after(document, holds.document))) {
      holds = { document, programme: read };
    }
  }
  return { ...kept, programme: holds?.programme ?? null };
}

// Numbers to call, by the region that the browser is set to. The person's own choice goes first; it
// is kept on this device and is no fact of the log.

import { catalogue } from '../generated/catalogue';

const KEY = 'limber-emergency-number';

interface Row {
  numbers: readonly string[];
  regions: readonly string[];
}

const { everywhere_else: everywhereElse, emergency, advice } = catalogue.emergency;

function lookUp(rows: readonly Row[], region: string | null): readonly string[] {
  return rows.find(({ regions }) => region !== null && regions.includes(region))?.numbers ?? [];
}

/** The region that a language tag names itself: "en" alone says nothing about where somebody is. */
export function regionOf(languages: readonly string[]): string | null {
  const named = languages.map((tag) => /-([A-Z]{2})\b/.exec(tag)?.[1]);
  return named.find((region) => region !== undefined) ?? null;
}

export function emergencyNumbers(region: string | null): readonly string[] {
  const numbers = lookUp(emergency, region);
  return numbers.length > 0 ? numbers : everywhereElse;
}

/** null: your doctor, or the local service. */
export function adviceLine(region: string | null): string | null {
  return lookUp(advice, region)[0] ?? null;
}

export function regionName(region: string): string {
  return new Intl.DisplayNames(['en'], { type: 'region' }).of(region) ?? region;
}

/** A browser that keeps nothing must not keep the card from showing. */
export function ownNumber(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export function keepOwnNumber(number: string): void {
  try {
    localStorage.setItem(KEY, number);
  } catch {
    // It then holds until the page is closed.
  }
}

// Days as people and the core count them: by the clock on the wall here.

/** Today as 2026-11-21. */
export function today(): string {
  const now = new Date();
  const month = String(now.getMonth() + 1).padStart(2, '0');
  return `${now.getFullYear()}-${month}-${String(now.getDate()).padStart(2, '0')}`;
}

const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' });
const short = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** 2026-11-21 as a person would write it. */
export function dayText(day: string): string {
  return long.format(new Date(`${day}T12:00`));
}

export function timeText(atMs: number): string {
  return short.format(atMs);
}

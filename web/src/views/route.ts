// Which view is shown: what the address asks for, as far as what is known permits it.

import { useCallback, useEffect, useState } from 'preact/hooks';

const views = [
  'welcome',
  'questions',
  'body',
  'see-somebody',
  'check-in',
  'plan',
  'session',
  'afterwards',
  'thanks',
  'history',
  'lessons',
  'library',
] as const;

export type View = (typeof views)[number];

export interface Permissions {
  /** A screening holds that leads to somebody else than this program. */
  held: boolean;
  /** The person asked for all questions anew, and said what that needs. */
  anew: boolean;
  /** Something is kept about the person's body. */
  conditions: boolean;
  mayPlan: boolean;
  planned: boolean;
  /** A session runs in this tab, or stands there ended. */
  running: boolean;
  /** A session was left and can be taken up again. */
  open: boolean;
  afterwardsDue: boolean;
  thanked: boolean;
}

export function viewOf(hash: string): View {
  const [name] = hash.replace(/^#/, '').split('/');
  return views.find((view) => view === name) ?? 'welcome';
}

/** What the address names within its view: "cat-cow" of "#library/cat-cow"; empty: nothing. */
export function entryOf(hash: string): string {
  const [, ...rest] = hash.split('/');
  try {
    return decodeURIComponent(rest.join('/'));
  } catch {
    return rest.join('/');
  }
}

/** The view itself where it is permitted, else the nearest one that is. */
export function permitted(view: View, may: Permissions): View {
  switch (view) {
    case 'history':
    case 'library':
      return view;
    case 'lessons':
      return may.held ? permitted('welcome', may) : view;
    case 'session':
      return may.running || (may.open && !may.held) ? view : permitted('welcome', may);
    case 'afterwards':
      return may.afterwardsDue ? view : permitted('welcome', may);
    case 'thanks':
      return may.thanked ? view : permitted('welcome', may);
    case 'questions':
    case 'welcome':
      return may.held && !may.anew ? 'see-somebody' : view;
    case 'body':
      return may.conditions && !may.held ? view : permitted('welcome', may);
    case 'see-somebody':
      return may.held ? view : 'welcome';
    case 'check-in':
      return may.mayPlan && !may.held ? view : permitted('welcome', may);
    case 'plan':
      return may.planned
        ? permitted('check-in', may) === 'check-in'
          ? view
          : permitted('welcome', may)
        : permitted('check-in', may);
  }
}

/** The view that the address asks for, what it names in there, and the way to ask for another. */
export function useAsked(): [View, string, (view: View) => void] {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const go = useCallback((view: View): void => {
    setHash(`#${view}`);
    location.hash = view;
  }, []);
  return [viewOf(hash), entryOf(hash), go];
}

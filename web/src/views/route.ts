// Which view is shown: what the address asks for, as far as what is known permits it.

import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';

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

interface Asked {
  view: View;
  /** What the address names within the view. */
  entry: string;
  go: (view: View) => void;
  /** Makes the address say which view is shown instead, without a step in the browser's history. */
  keepTrue: (shown: View) => void;
}

/** What the address asks for, and the way to ask for something else. */
export function useAsked(): Asked {
  const [hash, setHash] = useState(location.hash);
  const followed = useRef(hash);
  const follow = useCallback((): void => {
    followed.current = location.hash;
    setHash(location.hash);
  }, []);
  useLayoutEffect(() => {
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [follow]);
  const go = useCallback(
    (view: View): void => {
      location.hash = view;
      follow();
    },
    [follow],
  );
  const keepTrue = useCallback((shown: View): void => {
    // An address that was not followed yet asks for another view already.
    if (location.hash === followed.current && viewOf(location.hash) !== shown) {
      history.replaceState(history.state, '', `#${shown}`);
      followed.current = location.hash;
    }
  }, []);
  return { view: viewOf(hash), entry: entryOf(hash), go, keepTrue };
}

// Parts of the page that are fetched when they are first needed, and what is shown until then.

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import address from '../style/late.css?url';
import { Heading } from './heading';
import { words } from './text';

/** Something that is fetched once and then stays. After a failure the next load tries again. */
export class Late<T> {
  value: T | null = null;
  private fetching: Promise<T> | null = null;

  constructor(private readonly fetch: () => Promise<T>) {}

  load(): Promise<T> {
    this.fetching ??= this.fetchOnce();
    return this.fetching;
  }

  private async fetchOnce(): Promise<T> {
    try {
      this.value = await this.fetch();
      return this.value;
    } catch (error) {
      this.fetching = null;
      throw error;
    }
  }
}

/** How all that is fetched late looks. */
const style = new Late(
  () =>
    new Promise<HTMLLinkElement>((resolve, reject) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = address;
      link.onload = () => resolve(link);
      link.onerror = () => {
        link.remove();
        reject(new Error(`${address} could not be fetched.`));
      };
      document.head.append(link);
    }),
);

/** A view with its styles. */
export function lateView<T>(fetch: () => Promise<T>): Late<T> {
  return new Late(async () => {
    const [view] = await Promise.all([fetch(), style.load()]);
    return view;
  });
}

export interface Fetching<T> {
  /** null: not here yet. */
  value: T | null;
  /** How often fetching it has failed. */
  failures: number;
  again: () => void;
}

export function useLate<T>(late: Late<T>): Fetching<T> {
  const [value, setValue] = useState<T | null>(() => late.value);
  const [failures, setFailures] = useState(0);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let over = false;
    late
      .load()
      .then((fetched) => over || setValue(() => fetched))
      .catch((error) => {
        console.warn('A part of the page could not be fetched.', error);
        if (!over) {
          setFailures((before) => before + 1);
        }
      });
    return () => {
      over = true;
    };
  }, [late, turn]);
  return { value, failures, again: () => setTurn((before) => before + 1) };
}

interface FetchedProps<T> {
  late: Late<T>;
  /** What is said until then, if it takes noticeably long. */
  waiting?: string;
  children: (value: T) => ComponentChildren;
}

/** Shows its children with what was fetched, and until then that it is on its way. Give it a key:
 * it keeps to what it was first given. */
export function Fetched<T>({ late, waiting, children }: FetchedProps<T>) {
  const fetching = useLate(late);
  if (fetching.value !== null) {
    return <>{children(fetching.value)}</>;
  }
  return fetching.failures === 0 ? (
    <Waiting text={waiting} />
  ) : (
    <div class="stack">
      <Heading text={words.late.title} />
      <Missing fetching={fetching} />
    </div>
  );
}

/** It comes into sight only where it takes long enough to be read. */
export function Waiting({ text = words.late.waiting }: { text?: string | undefined }) {
  return (
    <p class="waiting" role="status">
      {text}
    </p>
  );
}

/** A browser that remembers a failed fetch needs the page to be loaded again. */
export function Missing({ fetching: { failures, again } }: { fetching: Fetching<unknown> }) {
  return (
    <>
      <p class="lead">{words.late.lead}</p>
      <p>{words.late.safe}</p>
      <button type="button" class="button primary" onClick={again}>
        {words.app.again}
      </button>
      <p role="status">{failures > 1 && words.late.still}</p>
      <button type="button" class="button plain" onClick={() => location.reload()}>
        {words.app.reload}
      </button>
    </>
  );
}

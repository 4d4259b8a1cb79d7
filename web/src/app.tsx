// Which view stands on the screen: a function of what is known and of what the person does now.

import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Core } from './core';
import type { Log } from './log';
import { today } from './parts/dates';
import { Mark } from './parts/drawings';
import { useKnown } from './parts/known';
import { words } from './parts/text';
import { openRun, type Run } from './run';
import type { Known, OpenSession } from './state';
import type { Sync } from './sync';
import { FaultBoundary } from './views/fault';
import { dueOf, emptyMemory, type Memory, type Page, referralOf } from './views/page';
import { rooms } from './views/rooms';
import { permitted, useAsked, type View } from './views/route';

interface Services {
  core: Core;
  log: Log;
  sync: Sync;
}

export function App(services: Services) {
  return (
    <FaultBoundary>
      <Limber {...services} />
    </FaultBoundary>
  );
}

function Limber({ core, log, sync }: Services) {
  const [known, refresh] = useKnown(core, log);
  const { view: asked, entry, go, keepTrue } = useAsked();
  const [memory, setMemory] = useState<Memory>(emptyMemory);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const remember = useCallback(
    (change: Partial<Memory>) => setMemory((before) => ({ ...before, ...change })),
    [],
  );
  const view = useSettled(known && viewFor(asked, known, memory), busy, keepTrue);
  const onUnsaved = useCallback(() => setTrouble(words.fault.save), []);
  useRun(view, known, log, refresh, memory, remember, onUnsaved);

  const store: Page['store'] = async (work, then) => {
    setBusy(true);
    setTrouble(null);
    try {
      await work();
      await refresh();
      then();
    } catch (error) {
      console.error(error);
      setTrouble(words.fault.save);
    }
    setBusy(false);
  };

  if (known === null || view === null) {
    return null;
  }
  const services = { core, log, sync };
  const page: Page = { ...services, today: today(), known, memory, entry, remember, go, store };
  return (
    <Frame bare={view === 'session'} here={view} trouble={trouble}>
      {rooms[view](page)}
    </Frame>
  );
}

function viewFor(asked: View, known: Known, memory: Memory): View {
  return permitted(asked, {
    held: referralOf({ known, memory }) !== null,
    anew: memory.anew,
    conditions: Object.keys(known.record.conditions).length > 0,
    mayPlan: known.mayPlan,
    planned: memory.tweaks !== null,
    running: memory.run !== null,
    open: known.openSession !== null,
    afterwardsDue: dueOf({ known, memory, today: today() }) !== null,
    thanked: memory.feel !== null,
  });
}

/** Keeps the view while something is being stored, and keeps the address true to the view. */
function useSettled(
  next: View | null,
  busy: boolean,
  keepTrue: (shown: View) => void,
): View | null {
  const shown = useRef<View | null>(null);
  if (!busy || next === 'see-somebody') {
    shown.current = next;
  }
  const view = shown.current;
  // At once: the next click may come before the browser has painted.
  useLayoutEffect(() => {
    if (view !== null) {
      keepTrue(view);
    }
  }, [view, keepTrue]);
  return view;
}

/** An earlier run of the session may still have been storing when `open` was read. Once the session
 * is ours all of that is in the log, and what the log says now is what is taken up. */
async function takeUp(
  log: Log,
  open: OpenSession,
  refresh: () => Promise<Known>,
  onUnsaved: () => void,
): Promise<Run | null> {
  const run = await openRun(log, open, onUnsaved);
  const now = (await refresh()).openSession;
  if (run.elsewhere || now?.at_ms === open.at_ms) {
    return run;
  }
  run.close();
  return now && openRun(log, now, onUnsaved);
}

/** Takes up the open session when its view is shown, and lets go of it when that is left. */
function useRun(
  view: View | null,
  known: Known | null,
  log: Log,
  refresh: () => Promise<Known>,
  memory: Memory,
  remember: (change: Partial<Memory>) => void,
  onUnsaved: () => void,
): void {
  const { run } = memory;
  const opening = useRef(false);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (view !== 'session' && run) {
      remember({ run: null });
    } else if (view === 'session' && !run && known?.openSession && !opening.current) {
      opening.current = true;
      takeUp(log, known.openSession, refresh, onUnsaved)
        .then((taken) => remember({ run: taken }))
        .catch(setFailure)
        .finally(() => {
          opening.current = false;
        });
    }
  }, [view, known, log, refresh, run, remember, onUnsaved]);
  useEffect(() => () => run?.close(), [run]);
  if (failure !== null) {
    throw failure;
  }
}

interface FrameProps {
  /** The session has the screen to itself. */
  bare: boolean;
  here: View;
  trouble: string | null;
  children: ComponentChildren;
}

function Frame({ bare, here, trouble, children }: FrameProps) {
  const main = useRef<HTMLElement>(null);
  return (
    <>
      {!bare && (
        <header class="top">
          <button type="button" class="skip" onClick={() => main.current?.focus()}>
            {words.app.skip}
          </button>
          <a class="name" href="#welcome" aria-current={here === 'welcome' ? 'page' : undefined}>
            <Mark />
            {words.app.name}
          </a>
          <nav aria-label={words.app.menu}>
            <a href="#library" aria-current={here === 'library' ? 'page' : undefined}>
              {words.app.library}
            </a>
            <a href="#lessons" aria-current={here === 'lessons' ? 'page' : undefined}>
              {words.app.lessons}
            </a>
            <a href="#history" aria-current={here === 'history' ? 'page' : undefined}>
              {words.app.history}
            </a>
          </nav>
        </header>
      )}
      {trouble && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
      <main id="main" ref={main} tabIndex={-1} class={bare ? 'bare' : 'page'}>
        {children}
      </main>
    </>
  );
}

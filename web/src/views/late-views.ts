// The views that are fetched when they are first needed.

import { Late, lateView } from '../parts/late';

export const history = lateView(() => import('./history'));

export const lessons = lateView(() => import('./lessons'));

export const reading = lateView(() => import('./reading'));

/** Whoever has it comes to the history in the end, and the server may be gone by then. */
export const stage = new Late(() => {
  history.load().catch(() => {}); // its own view will say so
  return import('./stage');
});

/** Needed only once a plan is made: its own view will say where it is missing. */
export const planners = new Late(async () => (await import('../planner-wasm')).loadPlanner());

export const planning = lateView(async () => {
  planners.load().catch(() => {});
  const [rooms] = await Promise.all([import('./planning'), stage.load()]);
  return rooms;
});

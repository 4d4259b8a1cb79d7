// A technique's moving picture. Without it everything can still be read: it only ever adds.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Output, Side, Step, TechniqueId } from '../core';
import type { Figure, Shape } from '../figure-wasm';
import { lateWords } from '../generated/late';
import { Late, useLate } from './late';
import { textsOf } from './technique-texts';

const SVG = 'http://www.w3.org/2000/svg';

/** Makes the figure of a technique. */
type Draughtsman = (technique: TechniqueId, mirrored: boolean) => Figure;

export const figures = new Late<Draughtsman>(async () => {
  const wasm = await import('../figure-wasm');
  const module = await wasm.fetchModule();
  return (technique, mirrored) => new wasm.Figure(module, technique, mirrored);
});

/** Puts shapes into an SVG, keeping what is there already. */
function show(svg: SVGSVGElement, shapes: readonly Shape[]): void {
  while (svg.childElementCount > shapes.length) {
    svg.lastElementChild?.remove();
  }
  shapes.forEach(({ className, d }, index) => {
    let path = svg.children[index];
    if (path === undefined) {
      path = document.createElementNS(SVG, 'path');
      svg.append(path);
    }
    if (path.getAttribute('class') !== className) {
      path.setAttribute('class', className);
    }
    path.setAttribute('d', d);
  });
}

/** Calls `draw` for each frame while the movement is wanted and the reader allows it. */
function everyFrame(draw: (now_ms: number) => void): () => void {
  let frame = 0;
  const next = (now_ms: number): void => {
    draw(now_ms);
    frame = requestAnimationFrame(next);
  };
  frame = requestAnimationFrame(next);
  return () => cancelAnimationFrame(frame);
}

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Follows the system's setting. */
function useCalm(): boolean {
  const [isCalm, setCalm] = useState(calm.matches);
  useEffect(() => {
    const follow = (): void => setCalm(calm.matches);
    calm.addEventListener('change', follow);
    return () => calm.removeEventListener('change', follow);
  }, []);
  return isCalm;
}

interface PictureProps {
  technique: TechniqueId;
  side: Side;
  /** Empty where the words beside it say it all. */
  label: string;
  /** Fills the svg, and returns what ends that; called anew when `again` changes. */
  fill: (figure: Figure, put: (shapes: Shape[]) => void) => (() => void) | undefined;
  again: string;
}

/** The frame is there at once, so that nothing moves when the picture comes into it; it goes where
 * none can come. */
function Picture({ technique, side, label, fill, again }: PictureProps) {
  const { value: figureOf, failures } = useLate(figures);
  const svg = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const element = svg.current;
    if (figureOf === null || element === null) {
      return undefined;
    }
    const figure = figureOf(technique, side === 'right');
    const { left, top, width, height } = figure.box;
    element.setAttribute('viewBox', `${left} ${top} ${width} ${height}`);
    return fill(figure, (shapes) => show(element, shapes));
  }, [figureOf, technique, side, again]);
  if (failures > 0) {
    return null;
  }
  return label === '' ? (
    <svg ref={svg} class="technique-figure" aria-hidden="true" />
  ) : (
    <svg ref={svg} class="technique-figure" role="img" aria-label={label} />
  );
}

interface StillProps {
  technique: TechniqueId;
  label: string;
}

export function StillFigure({ technique, label }: StillProps) {
  return (
    <Picture
      technique={technique}
      side="none"
      label={label}
      again=""
      fill={(figure, put) => {
        put(figure.still());
        return undefined;
      }}
    />
  );
}

const PAUSE_MS = 1_500;

/** There, a rest, back, a rest; or round and round. */
function loopAt(technique: TechniqueId, at_ms: number): number {
  const { dose } = textsOf(technique);
  const move_ms = dose.move_s * 1000;
  if (dose.hold_s[1] === 0) {
    return Math.round(((at_ms % move_ms) / move_ms) * 1000);
  }
  const turn_ms = 2 * (move_ms + PAUSE_MS);
  const at = at_ms % turn_ms;
  const back = at > move_ms + PAUSE_MS;
  const part = Math.min(1, (back ? at - move_ms - PAUSE_MS : at) / move_ms);
  return Math.round((back ? 1 - part : part) * 1000);
}

interface TechniqueFigureProps {
  technique: TechniqueId;
  /** What it shows, for those who don't see it. */
  label: string;
}

/** Moves until it is told not to; still from the start where the reader wants no movement. */
export function TechniqueFigure({ technique, label }: TechniqueFigureProps) {
  const isCalm = useCalm();
  const drawn = useLate(figures).value !== null;
  const [wanted, setWanted] = useState<boolean | null>(null);
  const moves = wanted ?? !isCalm;
  return (
    <figure class="technique-picture">
      <Picture
        technique={technique}
        side="none"
        label={label}
        again={String(moves)}
        fill={(figure, put) => {
          if (!moves) {
            put(figure.still());
            return undefined;
          }
          let began_ms: number | null = null;
          const stop = everyFrame((now_ms) => {
            began_ms ??= now_ms;
            put(figure.at(loopAt(technique, now_ms - began_ms)));
          });
          const settle = (): void => put(figure.still());
          window.addEventListener('beforeprint', settle);
          return () => {
            stop();
            window.removeEventListener('beforeprint', settle);
          };
        }}
      />
      {drawn && (
        <button type="button" class="button plain" onClick={() => setWanted(!moves)}>
          {moves ? lateWords.library.picture_still : lateWords.library.picture_move}
        </button>
      )}
    </figure>
  );
}

interface SessionFigureProps {
  step: Step;
  output: Output;
  /** How long the present state lasts in all. */
  stateTotalMs: number;
  label: string;
}

const runs = ({ state }: Output): boolean => ['ready', 'move', 'hold', 'rest'].includes(state);

/** Follows the session. While it waits, the picture stays as it was; where the reader wants no
 * movement, one picture for each state. */
export function SessionFigure({ step, output, stateTotalMs, label }: SessionFigureProps) {
  const isCalm = useCalm();
  // The picture is filled by one loop for the whole step, which looks at the newest output.
  const now = useRef({ output, stateTotalMs, heard_ms: 0 });
  if (now.current.output !== output) {
    now.current = { output, stateTotalMs, heard_ms: performance.now() };
  }
  const drawn = useRef('');
  const here = `${step.technique} ${step.side}`;
  const still = isCalm ? output.state : '';
  return (
    <Picture
      technique={step.technique}
      side={step.side}
      label={label}
      again={`${runs(output)} ${still}`}
      fill={(figure, put) => {
        if (isCalm) {
          const arrived = output.state === 'move' || output.state === 'hold';
          put(arrived ? figure.still() : figure.at(0));
          return undefined;
        }
        const draw = (): void => {
          const { output: newest, stateTotalMs: total, heard_ms } = now.current;
          const moves = runs(newest);
          if (moves || drawn.current !== here) {
            put(figure.during(step, newest, total, moves ? performance.now() - heard_ms : 0));
            drawn.current = here;
          }
        };
        if (runs(output)) {
          return everyFrame(draw);
        }
        draw();
        return undefined;
      }}
    />
  );
}

import { lateWords } from '../generated/late';
import { fill } from './text';

export interface Point {
  pain: number;
  stiffness: number;
}

const WIDTH = 320;
const HEIGHT = 132;
const EDGE = 10;
const NAMES = 78;

function line(points: readonly Point[], of: keyof Point): string {
  const wide = (WIDTH - EDGE - NAMES) / (points.length - 1);
  return points.map((point, index) => `${EDGE + index * wide},${heightOf(point[of])}`).join(' ');
}

function heightOf(value: number): number {
  return HEIGHT - EDGE - (value / 10) * (HEIGHT - 2 * EDGE);
}

/** Two names at the lines' ends, kept apart where the lines meet. */
function nameHeights(last: Point): Record<keyof Point, number> {
  const pain = heightOf(last.pain);
  const stiffness = heightOf(last.stiffness);
  const apart = Math.max(0, 16 - Math.abs(pain - stiffness)) / 2;
  const sign = pain <= stiffness ? -1 : 1;
  return { pain: pain + sign * apart, stiffness: stiffness - sign * apart };
}

/** Pain and stiffness after each session, oldest first; two points at least. */
export function Chart({ points }: { points: readonly Point[] }) {
  const last = points.at(-1);
  if (last === undefined) {
    return null;
  }
  const text = fill(lateWords.history.chart_text, {
    pain: points.map(({ pain }) => pain).join(', '),
    stiffness: points.map(({ stiffness }) => stiffness).join(', '),
  });
  const names = nameHeights(last);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text}>
      {[0, 5, 10].map((value) => (
        <line
          key={value}
          class="grid"
          x1={EDGE}
          x2={WIDTH - NAMES}
          y1={heightOf(value)}
          y2={heightOf(value)}
        />
      ))}
      {(['stiffness', 'pain'] as const).map((of) => (
        <g key={of} class={of}>
          <polyline points={line(points, of)} />
          <text x={WIDTH - NAMES + 8} y={names[of] + 4}>
            {lateWords.history[of]} {last[of]}
          </text>
        </g>
      ))}
    </svg>
  );
}

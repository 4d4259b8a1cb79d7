// The page's own drawings. None of them says anything that the words beside it do not say.

interface Pebble {
  x: number;
  y: number;
  across: number;
  down: number;
  turn: number;
}

const PEBBLES = 12;

/** A spine as a pile of pebbles: an easy S from the neck to the hips. */
const pebbles: readonly Pebble[] = Array.from({ length: PEBBLES }, (_, index) => {
  const way = index / (PEBBLES - 1);
  const swing = Math.PI * (1.85 * way + 0.1);
  return {
    x: 90 + 24 * Math.sin(swing),
    y: 22 + 28 * index + 22 * way * way,
    across: 21 + 22 * way,
    down: 13 + 5 * way,
    turn: -20 * Math.cos(swing),
  };
});

export function Spine() {
  return (
    <svg class="spine" viewBox="0 0 180 396" aria-hidden="true">
      {pebbles.map(({ x, y, across, down, turn }) => (
        <ellipse
          key={y}
          cx={x}
          cy={y}
          rx={across}
          ry={down}
          transform={`rotate(${turn} ${x} ${y})`}
        />
      ))}
    </svg>
  );
}

/** The pebble pile small, beside the name. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <ellipse cx="18" cy="5" rx="5" ry="3" transform="rotate(-14 18 5)" />
      <ellipse cx="20" cy="12" rx="6" ry="3.2" transform="rotate(6 20 12)" />
      <ellipse cx="16.5" cy="19.4" rx="7.4" ry="3.4" transform="rotate(16 16.5 19.4)" />
      <ellipse cx="14" cy="27" rx="9" ry="3.8" transform="rotate(2 14 27)" />
    </svg>
  );
}

/** Which half of the body: yours, as you see it from behind. */
export function SideMark({ side }: { side: 'left' | 'right' }) {
  return (
    <svg class="side-mark" viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r="13" class="whole" />
      <path
        class="half"
        d={side === 'left' ? 'M16 3a13 13 0 0 0 0 26z' : 'M16 3a13 13 0 0 1 0 26z'}
      />
    </svg>
  );
}

const half =
  'M119 48h11c1 22 2 31 16 37 24 9 42 10 49 29 5 16 7 42 10 74l8 66c2 14-14 17-17 4l-10-60c-3-18-6-34-10-48 0 30-8 50-8 72 0 26 17 42 18 70 1 22-3 40-5 58h-57c0-10-3-20-4-26h-3z';

/** A person from behind, for the map to lie on. */
export function Figure() {
  return (
    <svg class="figure" viewBox="0 0 240 350" aria-hidden="true">
      <g class="skin">
        <ellipse cx="120" cy="29" rx="21" ry="25" />
        <path d={half} />
        <path d={half} transform="matrix(-1 0 0 1 240 0)" />
      </g>
      <path class="line" d="M120 60v212" />
    </svg>
  );
}

interface RingProps {
  /** What is left, from 1 to 0. */
  part: number;
}

export function Ring({ part }: RingProps) {
  return (
    <svg class="ring" viewBox="0 0 200 200" aria-hidden="true">
      <circle class="track" cx="100" cy="100" r="92" />
      <circle
        class="left"
        cx="100"
        cy="100"
        r="92"
        pathLength="1"
        stroke-dasharray={`${part} 1`}
        transform="rotate(-90 100 100)"
      />
    </svg>
  );
}

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

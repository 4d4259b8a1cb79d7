// The drawings of a session.

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

import type { RegionId } from '../core';
import { lateWords } from '../generated/late';
import { regionName } from './text';

/** Where a place lies on the figure, in its own units; the second of a pair repeats the first. */
interface Spot {
  region: RegionId;
  x: number;
  y: number;
  width: number;
  height: number;
  second?: true;
}

const WIDTH = 240;
const HEIGHT = 350;

const spots: readonly Spot[] = [
  { region: 'neck', x: 98, y: 50, width: 44, height: 42 },
  { region: 'shoulders', x: 42, y: 96, width: 44, height: 44 },
  { region: 'upper-back', x: 88, y: 94, width: 64, height: 42 },
  { region: 'shoulders', x: 154, y: 96, width: 44, height: 44, second: true },
  { region: 'shoulder-blades', x: 84, y: 138, width: 72, height: 42 },
  { region: 'mid-back', x: 84, y: 182, width: 72, height: 42 },
  { region: 'lower-back', x: 84, y: 226, width: 72, height: 42 },
  { region: 'hips', x: 51, y: 270, width: 44, height: 44 },
  { region: 'glutes', x: 97, y: 270, width: 46, height: 44 },
  { region: 'hips', x: 145, y: 270, width: 44, height: 44, second: true },
];

function place({ x, y, width, height }: Spot): Record<string, string> {
  return {
    left: `${(x / WIDTH) * 100}%`,
    top: `${(y / HEIGHT) * 100}%`,
    width: `${(width / WIDTH) * 100}%`,
    height: `${(height / HEIGHT) * 100}%`,
  };
}

const half =
  'M119 48h11c1 22 2 31 16 37 24 9 42 10 49 29 5 16 7 42 10 74l8 66c2 14-14 17-17 4l-10-60c-3-18-6-34-10-48 0 30-8 50-8 72 0 26 17 42 18 70 1 22-3 40-5 58h-57c0-10-3-20-4-26h-3z';

/** A person from behind, for the map to lie on. */
function Figure() {
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

interface BodyMapProps {
  stiffness: Partial<Record<RegionId, number>>;
  onToggle: (region: RegionId) => void;
}

/** A back to tap on. Its buttons say the same as the list beside it. */
export function BodyMap({ stiffness, onToggle }: BodyMapProps) {
  return (
    <fieldset class="body-map">
      <legend class="unseen">{lateWords.check_in.map}</legend>
      <Figure />
      {spots.map((spot) => (
        <button
          key={`${spot.region}-${spot.second ? 2 : 1}`}
          type="button"
          class="spot"
          style={place(spot)}
          aria-pressed={stiffness[spot.region] !== undefined}
          aria-hidden={spot.second}
          tabIndex={spot.second ? -1 : 0}
          onClick={() => onToggle(spot.region)}
        >
          <span class="unseen">{regionName(spot.region)}</span> {stiffness[spot.region]}
        </button>
      ))}
    </fieldset>
  );
}

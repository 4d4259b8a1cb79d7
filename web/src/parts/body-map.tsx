import type { RegionId } from '../core';
import { Figure } from './drawings';
import { regionName, words } from './text';

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

interface BodyMapProps {
  stiffness: Partial<Record<RegionId, number>>;
  onToggle: (region: RegionId) => void;
}

/** A back to tap on. Its buttons say the same as the list beside it. */
export function BodyMap({ stiffness, onToggle }: BodyMapProps) {
  return (
    <fieldset class="body-map">
      <legend class="unseen">{words.check_in.map}</legend>
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

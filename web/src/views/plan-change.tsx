// What a person can do with one exercise of the plan.

import type { Plan, Step, TechniqueId } from '../core';
import { lateWords } from '../generated/late';
import { textsOf } from '../parts/technique-texts';
import { fill, techniqueOf } from '../parts/text';
import { type Act, type Change, neighbourOf } from './tweaks';
import type { Tweaks } from './wish';

interface MenuProps {
  step: Step;
  plan: Plan;
  tweaks: Tweaks;
  onChange: (change: Change) => void;
}

export function ChangeMenu({ step, plan, tweaks, onChange }: MenuProps) {
  const { technique } = step;
  const { name } = techniqueOf(technique);
  const kept = tweaks.kept.includes(technique);
  const short = tweaks.short.includes(technique);
  const earlier = neighbourOf(plan, technique, -1) !== undefined;
  const later = neighbourOf(plan, technique, 1) !== undefined;
  const act = (label: keyof typeof lateWords.plan.acts, does: Act = label) => ({
    label,
    act: does,
    onClick: () => onChange({ act: does, technique }),
  });
  return (
    <details class="fold change">
      <summary aria-label={fill(lateWords.plan.tweak_of, { name })}>{lateWords.plan.tweak}</summary>
      <div class="acts">
        <ActButton technique={technique} {...act('swap')} />
        <ActButton technique={technique} {...act('leave_out')} />
        <ActButton
          technique={technique}
          {...act('keep', kept ? 'let_go' : 'keep')}
          pressed={kept}
        />
        {(short || !isSmallest(step)) && (
          <ActButton
            technique={technique}
            {...act('shorter', short ? 'longer' : 'shorter')}
            pressed={short}
          />
        )}
        {(earlier || later) && (
          <>
            <ActButton technique={technique} {...act('earlier')} possible={earlier} />
            <ActButton technique={technique} {...act('later')} possible={later} />
          </>
        )}
      </div>
    </details>
  );
}

function isSmallest({ technique, hold_ms, reps, sets }: Step): boolean {
  const { dose } = textsOf(technique);
  return hold_ms === dose.hold_s[0] * 1000 && reps === dose.reps[0] && sets === dose.sets[0];
}

interface ActProps {
  technique: TechniqueId;
  label: keyof typeof lateWords.plan.acts;
  act: Act;
  onClick: () => void;
  /** Stays in the order of focus where it is not. */
  possible?: boolean;
  /** It can be switched off again. */
  pressed?: boolean;
}

export function ActButton({ technique, label, act, onClick, possible = true, pressed }: ActProps) {
  return (
    <button
      type="button"
      class="button small"
      data-does={act}
      data-of={technique}
      aria-label={`${lateWords.plan.acts[label]}: ${techniqueOf(technique).name}`}
      aria-pressed={pressed}
      aria-disabled={possible ? undefined : true}
      onClick={() => possible && onClick()}
    >
      {lateWords.plan.acts[label]}
    </button>
  );
}

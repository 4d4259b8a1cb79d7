// Why the plan is as it is: what each exercise is for and adds, and what was left out. The reasons
// take as long as a few dozen plans, so they are worked out only for somebody who looks.

import { useEffect, useState } from 'preact/hooks';
import type {
  LeftOut,
  Phase,
  Plan,
  ReasonChosen,
  ReasonLeftOut,
  Reasons,
  Screening,
  Step,
  TechniqueId,
} from '../core';
import { lateWords } from '../generated/late';
import { allOf } from '../parts/enumerate';
import { NotReviewed } from '../parts/review';
import {
  counted,
  fill,
  leftOutText,
  minutesText,
  regionName,
  secondsText,
  techniqueOf,
} from '../parts/text';
import { because } from './because';
import { ActButton } from './plan-change';
import { prescribedOf } from './plan-programme';
import { type Change, techniquesOf } from './tweaks';

/** Those of this plan, once they are wanted; null: not yet. */
function useReasons(plan: Plan, reasons: (() => Reasons) | null, open: boolean): Reasons | null {
  const [known, setKnown] = useState<{ plan: Plan; reasons: Reasons } | null>(null);
  useEffect(() => {
    if (open && reasons !== null && known?.plan !== plan) {
      setKnown({ plan, reasons: reasons() });
    }
  }, [open, plan]);
  return known?.plan === plan ? known.reasons : null;
}

interface WhyProps {
  plan: Plan;
  reasons: () => Reasons;
}

export function WhyThese({ plan, reasons }: WhyProps) {
  const [open, setOpen] = useState(false);
  const known = useReasons(plan, reasons, open);
  return (
    <details class="fold why" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{lateWords.plan.why.title}</summary>
      {open &&
        (known === null ? (
          <p class="hint">{lateWords.plan.why.thinking}</p>
        ) : (
          <Whys plan={plan} reasons={known} />
        ))}
    </details>
  );
}

function Whys({ plan, reasons }: { plan: Plan; reasons: Reasons }) {
  return (
    <div class="stack">
      <p>{lateWords.plan.why.lead}</p>
      <ul>
        {[...reasons.chosen].map(([id, reason]) => (
          <li key={id}>
            <strong>{techniqueOf(id).name}</strong>: {whyText(id, reason, plan, reasons)}
          </li>
        ))}
      </ul>
      {reasons.more && <p>{moreText(reasons.more)}</p>}
      {plan.atMost > plan.worth && <p>{betterText(plan)}</p>}
      <NotReviewed />
    </div>
  );
}

function whyText(id: TechniqueId, reason: ReasonChosen, plan: Plan, reasons: Reasons): string {
  const step = plan.steps.find(({ technique }) => technique === id);
  const warmed = reason.warmedBy && techniqueOf(reason.warmedBy).name;
  return [
    step ? forText(step, reasons) : '',
    addsText(id, reason, plan, reasons),
    warmed ? fill(lateWords.plan.why.warmed, { name: warmed }) : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function addsText(id: TechniqueId, { adds }: ReasonChosen, plan: Plan, { whole }: Reasons): string {
  const share = shareOf(adds, whole);
  return share === 'nothing' && prescribedOf(plan, id)?.today
    ? lateWords.plan.programme.exercise
    : lateWords.plan.why.adds[share];
}

const CALMING: Phase = 'cool-down';

function forText({ technique, phase, region }: Step, { chosen }: Reasons): string {
  const text = lateWords.plan.why;
  const prepared = [...chosen].filter(([, { warmedBy }]) => warmedBy === technique);
  if (prepared.length > 0) {
    return fill(text.prepares, { names: allOf(prepared.map(([id]) => techniqueOf(id).name)) });
  }
  if (phase === CALMING) {
    return text.calm;
  }
  return region === null ? text.everybody : fill(text.region, { region: placeOf(region) });
}

type Share = keyof typeof lateWords.plan.why.adds;

/** From which share of the whole on. */
const SHARES: readonly (readonly [number, Share])[] = [
  [0.58, 'most'],
  [0.42, 'half'],
  [0.29, 'third'],
  [0.225, 'quarter'],
  [0.15, 'fifth'],
  [0.075, 'tenth'],
  [0, 'little'],
];

/** In words: points mean nothing to anybody. */
export function shareOf(adds: number, worth: number): Share {
  if (adds <= 0) {
    return 'nothing';
  }
  const share = worth > 0 ? adds / worth : 1;
  return SHARES.find(([from]) => share >= from)?.[1] ?? 'little';
}

function placeOf(region: NonNullable<Step['region']>): string {
  return regionName(region).toLowerCase();
}

function moreText({ ms, techniques }: NonNullable<Reasons['more']>): string {
  const { more, more_longer } = lateWords.plan.why;
  const minutes = minutesText(ms);
  return techniques.length === 0
    ? fill(more_longer, { minutes })
    : fill(more, { minutes, names: allOf(techniques.map((id) => techniqueOf(id).name)) });
}

function betterText({ worth, atMost }: Plan): string {
  const percent = Math.ceil((100 * (atMost - worth)) / Math.max(1, worth));
  return fill(lateWords.plan.why.better, { percent });
}

// ---- What was left out. ------------------------------------------------------------------------

interface LeftOutProps {
  plan: Plan;
  closed: Screening['closed'];
  /** null: there is no plan that anything could be put into. */
  reasons: (() => Reasons) | null;
  onChange: (change: Change) => void;
}

/** No filter closed these: what kept them out was a choice. */
const CHOSEN: readonly LeftOut[] = ['worth', 'wish'];

/** Once per reason, with the exercises that it leaves out. */
export function LeftOutList({ plan, closed, reasons, onChange }: LeftOutProps) {
  const [open, setOpen] = useState(false);
  const known = useReasons(plan, reasons, open);
  // What becomes of the programme is told apart.
  const leftOut = plan.leftOut.filter(({ technique }) => !prescribedOf(plan, technique));
  if (leftOut.length === 0) {
    return null;
  }
  const byChoice = (each: LeftOut): boolean => reasons !== null && CHOSEN.includes(each);
  const filtered = new Map<string, string[]>();
  for (const { technique, reason } of leftOut.filter((each) => !byChoice(each.reason))) {
    const text = because(technique, reason, closed);
    filtered.set(text, [...(filtered.get(text) ?? []), techniqueOf(technique).name]);
  }
  return (
    <details class="fold left-out" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{counted(lateWords.plan.left_out, leftOut.length)}</summary>
      {CHOSEN.filter(byChoice).map((reason) => (
        <ByChoice
          key={reason}
          reason={reason}
          those={leftOut.filter((each) => each.reason === reason)}
          known={known}
          onChange={onChange}
        />
      ))}
      <ul>
        {[...filtered].map(([text, names]) => (
          <li key={text}>
            <strong>{names.join(', ')}</strong>: {text}
          </li>
        ))}
      </ul>
      {techniquesOf(plan).length > 0 && <NotReviewed />}
    </details>
  );
}

interface ByChoiceProps extends Pick<LeftOutProps, 'onChange'> {
  reason: LeftOut;
  those: Plan['leftOut'];
  known: Reasons | null;
}

function ByChoice({ reason, those, known, onChange }: ByChoiceProps) {
  return those.length === 0 ? null : (
    <>
      <p>{leftOutText(reason)}</p>
      <ul class="puts">
        {those.map(({ technique }) => {
          const cost = known?.leftOut.get(technique);
          return (
            <li key={technique}>
              <p>
                <strong>{techniqueOf(technique).name}</strong>
                {cost && <span>{costText(cost)}</span>}
              </p>
              {cost?.costs !== null && (
                <ActButton
                  technique={technique}
                  label="put_in"
                  act="put_in"
                  onClick={() => onChange({ act: 'put_in', technique })}
                />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function costText({ costs, less }: ReasonLeftOut): string {
  const text = lateWords.plan.why;
  if (costs === null) {
    return text.apart;
  }
  if (less.ms === 0) {
    return text.less;
  }
  const seconds = secondsText(less.ms);
  return less.of === null
    ? fill(text.takes_calm, { seconds })
    : fill(text.takes, { seconds, region: placeOf(less.of) });
}

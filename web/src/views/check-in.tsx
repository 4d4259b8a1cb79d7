import { useMemo, useRef } from 'preact/hooks';
import type { EquipmentId, Plan, Planner, PositionId, RegionId, Screening } from '../core';
import { lateWords } from '../generated/late';
import { BodyMap } from '../parts/body-map';
import { Choices, Pad, Toggles } from '../parts/choices';
import { Forward } from '../parts/forward';
import { Heading } from '../parts/heading';
import { useLate } from '../parts/late';
import { NotReviewed } from '../parts/review';
import { Slider } from '../parts/slider';
import {
  counted,
  equipment,
  fill,
  guidance,
  outcomeText,
  positions,
  regionName,
  regions,
  ruleOf,
  techniqueOf,
  words,
} from '../parts/text';
import { planners } from './late-views';
import type { Wish } from './wish';

const FIRST_STIFFNESS = 5;
const MINUTES_MOST = 60;
const minutesOffered = [3, 5, 8, 10, 15, 20, 30];

/** A place to be, and what it makes possible. */
const presets: readonly {
  label: string;
  positions: readonly PositionId[];
  with?: EquipmentId;
}[] = [
  { label: lateWords.check_in.presets.floor, positions: positions.map(({ id }) => id) },
  {
    label: lateWords.check_in.presets.chair,
    positions: ['standing', 'wall', 'seated'],
    with: 'chair',
  },
  { label: lateWords.check_in.presets.standing, positions: ['standing', 'wall'] },
];

interface CheckInProps {
  wish: Wish;
  /** What opened the way here, and what it closes. */
  screening: Screening;
  /** What the planner makes of the wish as it stands. */
  planWith: (planner: Planner) => Plan;
  onWish: (wish: Wish) => void;
  onMake: () => void;
}

/** What has to be said first, and which part of the form asks for it. */
function missing(wish: Wish): { asks: string; text: string } | null {
  if (Object.keys(wish.regions).length === 0) {
    return { asks: 'region', text: lateWords.check_in.needs_region };
  }
  if (wish.pain === undefined) {
    return { asks: 'pain', text: lateWords.check_in.needs_pain };
  }
  return wish.positions.length === 0
    ? { asks: 'position', text: lateWords.check_in.needs_position }
    : null;
}

export function CheckIn({ wish, screening, planWith, onWish, onMake }: CheckInProps) {
  const form = useRef<HTMLDivElement>(null);
  const showMissing = (): void => {
    const asks = missing(wish)?.asks;
    const place = form.current?.querySelector(`[data-asks=${asks}]`);
    place?.scrollIntoView({ block: 'start' });
    place?.querySelector<HTMLElement>('button, input')?.focus({ preventScroll: true });
  };
  return (
    <div class="stack check-in" ref={form}>
      <Heading text={lateWords.check_in.title} />
      <p class="lead">{guidance.proceed.lead}</p>
      <NotReviewed />
      <Closed closed={screening.closed} />
      <a href="#lessons/the-pop">{lateWords.learn.check_in}</a>
      <Where wish={wish} onWish={onWish} />
      <section class="card stack" data-asks="pain">
        <Pad
          legend={lateWords.check_in.pain}
          hint={words.scale.pain_hint}
          value={wish.pain ?? null}
          onChange={(pain) => onWish({ ...wish, pain })}
        />
        <PainNote wish={wish} screening={screening} planWith={planWith} />
      </section>
      <Minutes wish={wish} onWish={onWish} />
      <Place wish={wish} closed={screening.closedPositions} onWish={onWish} />
      <section class="card">
        <Toggles
          legend={lateWords.check_in.equipment}
          options={equipment.map(({ id, name }) => ({ value: id, label: name }))}
          values={wish.equipment}
          onChange={(chosen) => onWish({ ...wish, equipment: chosen })}
        >
          <p class="hint">{lateWords.check_in.equipment_hint}</p>
        </Toggles>
        <Toggles
          legend={lateWords.check_in.partner}
          options={[{ value: 'partner', label: lateWords.check_in.partner_there }]}
          values={wish.partner ? ['partner'] : []}
          onChange={(chosen) => onWish({ ...wish, partner: chosen.length > 0 })}
        >
          <p class="hint">{lateWords.check_in.partner_hint}</p>
        </Toggles>
      </section>
      <Forward because={missing(wish)?.text ?? null} onClick={onMake} onBlocked={showMissing}>
        {lateWords.check_in.make}
      </Forward>
    </div>
  );
}

/** By what was answered: the rule, and the exercises that it closes. */
function Closed({ closed }: Pick<Screening, 'closed'>) {
  const rules = [...new Set(closed.map(({ rule }) => rule))];
  return closed.length === 0 ? (
    <a href="#body">{lateWords.check_in.body}</a>
  ) : (
    <details class="fold">
      <summary>{counted(lateWords.check_in.closed, closed.length)}</summary>
      <ul>
        {rules.map((rule) => (
          <li key={rule}>
            <strong>
              {closed
                .filter((each) => each.rule === rule)
                .map(({ technique }) => techniqueOf(technique).name)
                .join(', ')}
            </strong>
            : {ruleOf(rule).tell}
          </li>
        ))}
      </ul>
      <a href="#body">{lateWords.check_in.body}</a>
    </details>
  );
}

interface PartProps {
  wish: Wish;
  onWish: (wish: Wish) => void;
}

function Where({ wish, onWish }: PartProps) {
  const chosen = regions.filter(({ id }) => wish.regions[id] !== undefined).map(({ id }) => id);
  const choose = (ids: readonly RegionId[]): void => {
    const kept = ids.map((id) => [id, wish.regions[id] ?? FIRST_STIFFNESS]);
    onWish({ ...wish, regions: Object.fromEntries(kept) });
  };
  const toggle = (id: RegionId): void => {
    choose(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  };
  return (
    <section class="card where" data-asks="region">
      <h2>{lateWords.check_in.where}</h2>
      <p class="hint">{lateWords.check_in.where_hint}</p>
      <BodyMap stiffness={wish.regions} onToggle={toggle} />
      <div class="stack">
        <Toggles
          legend={<span class="unseen">{lateWords.check_in.where}</span>}
          options={regions.map(({ id, name }) => ({ value: id, label: name }))}
          values={chosen}
          onChange={choose}
        />
        {chosen.length === 0 && <p class="hint">{lateWords.check_in.none_chosen}</p>}
        {chosen.map((id) => (
          <Slider
            key={id}
            label={fill(lateWords.check_in.stiffness, { region: regionName(id) })}
            value={wish.regions[id] ?? 0}
            least={0}
            most={10}
            onChange={(value) => onWish({ ...wish, regions: { ...wish.regions, [id]: value } })}
          />
        ))}
      </div>
    </section>
  );
}

function painText({ outcome, leftOut }: Plan): string | null {
  if (outcome === 'pain') {
    return outcomeText(outcome);
  }
  return leftOut.some(({ reason }) => reason === 'pain') ? lateWords.check_in.fewer : null;
}

/** Asks the planner only when something changed that this hangs on. */
function PainNote({
  wish,
  screening,
  planWith,
}: Pick<CheckInProps, 'wish' | 'screening' | 'planWith'>) {
  const planner = useLate(planners).value;
  const { pain, positions: places, equipment: things, partner } = wish;
  const text = useMemo(
    () => planner && painText(planWith(planner)),
    [planner, screening, pain, places.join(), things.join(), partner],
  );
  return (
    <p class="notice" aria-live="polite" hidden={text === null}>
      {text}
    </p>
  );
}

function Minutes({ wish, onWish }: PartProps) {
  return (
    <section class="card stack">
      <Choices
        legend={lateWords.check_in.minutes}
        options={minutesOffered.map((value) => ({ value, label: String(value) }))}
        look="pad"
        value={wish.minutes}
        onChange={(minutes) => onWish({ ...wish, minutes })}
      />
      <Slider
        label={lateWords.check_in.minutes_exact}
        value={wish.minutes}
        least={1}
        most={MINUTES_MOST}
        text={counted(words.units.minutes, wish.minutes)}
        onChange={(minutes) => onWish({ ...wish, minutes })}
      />
    </section>
  );
}

function Place({ wish, closed, onWish }: PartProps & { closed: readonly PositionId[] }) {
  const possible = positions.filter(({ id }) => !closed.includes(id));
  return (
    <section class="card stack" data-asks="position">
      <h2>{lateWords.check_in.place}</h2>
      <div class="options row">
        {presets.map((preset) => (
          <button
            key={preset.label}
            type="button"
            class="button"
            onClick={() =>
              onWish({
                ...wish,
                positions: preset.positions.filter((id) => !closed.includes(id)),
                equipment: equipment
                  .map(({ id }) => id)
                  .filter((id) => id === preset.with || wish.equipment.includes(id)),
              })
            }
          >
            {preset.label}
          </button>
        ))}
      </div>
      <Toggles
        legend={lateWords.check_in.positions}
        options={possible.map(({ id, name }) => ({ value: id, label: name }))}
        values={wish.positions}
        onChange={(chosen) => onWish({ ...wish, positions: chosen })}
      />
    </section>
  );
}

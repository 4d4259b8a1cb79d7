import { useEffect, useRef } from 'preact/hooks';
import type { EquipmentId, Phase, PositionId, RegionId, TechniqueId } from '../core';
import { lateWords } from '../generated/late';
import type { Option } from '../parts/choices';
import { durationText } from '../parts/dose';
import { anyOf } from '../parts/enumerate';
import { StillFigure } from '../parts/figure';
import { Heading } from '../parts/heading';
import { NotReviewed } from '../parts/review';
import { matches } from '../parts/search';
import { Select } from '../parts/select';
import { textsOf } from '../parts/technique-texts';
import {
  counted,
  equipment,
  fill,
  minutesText,
  positionName,
  positions,
  regions,
  type Technique,
  techniques,
} from '../parts/text';

const ANY = '';
const NOTHING = 'nothing';

/** What is looked for; an empty text leaves it open. */
export interface Looking {
  search: string;
  region: RegionId | typeof ANY;
  position: PositionId | typeof ANY;
  equipment: EquipmentId | typeof NOTHING | typeof ANY;
  /** In seconds, as text. */
  most_s: string;
  /** What was read last: coming back, one goes on from there. */
  read: TechniqueId | null;
}

const everything: Looking = {
  search: '',
  region: ANY,
  position: ANY,
  equipment: ANY,
  most_s: ANY,
  read: null,
};

const text = lateWords.library;

function named<Id extends string>(entries: readonly { id: Id; name: string }[]): Option<Id>[] {
  return entries.map(({ id, name }) => ({ value: id, label: name }));
}

/** Only what some technique needs. */
const used = equipment.filter(({ id }) =>
  techniques.some((technique) => textsOf(technique.id).equipment.flat().includes(id)),
);

const choices = {
  region: [{ value: ANY, label: text.any }, ...named(regions)],
  position: [{ value: ANY, label: text.any }, ...named(positions)],
  equipment: [
    { value: ANY, label: text.any },
    { value: NOTHING, label: text.nothing },
    ...named(used),
  ],
  most_s: [
    { value: ANY, label: text.any },
    ...[60, 120, 180, 300].map((seconds) => ({
      value: String(seconds),
      label: fill(text.at_most, { minutes: minutesText(seconds * 1000) }),
    })),
  ],
} as const;

function fits({ id, name }: Technique, looking: Looking): boolean {
  const { also, purpose, regions: serves, positions: from, equipment: needs, dose } = textsOf(id);
  const { search, region, position, equipment: wanted, most_s } = looking;
  return (
    matches([name, ...also, purpose].join(' '), search) &&
    (region === ANY || (serves[region] ?? 0) > 0) &&
    (position === ANY || from.includes(position)) &&
    (wanted === ANY || (wanted === NOTHING ? needs.length === 0 : needs.flat().includes(wanted))) &&
    (most_s === ANY || dose.takes_s[0] <= Number(most_s))
  );
}

interface LibraryProps {
  looking: Looking | null;
  onLook: (looking: Looking) => void;
}

export function Library({ looking: known, onLook }: LibraryProps) {
  const looking = known ?? everything;
  const place = useRef<HTMLDivElement>(null);
  // Runs after the heading has taken the focus.
  useEffect(() => {
    const { read } = looking;
    const link = read && place.current?.querySelector<HTMLElement>(`a[href="#library/${read}"]`);
    if (link) {
      link.focus({ preventScroll: true });
      link.scrollIntoView({ block: 'center', behavior: 'instant' });
    }
  }, []);
  const found = techniques.filter((technique) => fits(technique, looking));
  return (
    <div class="stack library" ref={place}>
      <Heading text={text.title} />
      <p class="lead">{text.lead}</p>
      <NotReviewed />
      <Finder looking={looking} onLook={onLook} />
      <p class="found" role="status">
        {found.length === techniques.length
          ? counted(text.count, found.length)
          : fill(text.found, { count: found.length, all: counted(text.count, techniques.length) })}
      </p>
      {found.length === 0 && (
        <section class="card stack">
          <h2>{text.none}</h2>
          <p>{text.none_hint}</p>
        </section>
      )}
      {phasesOf(found).map(([phase, ofPhase]) => (
        <section key={phase} class="shelf">
          <h2>{lateWords.plan.phases[phase]}</h2>
          <ul>
            {ofPhase.map((technique) => (
              <Item
                key={technique.id}
                technique={technique}
                onOpen={() => onLook({ ...looking, read: technique.id })}
              />
            ))}
          </ul>
        </section>
      ))}
      {found.length < techniques.length && (
        <button
          type="button"
          class={found.length === 0 ? 'button primary' : 'button'}
          onClick={() => {
            onLook(everything);
            place.current?.querySelector('input')?.focus();
          }}
        >
          {text.clear}
        </button>
      )}
    </div>
  );
}

/** In the order of a session. */
function phasesOf(found: readonly Technique[]): [Phase, Technique[]][] {
  const phases = Object.keys(lateWords.plan.phases) as Phase[];
  return phases
    .map((phase): [Phase, Technique[]] => [phase, found.filter((each) => each.phase === phase)])
    .filter(([, ofPhase]) => ofPhase.length > 0);
}

function Finder({ looking, onLook }: { looking: Looking; onLook: (looking: Looking) => void }) {
  const look = (change: Partial<Looking>): void => onLook({ ...looking, ...change });
  return (
    <search class="card">
      <form class="finder" onSubmit={(event) => event.preventDefault()}>
        <div class="field">
          <label for="search">{text.search}</label>
          <input
            id="search"
            type="search"
            autocomplete="off"
            value={looking.search}
            aria-describedby="search-hint"
            onInput={(event) => look({ search: event.currentTarget.value })}
          />
          <p id="search-hint" class="hint">
            {text.search_hint}
          </p>
        </div>
        <Select
          label={text.region}
          options={choices.region}
          value={looking.region}
          onChange={(region) => look({ region })}
        />
        <Select
          label={text.position}
          options={choices.position}
          value={looking.position}
          onChange={(position) => look({ position })}
        />
        <Select
          label={text.equipment}
          options={choices.equipment}
          value={looking.equipment}
          onChange={(wanted) => look({ equipment: wanted })}
        />
        <Select
          label={text.time}
          options={choices.most_s}
          value={looking.most_s}
          onChange={(most_s) => look({ most_s })}
        />
      </form>
    </search>
  );
}

function Item({ technique: { id, name }, onOpen }: { technique: Technique; onOpen: () => void }) {
  const { purpose, positions: from, dose } = textsOf(id);
  const time = fill(text.from, { time: durationText(dose.takes_s[0] * 1000) });
  return (
    <li class="card item">
      <StillFigure technique={id} label="" />
      <h3>
        <a href={`#library/${id}`} onClick={onOpen}>
          {name}
        </a>
      </h3>
      <p>{purpose}</p>
      <p class="hint">{`${anyOf(from.map(positionName))} · ${time}`}</p>
    </li>
  );
}

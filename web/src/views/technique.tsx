// All that is told of one technique.

import type { ComponentChildren } from 'preact';
import type { EquipmentId, RegionId, Screening } from '../core';
import { lateWords } from '../generated/late';
import { doseTexts, durationText } from '../parts/dose';
import { anyOf, sentenceCase } from '../parts/enumerate';
import { TechniqueFigure } from '../parts/figure';
import { Heading } from '../parts/heading';
import { List } from '../parts/list';
import { Sources } from '../parts/review';
import { likeness } from '../parts/search';
import { type Span, type TechniqueTexts, textsOf } from '../parts/technique-texts';
import {
  equipmentName,
  fill,
  positionName,
  regionName,
  ruleOf,
  type Technique,
  techniques,
  words,
} from '../parts/text';

const text = lateWords.library;

interface TechniquePageProps {
  /** What the address names. */
  asked: string;
  /** A screening holds that leads to somebody else. */
  held: boolean;
  closed: Screening['closed'];
}

export function TechniquePage({ asked, held, closed }: TechniquePageProps) {
  const technique = techniques.find(({ id }) => id === asked);
  if (technique === undefined) {
    return <Unknown asked={asked} />;
  }
  const rule = closed.find((each) => each.technique === technique.id)?.rule;
  return (
    <Told technique={technique}>
      {held ? (
        <div class="notice">
          <p>{text.held}</p>
          <p>
            <a href="#see-somebody">{text.to_held}</a>
          </p>
        </div>
      ) : rule ? (
        <p class="notice">{fill(lateWords.plan.closed_because, { tell: ruleOf(rule).tell })}</p>
      ) : (
        <p class="hint">{text.read_first}</p>
      )}
    </Told>
  );
}

const NEAR_MIN = 0.3;
const NEAR_MOST = 3;
const SHOWN_MOST = 40;

function nearest(asked: string): Technique[] {
  return techniques
    .map((technique) => {
      const names = [technique.id, technique.name, ...textsOf(technique.id).also];
      return { technique, near: Math.max(...names.map((name) => likeness(asked, name))) };
    })
    .filter(({ near }) => near >= NEAR_MIN)
    .sort((one, other) => other.near - one.near)
    .slice(0, NEAR_MOST)
    .map(({ technique }) => technique);
}

function Unknown({ asked }: { asked: string }) {
  const near = nearest(asked);
  return (
    <div class="stack">
      <Heading text={text.unknown} />
      <p class="lead">{fill(text.unknown_lead, { asked: asked.slice(0, SHOWN_MOST) })}</p>
      {near.length > 0 && (
        <section class="card">
          <p>{text.unknown_near}</p>
          <ul class="near">
            {near.map(({ id, name }) => (
              <li key={id}>
                <a href={`#library/${id}`}>{name}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <a class="button primary" href="#library">
        {text.all}
      </a>
    </div>
  );
}

interface ToldProps {
  technique: Technique;
  /** Whether it suits the person who reads. */
  children: ComponentChildren;
}

function Told({ technique, children }: ToldProps) {
  const texts = textsOf(technique.id);
  return (
    <article class="stack technique">
      <a class="back" href="#library">
        {text.all}
      </a>
      <header>
        <Heading text={technique.name} />
        {texts.also.length > 0 && (
          <p class="hint">{fill(text.also, { names: texts.also.join(', ') })}</p>
        )}
      </header>
      <p class="lead">{texts.purpose}</p>
      {children}
      <div class="look">
        <TechniqueFigure
          technique={technique.id}
          label={fill(text.figure, { name: technique.name })}
        />
        <Facts texts={texts} />
      </div>
      <section class="card">
        <h2>{lateWords.plan.set_up}</h2>
        <List items={texts.setUp} />
        <h2>{lateWords.plan.steps}</h2>
        <ol>
          {texts.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <h2>{lateWords.plan.breath}</h2>
        <p>{texts.breath}</p>
      </section>
      <section class="card">
        <h2>{text.dose}</h2>
        <List items={doseTexts(texts.dose, technique.twoSided)} />
        <h3>{text.why}</h3>
        <p>{texts.dose.why}</p>
      </section>
      <div class="pair">
        <Card heading={lateWords.plan.feel} items={texts.feel} />
        <Card heading={lateWords.plan.not_feel} items={texts.notFeel} look="warn" />
      </div>
      <section class="card">
        <h2>{lateWords.plan.mistakes}</h2>
        <List items={texts.mistakes} />
      </section>
      <div class="pair">
        <Card heading={text.easier} items={[texts.easier]} />
        <Card heading={text.harder} items={[texts.harder]} />
      </div>
      <section class="card">
        <h2>{text.not_for}</h2>
        <p>{text.closed_lead}</p>
        <List items={texts.closedBy.map((condition) => text.conditions[condition])} />
        {texts.notFor.length > 0 && (
          <>
            <p>{text.not_for_lead}</p>
            <List items={texts.notFor} />
          </>
        )}
      </section>
      {texts.helper && <Helper helper={texts.helper} />}
      <footer class="stack">
        <p class="review">{texts.review}</p>
        <Sources sources={texts.sources} />
        <button type="button" class="button" onClick={() => window.print()}>
          {words.see.print}
        </button>
      </footer>
    </article>
  );
}

interface CardProps {
  heading: string;
  items: readonly string[];
  look?: string;
}

function Card({ heading, items, look = '' }: CardProps) {
  const [only, more] = items;
  return (
    <section class={`card ${look}`}>
      <h2>{heading}</h2>
      {more === undefined ? <p>{only}</p> : <List items={items} />}
    </section>
  );
}

function Helper({ helper }: { helper: NonNullable<TechniqueTexts['helper']> }) {
  return (
    <section class="card">
      <h2>{text.helper}</h2>
      <List items={helper.setUp} />
      <h3>{lateWords.plan.steps}</h3>
      <List items={helper.steps} />
      <h3>{text.consent}</h3>
      <List items={helper.consent} />
    </section>
  );
}

const takes = ([least, most]: Span): string =>
  fill(text.span, { least: durationText(least * 1000), most: durationText(most * 1000) });

/** "Mat or carpet; soft foam roller or firm foam roller": one of each group. */
function needsText(groups: readonly (readonly EquipmentId[])[]): string {
  return sentenceCase(groups.map((group) => anyOf(group.map(equipmentName))).join('; '));
}

/** What it serves most comes first. */
function servesText({ regions }: TechniqueTexts): string {
  const shares = Object.entries(regions) as [RegionId, number][];
  const ids = shares.sort(([, one], [, other]) => other - one).map(([id]) => id);
  return sentenceCase(ids.map(regionName).join(', '));
}

function Facts({ texts }: { texts: TechniqueTexts }) {
  const facts = [
    [text.serves, servesText(texts)],
    [text.position, anyOf(texts.positions.map(positionName))],
    [text.needs, needsText(texts.equipment) || text.nothing],
    [text.takes, takes(texts.dose.takes_s)],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

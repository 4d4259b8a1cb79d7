// The lessons: all of them, and one as a whole. Fetched when somebody comes here.

import type { TechniqueId } from '../core';
import { lessons, lessonWords } from '../generated/lessons';
import { StillFigure } from '../parts/figure';
import { Heading } from '../parts/heading';
import { Fetched, Late } from '../parts/late';
import { NotReviewed } from '../parts/review';
import { textsOf } from '../parts/technique-texts';
import { techniqueOf, words } from '../parts/text';

interface Claim {
  id: string;
  part: 'answer' | 'paragraph' | 'known' | 'not-known';
  says: string;
  sources: readonly string[];
  review: string;
}

interface Lesson {
  id: string;
  title: string;
  techniques: readonly TechniqueId[];
  model: 'none' | 'bubble';
  claims: readonly Claim[];
}

const all: readonly Lesson[] = lessons;
const bubble = new Late(() => import('../parts/bubble'));

/** `asked`: what the address names; empty: all of them. */
export function Lessons({ asked }: { asked: string }) {
  const lesson = all.find(({ id }) => id === asked);
  return lesson ? <OneLesson key={asked} lesson={lesson} /> : <AllLessons missed={asked !== ''} />;
}

function AllLessons({ missed }: { missed: boolean }) {
  return (
    <div class="stack">
      <Heading text={lessonWords.title} />
      <p class="lead">{missed ? lessonWords.none : lessonWords.lead}</p>
      <NotReviewed />
      {all.map(({ id, title, claims }) => (
        <section key={id} class="card">
          <h2>
            <a href={`#lessons/${id}`}>{title}</a>
          </h2>
          <p>{claims.find(({ part }) => part === 'answer')?.says}</p>
        </section>
      ))}
    </div>
  );
}

function OneLesson({ lesson }: { lesson: Lesson }) {
  const sources = [...new Set(lesson.claims.flatMap((claim) => claim.sources))];
  const inPart = (part: Claim['part']) =>
    lesson.claims
      .filter((claim) => claim.part === part)
      .map((claim) => <Said key={claim.id} claim={claim} sources={sources} />);
  return (
    <div class="stack">
      <Heading text={lesson.title} />
      <div class="lead">{inPart('answer')}</div>
      <NotReviewed />
      {inPart('paragraph')}
      {lesson.model === 'bubble' && <Fetched late={bubble}>{({ Bubble }) => <Bubble />}</Fetched>}
      <section class="card stack">
        <h2>{lessonWords.known}</h2>
        {inPart('known')}
        <h2>{lessonWords.not_known}</h2>
        {inPart('not-known')}
      </section>
      {lesson.techniques.length > 0 && (
        <section class="card stack">
          <h2>{lessonWords.pictures}</h2>
          <div class="pictures">
            {lesson.techniques.map(techniqueOf).map(({ id, name }) => (
              <a key={id} href={`#library/${id}`}>
                <StillFigure technique={id} label="" />
                <strong>{name}</strong>
                <span>{textsOf(id).purpose}</span>
              </a>
            ))}
          </div>
        </section>
      )}
      <section class="sources">
        <h2>{lessonWords.sources}</h2>
        <ol>
          {sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ol>
      </section>
      <button type="button" class="button" onClick={() => history.back()}>
        {words.app.back}
      </button>
      <a href="#lessons">{lessonWords.back}</a>
    </div>
  );
}

/** What is said, and the numbers of its sources in the list below. */
function Said({ claim, sources }: { claim: Claim; sources: readonly string[] }) {
  const numbers = claim.sources.map((source) => sources.indexOf(source) + 1).sort((a, b) => a - b);
  return (
    <p>
      {claim.says} <small>[{numbers.join(', ')}]</small>
    </p>
  );
}

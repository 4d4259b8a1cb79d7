// The screening: age, then three groups of questions, a part each.

import { useRef } from 'preact/hooks';
import type { Answer, Answers, Core, QuestionId } from '../core';
import { limits } from '../generated/layout';
import { Choices } from '../parts/choices';
import { Forward } from '../parts/forward';
import { Heading } from '../parts/heading';
import { NotReviewed } from '../parts/review';
import { counted, fill, type Question, questions, words } from '../parts/text';

export const parts = ['you', 'emergency', 'urgent', 'professional'] as const;
export type Part = (typeof parts)[number];

/** What was said so far. It is kept while the questions are asked, and nowhere else. */
export interface Draft {
  part: Part;
  age: string;
  sex: Answers['sex'];
  answers: Answers['answers'];
}

export const emptyDraft: Draft = { part: 'you', age: '', sex: undefined, answers: {} };

interface QuestionsProps {
  core: Core;
  today: string;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onFinish: (answers: Answers) => void;
  onLeave: () => void;
}

function ageOf(text: string): number | null {
  const age = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return age >= 1 && age <= limits.ageMaxYears ? age : null;
}

export function Questions(props: QuestionsProps) {
  const { draft, today, core, onDraft, onFinish } = props;
  const index = parts.indexOf(draft.part);
  const said: Answers = {
    today,
    age: ageOf(draft.age) ?? undefined,
    sex: draft.sex,
    answers: draft.answers,
  };
  const emergency = core.screen(said).disposition === 'emergency';

  const next = (): void => {
    const following = parts[index + 1];
    if (emergency || following === undefined) {
      onFinish(said);
    } else {
      onDraft({ ...draft, part: following });
    }
  };
  const back = (): void => {
    const before = parts[index - 1];
    if (before === undefined) {
      props.onLeave();
    } else {
      onDraft({ ...draft, part: before });
    }
  };

  return (
    <div class="stack" key={draft.part}>
      <p class="step">{fill(words.screening.step, { step: index + 1, steps: parts.length })}</p>
      <Progress done={index} />
      <Heading text={words.screening[draft.part]} />
      <p class="lead">{words.screening.lead[draft.part]}</p>
      {draft.part === 'you' ? (
        <You draft={draft} onDraft={onDraft} onNext={next} />
      ) : (
        <Group
          asked={questions.filter((question) => question.group === draft.part)}
          answers={draft.answers}
          emergency={emergency}
          last={index === parts.length - 1}
          onAnswers={(answers) => onDraft({ ...draft, answers })}
          onNext={next}
        />
      )}
      <button type="button" class="button plain" onClick={back}>
        {words.app.back}
      </button>
    </div>
  );
}

function Progress({ done }: { done: number }) {
  return (
    <div class="progress" aria-hidden="true">
      {parts.map((part, index) => (
        <span key={part} class={index <= done ? 'done' : undefined} />
      ))}
    </div>
  );
}

interface YouProps {
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onNext: () => void;
}

function You({ draft, onDraft, onNext }: YouProps) {
  const field = useRef<HTMLInputElement>(null);
  const sexes = (['female', 'male', 'other'] as const).map((value) => ({
    value,
    label: words.screening[value],
  }));
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ageOf(draft.age) !== null) {
          onNext();
        }
      }}
    >
      <div class="card stack">
        <label for="age">{words.screening.age}</label>
        <input
          ref={field}
          id="age"
          class="number"
          inputMode="numeric"
          autocomplete="off"
          maxLength={3}
          value={draft.age}
          aria-describedby="age-hint"
          onInput={(event) => onDraft({ ...draft, age: event.currentTarget.value })}
        />
        <p id="age-hint" class="hint">
          {fill(words.screening.age_hint, { most: limits.ageMaxYears })}
        </p>
      </div>
      <div class="card">
        <Choices
          legend={
            <>
              {words.screening.sex} <span class="hint">({words.screening.optional})</span>
            </>
          }
          options={sexes}
          value={sexes.find((sex) => sex.value === draft.sex)?.value ?? null}
          onChange={(sex) => onDraft({ ...draft, sex })}
        />
      </div>
      <Forward
        because={ageOf(draft.age) === null ? words.screening.missing_age : null}
        onClick={onNext}
        onBlocked={() => field.current?.focus()}
      >
        {words.screening.next}
      </Forward>
    </form>
  );
}

interface GroupProps {
  asked: readonly Question[];
  answers: Answers['answers'];
  /** The core says that help is needed now: nothing else has to be answered first. */
  emergency: boolean;
  last: boolean;
  onAnswers: (answers: Answers['answers']) => void;
  onNext: () => void;
}

function Group({ asked, answers, emergency, last, onAnswers, onNext }: GroupProps) {
  const list = useRef<HTMLDivElement>(null);
  const open = asked.filter((question) => answers[question.id] === undefined);
  const say = (ids: readonly QuestionId[], answer: Answer): void => {
    onAnswers({ ...answers, ...Object.fromEntries(ids.map((id) => [id, answer])) });
  };
  const showOpen = (): void => {
    const place = list.current?.children[asked.findIndex(({ id }) => id === open[0]?.id)];
    place?.scrollIntoView({ block: 'center' });
    place?.querySelector('input')?.focus({ preventScroll: true });
  };
  const onward = last ? words.screening.finish : words.screening.next;
  return (
    <>
      <p>{words.screening.counts}</p>
      <div class="stack" ref={list}>
        {asked.map((question) => (
          <QuestionCard
            key={question.id}
            question={question}
            answer={answers[question.id] ?? null}
            onAnswer={(answer) => say([question.id], answer)}
          />
        ))}
      </div>
      {open.length > 0 && !emergency && (
        <button
          type="button"
          class="button"
          onClick={() =>
            say(
              open.map((question) => question.id),
              'no',
            )
          }
        >
          {open.length === asked.length
            ? words.screening.none
            : counted(words.screening.none_left, open.length)}
        </button>
      )}
      <Forward
        because={
          open.length === 0 || emergency ? null : counted(words.screening.missing, open.length)
        }
        onClick={onNext}
        onBlocked={showOpen}
      >
        {emergency ? words.screening.emergency_now : onward}
      </Forward>
      {emergency && open.length > 0 && <p class="hint">{words.screening.emergency_note}</p>}
      <NotReviewed />
    </>
  );
}

interface QuestionCardProps {
  question: Question;
  answer: Answer | null;
  onAnswer: (answer: Answer) => void;
}

const possible: readonly Answer[] = ['yes', 'no', 'unknown'];

function QuestionCard({ question, answer, onAnswer }: QuestionCardProps) {
  return (
    <div class="card question">
      <Choices
        legend={question.ask}
        options={possible.map((value) => ({ value, label: words.answers[value] }))}
        value={answer}
        onChange={onAnswer}
      >
        <ul class="examples">
          {question.examples.map((example) => (
            <li key={example}>{example}</li>
          ))}
        </ul>
      </Choices>
    </div>
  );
}

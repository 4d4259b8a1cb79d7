// The screening: the full form, a part each, or the short one on a single screen.

import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Answer, Answers, Core, Form, PersonRecord, QuestionId } from '../core';
import { limits } from '../generated/layout';
import { Choices } from '../parts/choices';
import { Forward } from '../parts/forward';
import { Heading } from '../parts/heading';
import { NotReviewed } from '../parts/review';
import { counted, fill, type Question, questions, words } from '../parts/text';

export const parts = ['you', 'emergency', 'urgent', 'professional', 'body'] as const;
export type Part = (typeof parts)[number];

/** What was said so far. It is kept while the questions are asked, and nowhere else. */
export interface Draft {
  form: Form;
  part: Part;
  age: string;
  sex: Answers['sex'];
  /** "I have been seen", where that is asked. */
  seen: boolean | null;
  changed: Answer | null;
  answers: Answers['answers'];
}

/** Nothing answered, but for what is kept about the person where everything is asked. */
export function freshDraft(form: Form, record: PersonRecord): Draft {
  const answers = form === 'full' ? record.conditions : {};
  return { form, part: 'you', age: '', sex: undefined, seen: null, changed: null, answers };
}

interface QuestionsProps {
  core: Core;
  today: string;
  draft: Draft;
  /** An emergency was answered with yes: having been seen has to come first. */
  needsSeen: boolean;
  /** Everything is asked because something is new since the last time. */
  somethingNew: boolean;
  onDraft: (draft: Draft) => void;
  onFinish: (answers: Answers) => void;
  onLeave: () => void;
}

function ageOf(text: string): number | null {
  const age = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return age >= 1 && age <= limits.ageMaxYears ? age : null;
}

function saidIn({ form, age, sex, seen, changed, answers }: Draft, today: string): Answers {
  return form === 'short'
    ? { today, form, changed: changed ?? undefined, answers }
    : { today, age: ageOf(age) ?? undefined, sex, seen: seen || undefined, answers };
}

/** What was answered, and what the core says could still matter even if the leading question of each
 * compound before it were a no: a question that hangs on another appears once that one counts. */
function relevant(core: Core, said: Answers): Question[] {
  const answers = { ...said.answers };
  let compound = '';
  return questions.filter((question) => {
    const { id } = question;
    const matters = answers[id] ?? core.screen({ ...said, answers }).missing.includes(id);
    if (question.compound !== compound) {
      compound = question.compound;
      answers[id] ??= 'no';
    }
    return matters;
  });
}

function partOf({ group, kept }: Question): Part {
  return kept ? 'body' : group;
}

export function Questions(props: QuestionsProps) {
  const said = saidIn(props.draft, props.today);
  const emergency = props.core.screen(said).disposition === 'emergency';
  const Shown = props.draft.form === 'short' ? ShortForm : FullForm;
  return <Shown {...props} said={said} emergency={emergency} />;
}

interface FormProps extends QuestionsProps {
  said: Answers;
  /** The core says that help is needed now: nothing else has to be answered first. */
  emergency: boolean;
}

/** What cannot wait, and whether anything is new: before each session. */
function ShortForm({ draft, said, emergency, onDraft, onFinish, onLeave }: FormProps) {
  return (
    <div class="stack" key="short">
      <Heading text={words.screening.short} />
      <p class="lead">{words.screening.lead.short}</p>
      <Group
        asked={questions.filter((question) => question.short)}
        answers={draft.answers}
        emergency={emergency}
        because={draft.changed === null ? words.screening.changed_missing : null}
        onward={words.screening.finish}
        onAnswers={(answers) => onDraft({ ...draft, answers })}
        onNext={() => onFinish(said)}
      >
        <div class="asked card">
          <QuestionCard
            ask={words.screening.changed}
            examples={words.screening.changed_examples}
            answer={draft.changed}
            onAnswer={(changed) => onDraft({ ...draft, changed })}
          />
        </div>
      </Group>
      <button type="button" class="button plain" onClick={onLeave}>
        {words.app.back}
      </button>
    </div>
  );
}

function FullForm(props: FormProps) {
  const { core, draft, said, emergency, onDraft, onFinish } = props;
  const index = parts.indexOf(draft.part);
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
        <You {...props} onNext={next} />
      ) : (
        <Group
          asked={relevant(core, said).filter((question) => partOf(question) === draft.part)}
          answers={draft.answers}
          emergency={emergency}
          onward={index === parts.length - 1 ? words.screening.finish : words.screening.next}
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

interface YouProps extends FormProps {
  onNext: () => void;
}

function You({ draft, needsSeen, somethingNew, onDraft, onNext, onLeave }: YouProps) {
  const form = useRef<HTMLFormElement>(null);
  const sexes = (['female', 'male', 'other'] as const).map((value) => ({
    value,
    label: words.screening[value],
  }));
  const unseen = needsSeen && draft.seen === null;
  const noAge = ageOf(draft.age) === null ? words.screening.missing_age : null;
  const because = unseen ? words.screening.seen_missing : noAge;
  return (
    <form
      class="stack"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (because === null) {
          onNext();
        }
      }}
    >
      {somethingNew && <p class="notice">{words.screening.something_new}</p>}
      {needsSeen && <Seen draft={draft} onDraft={onDraft} />}
      {needsSeen && draft.seen === false ? (
        <Forward because={null} onClick={onLeave}>
          {words.screening.emergency_now}
        </Forward>
      ) : (
        <>
          <div class="card stack">
            <label for="age">{words.screening.age}</label>
            <input
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
            because={because}
            onClick={onNext}
            onBlocked={() =>
              form.current?.querySelector<HTMLElement>(unseen ? 'input' : '#age')?.focus()
            }
          >
            {words.screening.next}
          </Forward>
        </>
      )}
    </form>
  );
}

function Seen({ draft, onDraft }: { draft: Draft; onDraft: (draft: Draft) => void }) {
  return (
    <div class="card">
      <Choices
        legend={words.screening.seen}
        options={[
          { value: 'yes', label: words.screening.seen_yes },
          { value: 'no', label: words.screening.seen_not },
        ]}
        value={draft.seen === null ? null : draft.seen ? 'yes' : 'no'}
        onChange={(value) => onDraft({ ...draft, seen: value === 'yes' })}
      >
        <p class="hint">{words.screening.seen_why}</p>
      </Choices>
    </div>
  );
}

interface GroupProps {
  asked: readonly Question[];
  answers: Answers['answers'];
  emergency: boolean;
  /** What else is missing, besides answers. */
  because?: string | null;
  onward: string;
  /** Asked after these. */
  children?: ComponentChildren;
  onAnswers: (answers: Answers['answers']) => void;
  onNext: () => void;
}

export function Group(props: GroupProps) {
  const { asked, answers, emergency, because, onward, children, onAnswers, onNext } = props;
  const place = useRef<HTMLDivElement>(null);
  const open = asked.filter((question) => answers[question.id] === undefined);
  const say = (ids: readonly QuestionId[], answer: Answer): void => {
    onAnswers({ ...answers, ...Object.fromEntries(ids.map((id) => [id, answer])) });
  };
  const showOpen = (): void => {
    const fieldsets = [...(place.current?.querySelectorAll('fieldset') ?? [])];
    const first = fieldsets.find((fieldset) => !fieldset.querySelector(':checked'));
    first?.scrollIntoView({ block: 'center' });
    first?.querySelector('input')?.focus({ preventScroll: true });
  };
  const missing = open.length > 0 ? counted(words.screening.missing, open.length) : because;
  return (
    <>
      <p>{words.screening.counts}</p>
      <div class="stack" ref={place}>
        <div class="asked card">
          {asked.map((question) => (
            <QuestionCard
              key={question.id}
              ask={question.ask}
              examples={question.examples}
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
        {children}
      </div>
      <Forward because={emergency ? null : (missing ?? null)} onClick={onNext} onBlocked={showOpen}>
        {emergency ? words.screening.emergency_now : onward}
      </Forward>
      {emergency && open.length > 0 && <p class="hint">{words.screening.emergency_note}</p>}
      <NotReviewed />
    </>
  );
}

interface QuestionCardProps {
  ask: string;
  examples: readonly string[];
  answer: Answer | null;
  onAnswer: (answer: Answer) => void;
}

const possible = (['yes', 'no', 'unknown'] as const).map((value) => ({
  value,
  label: words.answers[value],
}));

function QuestionCard({ ask, examples, answer, onAnswer }: QuestionCardProps) {
  return (
    <Choices legend={ask} options={possible} look="three" value={answer} onChange={onAnswer}>
      <ul class="examples">
        {examples.map((example) => (
          <li key={example}>{example}</li>
        ))}
      </ul>
    </Choices>
  );
}

import { useState } from 'preact/hooks';
import type { Answers, QuestionId, Reason, Screening } from '../core';
import { dayText } from '../parts/dates';
import { Forward } from '../parts/forward';
import { Heading } from '../parts/heading';
import { NotReviewed, Sources } from '../parts/review';
import { fill, guidance, questionOf, ruleOf, words } from '../parts/text';
import { AdviceLine, Numbers } from './numbers';

export type Referral = 'professional' | 'urgent' | 'emergency';

export interface Referred {
  body: Answers;
  /** Answered here, and not on another device. */
  own: boolean;
  screening: Screening & { disposition: Referral };
}

/** null: the screening leads to nobody. */
export function referredOf(
  known: { body: Answers; own: boolean; screening: Screening } | null,
): Referred | null {
  const disposition = known?.screening.disposition;
  if (!known || !disposition || disposition === 'proceed' || disposition === 'incomplete') {
    return null;
  }
  return { body: known.body, own: known.own, screening: { ...known.screening, disposition } };
}

/** What a professional has to agree on so that gentle exercise opens; empty: that can't be. */
function agreeable({ screening: { disposition, reasons } }: Referred): Reason[] {
  const holding = reasons.filter(
    ({ rule, lifted }) => ruleOf(rule).disposition !== 'proceed' && !lifted,
  );
  const possible = holding.every(({ rule }) => ruleOf(rule).agreedBy.length > 0);
  return disposition === 'professional' && possible ? holding : [];
}

interface SeeSomebodyProps {
  referred: Referred;
  /** Answered today and not used: agreement can be added to it. */
  fresh: boolean;
  onAnew: () => void;
  onAgree: (questions: QuestionId[]) => void;
}

export function SeeSomebody({ referred, fresh, onAnew, onAgree }: SeeSomebodyProps) {
  const { body, own, screening } = referred;
  const { title, lead, now, say } = guidance[screening.disposition];
  const agreeing = agreeable(referred);
  return (
    <article class={`stack see ${screening.disposition}`}>
      <Heading text={title} />
      <p class="lead">{lead}</p>
      {screening.disposition === 'emergency' && <Numbers />}
      {screening.disposition === 'urgent' && <AdviceLine />}
      <section class="card">
        <h2>{words.see.now}</h2>
        <ol class="now">
          {now.map((action) => (
            <li key={action}>{action}</li>
          ))}
        </ol>
      </section>
      {screening.disposition === 'urgent' && (
        <section class="stack">
          <h2>{words.see.worse}</h2>
          <Numbers />
        </section>
      )}
      <section class="card">
        <h2>{words.see.say}</h2>
        <ul class="say">
          {say.slice(0, SAY_BEFORE_SIGNS).map(sentence)}
          {signsOf(screening.reasons).map(sentence)}
          {say.slice(SAY_BEFORE_SIGNS).map(sentence)}
        </ul>
      </section>
      <section class="card">
        <h2>{words.see.why}</h2>
        <Reasons age={body.age} reasons={screening.reasons} />
        <p class="small">
          {fill(words.see.answered, { date: dayText(body.today) })}
          {!own && `. ${words.see.elsewhere_said}`}
        </p>
      </section>
      <NotReviewed />
      <button type="button" class="button" onClick={() => window.print()}>
        {words.see.print}
      </button>
      {fresh && agreeing.length > 0 && <Agree reasons={agreeing} onAgree={onAgree} />}
      <details class="fold anew">
        <summary>{words.see.anew}</summary>
        <div class="stack">
          <p>
            {words.see.anew_lead} {words.see.keeps}
          </p>
          {!fresh && agreeing.length > 0 && <p>{words.see.anew_agreed}</p>}
          <button type="button" class="button" onClick={onAnew}>
            {words.see.anew_begin}
          </button>
        </div>
      </details>
    </article>
  );
}

/** The words end with what one was asked: the questions follow it. */
const SAY_BEFORE_SIGNS = 2;

function sentence(text: string) {
  return <li key={text}>{text}</li>;
}

/** What led here, as it can be read out on the phone. */
function signsOf(reasons: readonly Reason[]): string[] {
  const said = reasons
    .filter(({ rule }) => ruleOf(rule).disposition !== 'proceed')
    .flatMap((reason) => reason.said);
  const signs = said.map(({ question, answer }) =>
    fill(words.see.sign, {
      answer: answer === 'yes' ? words.see.sign_yes : words.see.sign_unknown,
      question: questionOf(question).ask,
    }),
  );
  return [...new Set(signs)];
}

interface ReasonsProps {
  age: number | undefined;
  reasons: readonly Reason[];
}

/** All of them, gravest first. */
function Reasons({ age, reasons }: ReasonsProps) {
  return (
    <ul class="reasons">
      {reasons.map((reason) => {
        const { tell, sources, review } = ruleOf(reason.rule);
        return (
          <li key={reason.rule}>
            <p>
              <strong>{tell}</strong>
            </p>
            {reason.lifted && <p class="lifted">{words.see.lifted}</p>}
            <Because age={age} reason={reason} />
            <Sources sources={sources} review={review} />
          </li>
        );
      })}
    </ul>
  );
}

function Because({ age, reason: { rule, said } }: { age: number | undefined; reason: Reason }) {
  if (said.length > 0) {
    return (
      <>
        {said.map(({ question, answer }) => (
          <p key={question}>
            {words.see.question}: {questionOf(question).ask} {words.see.answer}:{' '}
            {words.answers[answer]}.
          </p>
        ))}
      </>
    );
  }
  const { observed, questions } = ruleOf(rule);
  if (questions.length > 0) {
    return <p>{words.see.stands}</p>;
  }
  return <p>{observed ? words.see.log_answer : fill(words.see.age_answer, { age: age ?? '' })}</p>;
}

interface AgreeProps {
  reasons: readonly Reason[];
  onAgree: (questions: QuestionId[]) => void;
}

/** Each reason on its own, and nothing is ticked beforehand. */
function Agree({ reasons, onAgree }: AgreeProps) {
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const all = reasons.every(({ rule }) => ticked.includes(rule));
  return (
    <details class="fold agree">
      <summary>{words.see.agree}</summary>
      <div class="stack">
        <p>{words.see.agree_lead}</p>
        {reasons.map(({ rule, said }) => (
          <div class="card stack" key={rule}>
            <p>{said[0] ? questionOf(said[0].question).ask : ruleOf(rule).tell}</p>
            <label class="tick">
              <input
                type="checkbox"
                checked={ticked.includes(rule)}
                onChange={(event) =>
                  setTicked(
                    event.currentTarget.checked
                      ? [...ticked, rule]
                      : ticked.filter((each) => each !== rule),
                  )
                }
              />
              <span>{words.see.agreed}</span>
            </label>
          </div>
        ))}
        <NotReviewed />
        <Forward
          because={all ? null : words.see.agree_missing}
          onClick={() => onAgree(reasons.flatMap(({ rule }) => ruleOf(rule).agreedBy))}
        >
          {words.see.agree_go}
        </Forward>
      </div>
    </details>
  );
}

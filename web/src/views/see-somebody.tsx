import { useState } from 'preact/hooks';
import type { Answers, Screening } from '../core';
import { dayText } from '../parts/dates';
import { Forward } from '../parts/forward';
import { Heading } from '../parts/heading';
import { NotReviewed, Sources } from '../parts/review';
import { fill, guidance, questionOf, ruleOf, words } from '../parts/text';

export type Referral = 'professional' | 'urgent' | 'emergency';

export interface Referred {
  answers: Answers;
  screening: Screening & { disposition: Referral };
}

/** null: the screening leads to nobody. */
export function referredOf(
  known: { answers: Answers; screening: Screening } | null,
): Referred | null {
  const disposition = known?.screening.disposition;
  if (!known || !disposition || disposition === 'proceed' || disposition === 'incomplete') {
    return null;
  }
  return { answers: known.answers, screening: { ...known.screening, disposition } };
}

export function SeeSomebody({ referred, onAnew }: { referred: Referred; onAnew: () => void }) {
  const { answers, screening } = referred;
  const { title, lead, now, say } = guidance[screening.disposition];
  return (
    <article class={`stack see ${screening.disposition}`}>
      <Heading text={title} />
      <p class="lead">{lead}</p>
      {screening.disposition !== 'professional' && <Numbers />}
      <section class="card">
        <h2>{words.see.now}</h2>
        <ol class="now">
          {now.map((action) => (
            <li key={action}>{action}</li>
          ))}
        </ol>
      </section>
      {say.length > 0 && (
        <section class="card">
          <h2>{words.see.say}</h2>
          {say.map((sentence) => (
            <blockquote key={sentence}>{sentence}</blockquote>
          ))}
        </section>
      )}
      <section class="card">
        <h2>{words.see.why}</h2>
        <Reasons answers={answers} reasons={screening.reasons} />
        <p class="small">{fill(words.see.answered, { date: dayText(answers.today) })}</p>
      </section>
      <NotReviewed />
      <button type="button" class="button" onClick={() => window.print()}>
        {words.see.print}
      </button>
      <Anew needsSeen={screening.disposition !== 'professional'} onAnew={onAnew} />
    </article>
  );
}

/** Emergency numbers to tap. */
export function Numbers() {
  return (
    <section class="numbers">
      <ul>
        {words.see.numbers.map((entry) => {
          const [number = '', where = ''] = entry.split('|');
          return (
            <li key={number}>
              <a class="button call" href={`tel:${number}`}>
                <strong>
                  {words.see.call} {number}
                </strong>
                <span>{where}</span>
              </a>
            </li>
          );
        })}
      </ul>
      <p class="small">{words.see.numbers_note}</p>
    </section>
  );
}

function Reasons({ answers, reasons }: { answers: Answers; reasons: Screening['reasons'] }) {
  return (
    <ul class="reasons">
      {reasons.map((reason) => {
        const { tell, sources, review } = ruleOf(reason.rule);
        return (
          <li key={reason.rule}>
            <p>
              <strong>{tell}</strong>
            </p>
            {reason.question === null ? (
              <p>{fill(words.see.age_answer, { age: answers.age ?? '' })}</p>
            ) : (
              <p>
                {words.see.question}: {questionOf(reason.question).ask} {words.see.answer}:{' '}
                {words.answers[reason.answer ?? 'unknown']}.
              </p>
            )}
            <Sources sources={sources} review={review} />
          </li>
        );
      })}
    </ul>
  );
}

/** The only way on from here: all questions anew. */
function Anew({ needsSeen, onAnew }: { needsSeen: boolean; onAnew: () => void }) {
  const [seen, setSeen] = useState(!needsSeen);
  return (
    <details class="fold anew">
      <summary>{words.see.anew}</summary>
      <div class="stack">
        <p>
          {words.see.anew_lead} {words.see.keeps}
        </p>
        {needsSeen && (
          <label class="tick">
            <input
              type="checkbox"
              checked={seen}
              onChange={(event) => setSeen(event.currentTarget.checked)}
            />
            <span>{words.see.seen}</span>
          </label>
        )}
        <Forward because={seen ? null : words.see.seen_needed} onClick={onAnew}>
          {words.see.anew_begin}
        </Forward>
      </div>
    </details>
  );
}

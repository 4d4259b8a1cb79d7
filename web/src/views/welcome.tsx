import type { TechniqueId } from '../core';
import type { NextDayBody } from '../log';
import { Spine } from '../parts/drawings';
import { Heading } from '../parts/heading';
import { NotReviewed } from '../parts/review';
import { catalogueVersion, fill, words } from '../parts/text';
import type { Known } from '../state';
import { AfterNextDay, NextDay } from './next-day';

interface WelcomeProps {
  known: Known;
  afterwardsDue: boolean;
  onAnew: () => void;
  onNextDay: (feel: NextDayBody['feel'], technique?: TechniqueId) => void;
}

export function Welcome(props: WelcomeProps) {
  const { known, onNextDay } = props;
  const [first, ...more] = words.welcome.lead;
  return (
    <div class="welcome">
      <Spine />
      <div class="stack">
        <Heading text={words.welcome.title} />
        <p class="lead">{first}</p>
        {more.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {known.nextDayDue ? (
          <NextDay session={known.nextDayDue} onSay={onNextDay} />
        ) : (
          <AfterNextDay known={known} />
        )}
        <NextStep {...props} />
        {Object.keys(known.record.conditions).length > 0 && (
          <a href="#body">{words.screening.body}</a>
        )}
        <p class="advice">{words.welcome.advice}</p>
        <NotReviewed />
        <p class="small">{fill(words.welcome.catalogue, { version: catalogueVersion })}</p>
      </div>
    </div>
  );
}

/** One clear action: what was begun comes before what is new. */
function NextStep({ known, afterwardsDue, onAnew }: WelcomeProps) {
  const short = known.due === 'short';
  const start = short ? words.welcome.short : words.welcome.start;
  if (known.openSession) {
    return <Action note={words.welcome.open} href="#session" label={words.welcome.resume} />;
  }
  if (afterwardsDue) {
    return (
      <>
        <Action
          note={words.welcome.afterwards_open}
          href="#afterwards"
          label={words.welcome.to_afterwards}
        />
        <a href="#questions">{start}</a>
      </>
    );
  }
  if (known.mayPlan) {
    return (
      <>
        <Action note={words.welcome.ready} href="#check-in" label={words.welcome.to_check_in} />
        <button type="button" class="button plain" onClick={onAnew}>
          {words.welcome.anew}
        </button>
      </>
    );
  }
  return (
    <>
      <a class="button primary" href="#questions">
        {start}
      </a>
      <p class="small">{short ? words.welcome.short_note : words.welcome.start_note}</p>
    </>
  );
}

function Action({ note, href, label }: { note: string; href: string; label: string }) {
  return (
    <>
      <p class="notice">{note}</p>
      <a class="button primary" href={href}>
        {label}
      </a>
    </>
  );
}

import { useState } from 'preact/hooks';
import type { TechniqueId } from '../core';
import type { NextDayBody } from '../log';
import { Choices } from '../parts/choices';
import { dayText } from '../parts/dates';
import { NotReviewed } from '../parts/review';
import { fill, techniqueOf, words } from '../parts/text';
import type { HistoryEntry, Known } from '../state';

type Feel = NextDayBody['feel'];

const feels = (['better', 'same', 'worse'] as const).map((value) => ({
  value,
  label: words.next_day[value],
}));

interface NextDayProps {
  session: HistoryEntry;
  onSay: (feel: Feel, technique?: TechniqueId) => void;
}

/** Asked once, on a later day. It stands in nobody's way. */
export function NextDay({ session, onSay }: NextDayProps) {
  const [feel, setFeel] = useState<Feel | null>(null);
  const done = session.end?.worked ?? [];
  return (
    <section class="card stack next-day">
      <Choices
        legend={words.next_day.ask}
        options={feels}
        value={feel}
        onChange={(chosen) => (chosen === 'worse' ? setFeel(chosen) : onSay(chosen))}
      >
        <p class="hint">{fill(words.next_day.hint, { date: dayText(session.request.today) })}</p>
      </Choices>
      {feel === 'worse' && (
        <fieldset class="choices">
          <legend>{words.next_day.which}</legend>
          <div class="options">
            {done.map((id) => (
              <button key={id} type="button" class="button" onClick={() => onSay('worse', id)}>
                {techniqueOf(id).name}
              </button>
            ))}
            <button type="button" class="button" onClick={() => onSay('worse')}>
              {words.next_day.not_sure}
            </button>
          </div>
        </fieldset>
      )}
    </section>
  );
}

/** What follows from the answer, until there is another session. */
export function AfterNextDay({ known }: { known: Known }) {
  const said = known.sessions[0]?.nextDay;
  if (!said) {
    return null;
  }
  if (said.feel !== 'worse') {
    return <p role="status">{words.next_day.noted}</p>;
  }
  const locked = known.sessions[0]?.steps.find(({ technique }) => technique === said.technique);
  return (
    <section class="notice" role="status">
      <p>
        {words.next_day.then}{' '}
        {locked &&
          fill(words.next_day.then_without, { technique: techniqueOf(locked.technique).name })}
      </p>
      {known.record.worseCount >= 2 && <p>{words.next_day.twice}</p>}
      <NotReviewed />
    </section>
  );
}
